from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import InputError
from tocsin.ingest.manifest import read_manifest


def write(folder: Path, manifest: str) -> None:
    (folder / "a.txt").write_text("Body.")
    (folder / "manifest.toml").write_text(manifest)


def refusal(folder: Path, manifest: str) -> InputError:
    write(folder, manifest)
    with pytest.raises(InputError) as caught:
        read_manifest(folder)
    return caught.value


def test_a_folder_without_a_manifest_has_no_metadata(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}


def test_dates_may_be_of_toml_or_strings(tmp_path: Path) -> None:
    write(tmp_path, '[articles."a.txt"]\npublished = 2012-03-09')
    assert read_manifest(tmp_path)["a.txt"].published == "2012-03-09"
    write(tmp_path, '[articles."a.txt"]\npublished = 2012-03-09T18:30:00Z')
    assert read_manifest(tmp_path)["a.txt"].published == "2012-03-09T18:30:00+00:00"
    write(tmp_path, '[articles."a.txt"]\npublished = "2012-03-09"')
    assert read_manifest(tmp_path)["a.txt"].published == "2012-03-09"


@pytest.mark.parametrize(
    ("manifest", "line", "said"),
    [
        ('[articles."a.txt"]\nsource = Daily', 2, "not TOML"),
        ('\n[articles."gone.txt"]\nsource = "Daily"', 2, "'gone.txt', which is no text file"),
        ('# a.txt is fine\n[articles."a.txt"]\nouttlet = "Daily"', 3, "outtlet"),
        ('[articles."a.txt"]\npublished = "Friday"', 2, "ISO 8601"),
        ('[articles."a.txt"]\nsource = 7', 2, "source"),
        ("articles = 7\n", 1, "'articles'"),
        ('[articles]\n"a.txt" = 7\n', 2, "a.txt"),
        ('[articles."a.txt"]\n[article."a.txt"]\n', 2, "'article'"),
    ],
    ids=["not TOML", "absent file", "unknown key", "no date", "wrong type", "no table", "no entry", "unknown table"],
)
def test_a_malformed_manifest_is_named_with_its_line(tmp_path: Path, manifest: str, line: int, said: str) -> None:
    error = refusal(tmp_path, manifest)
    assert error.where == f"{tmp_path / 'manifest.toml'}:{line}"
    assert said in error.message


def test_a_manifest_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_bytes(b"# caf\xe9")
    with pytest.raises(InputError, match="byte 5 is not UTF-8"):
        read_manifest(tmp_path)


def test_an_entry_cannot_lead_to_files_that_are_not_text(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").write_text("{}")
    assert "manifest tells of .txt files" in refusal(tmp_path, '[articles."feed.jsonl"]\nsource = "Daily"').hint


def test_what_is_nested_without_end_is_told(tmp_path: Path) -> None:
    assert "nested too deeply" in refusal(tmp_path, '[articles."a.txt"]\nsource = ' + "[" * 3_000).message


@pytest.mark.parametrize("name", ["x" * 300 + ".txt", "\\u0000.txt"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    assert "no text file" in refusal(tmp_path, f'[articles."{name}"]\nsource = "Wire"').message
