from __future__ import annotations

import os
from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.ingest.inputs import find_inputs


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Body.")


def test_a_folder_gives_all_below_it_in_sorted_order(tmp_path: Path) -> None:
    touch(tmp_path / "b.txt", tmp_path / "a" / "z.jsonl", tmp_path / "a" / "b.jsonl.gz", tmp_path / "c.jsonl.zst")
    found = [str(file.path.relative_to(tmp_path)) for file in find_inputs([str(tmp_path)]).files if file.path]
    assert found == ["a/b.jsonl.gz", "a/z.jsonl", "b.txt", "c.jsonl.zst"]


def test_files_of_other_kinds_in_a_folder_are_told(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt", tmp_path / "notes.docx", tmp_path / ".hidden", tmp_path / ".git" / "x.txt")
    inputs = find_inputs([str(tmp_path)])
    assert len(inputs.files) == 1
    assert inputs.passed_over == (tmp_path / "notes.docx",)


def test_a_file_of_unknown_kind_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    touch(tmp_path / "feed.csv")
    with pytest.raises(InputError, match=r"\.csv") as caught:
        find_inputs([str(tmp_path / "feed.csv")])
    assert ".txt, .jsonl, .jsonl.gz, .jsonl.zst" in caught.value.hint


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        find_inputs([str(tmp_path / "gone.txt")])


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="cannot be read"):
        find_inputs([str(tmp_path / "a.txt")])


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no articles in this folder"):
        find_inputs([str(tmp_path)])


def test_standard_input_is_given_once(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt")
    assert find_inputs(["-", str(tmp_path / "a.txt")]).has_stdin
    with pytest.raises(InputError, match="more than once"):
        find_inputs(["-", "-"])


def test_the_ending_counts_whatever_its_case(tmp_path: Path) -> None:
    touch(tmp_path / "A.TXT")
    assert find_inputs([str(tmp_path / "A.TXT")]).files[0].kind == "text"


def test_metadata_comes_from_the_manifest_beside_a_file(tmp_path: Path) -> None:
    touch(tmp_path / "a.txt")
    (tmp_path / "manifest.toml").write_text('[articles."a.txt"]\nsource = "Daily News"')
    (file,) = find_inputs([str(tmp_path / "a.txt")]).files
    assert file.metadata.source == "Daily News"


def test_a_malformed_manifest_is_noticed_before_anything_is_read(tmp_path: Path) -> None:
    touch(tmp_path / "feed.jsonl")
    (tmp_path / "manifest.toml").write_text("nonsense")
    with pytest.raises(InputError, match="not TOML"):
        find_inputs([str(tmp_path)])


def test_a_name_that_is_not_utf_8_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    touch(path)
    (file,) = find_inputs([str(tmp_path)]).files
    assert file.name.encode().decode() == f"{tmp_path}/caf\ufffd.txt"


def test_the_seed_articles_have_their_outlets() -> None:
    files = find_inputs([str(Path(__file__).parents[3] / "seeds")]).files
    assert [file.metadata.source for file in files] == ["The Guardian", "GlobalPost"]
    assert {file.metadata.published for file in files} == {"2012-03-09"}
    assert all(file.metadata.published_inferred for file in files)
