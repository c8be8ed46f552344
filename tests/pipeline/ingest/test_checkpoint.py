from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tocsin.errors import InputError, StateError
from tocsin.ingest.checkpoint import CheckpointFile
from tocsin.ingest.inputs import Inputs, find_inputs
from tocsin.ingest.reads import Position

TARGET = "tocsin.articles on localhost:9092"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.jsonl", "c.txt"):
        (folder / name).write_text("Body.")
    return folder


def checkpoint(folder: Path, target: str = TARGET) -> CheckpointFile:
    return CheckpointFile(folder.parent / "state" / "replay", [str(folder)], target)


def inputs_of(folder: Path) -> Inputs:
    return find_inputs([str(folder)])


def change(path: Path) -> None:
    path.write_text("Another body.")


@pytest.mark.parametrize("position", [Position(), Position(0, 1, 3, 1), Position(0, 3), Position(2, 1, 5, 1)])
def test_what_is_saved_is_loaded(folder: Path, position: Position) -> None:
    checkpoint(folder).save(position, 41, inputs_of(folder))
    assert checkpoint(folder).load(inputs_of(folder)) == (position, 41)


def test_without_an_earlier_run_there_is_nothing_to_resume(folder: Path) -> None:
    with pytest.raises(InputError, match="nothing to resume"):
        checkpoint(folder).load(inputs_of(folder))


def test_another_target_is_another_replay(folder: Path) -> None:
    checkpoint(folder).save(Position(0, 1), 1, inputs_of(folder))
    with pytest.raises(InputError, match="nothing to resume"):
        checkpoint(folder, "other.articles on localhost:9092").load(inputs_of(folder))


def test_paths_are_the_same_however_they_are_spelt(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    relative = CheckpointFile(folder.parent / "state" / "replay", ["in"], TARGET)
    assert relative.path == checkpoint(folder).path


def test_a_file_changed_after_it_was_read_in_part_is_named(folder: Path) -> None:
    checkpoint(folder).save(Position(0, 1, 3, 1), 2, inputs_of(folder))
    change(folder / "b.jsonl")
    with pytest.raises(InputError, match="has changed since") as caught:
        checkpoint(folder).load(inputs_of(folder))
    assert caught.value.where == str(folder / "b.jsonl")
    assert "without --resume" in caught.value.hint


def test_lines_that_are_added_behind_what_was_read_are_gone_on_with(folder: Path) -> None:
    lines = folder / "b.jsonl"
    lines.write_text("one\ntwo\n")
    for position in (Position(0, 1, 4, 1), Position(0, 1, 8, 2)):
        checkpoint(folder).save(position, 2, inputs_of(folder))
        with lines.open("a") as file:
            file.write("three\n")
        assert checkpoint(folder).load(inputs_of(folder)) == (position, 2)
        lines.write_text("one\ntwo\n")


@pytest.mark.parametrize("current", ["", "b.jsonl", "b.jsonl 2e9 1", "b.jsonl 5 x", "/b.jsonl 5 1"])
def test_what_says_nothing_of_the_file_that_was_read_is_another_file(folder: Path, current: str) -> None:
    (folder / "b.jsonl").write_text("one\ntwo\n")
    kept = checkpoint(folder)
    kept.save(Position(0, 1, 4, 1), 2, inputs_of(folder))
    saved = json.loads(kept.path.read_text())
    kept.path.write_text(json.dumps(saved | {"current": current}))
    with pytest.raises(InputError, match="has changed since"):
        kept.load(inputs_of(folder))


@pytest.mark.parametrize("content", ["ONE\ntwo\nthree\n", "one\ntwO\nthree\n", "one\ntwo and\nthree\n", "one\n"])
def test_a_file_that_is_another_up_to_what_was_read_has_changed(folder: Path, content: str) -> None:
    (folder / "b.jsonl").write_text("one\ntwo\n")
    checkpoint(folder).save(Position(0, 1, 8, 2), 2, inputs_of(folder))
    (folder / "b.jsonl").write_text(content)
    with pytest.raises(InputError, match="has changed since"):
        checkpoint(folder).load(inputs_of(folder))


def test_a_last_line_without_an_end_may_have_been_half_a_line(folder: Path) -> None:
    (folder / "b.jsonl").write_text("one\ntwo")
    checkpoint(folder).save(Position(0, 1, 7, 2), 2, inputs_of(folder))
    (folder / "b.jsonl").write_text("one\ntwo hundred\n")
    with pytest.raises(InputError, match="has changed since"):
        checkpoint(folder).load(inputs_of(folder))


def test_a_file_of_the_same_size_changed_at_another_time_is_noticed(folder: Path) -> None:
    checkpoint(folder).save(Position(0, 1, 3, 1), 2, inputs_of(folder))
    os.utime(folder / "b.jsonl", ns=(1, 1))
    with pytest.raises(InputError, match="has changed"):
        checkpoint(folder).load(inputs_of(folder))


def test_a_change_to_a_file_already_read_is_noticed(folder: Path) -> None:
    checkpoint(folder).save(Position(0, 2), 2, inputs_of(folder))
    change(folder / "a.txt")
    with pytest.raises(InputError, match="read already have changed"):
        checkpoint(folder).load(inputs_of(folder))


def test_a_file_that_comes_before_those_already_read_is_noticed(folder: Path) -> None:
    checkpoint(folder).save(Position(0, 2), 2, inputs_of(folder))
    change(folder / "0.txt")
    with pytest.raises(InputError, match="others now lie before"):
        checkpoint(folder).load(inputs_of(folder))


def test_files_not_read_yet_may_change_and_come(folder: Path) -> None:
    checkpoint(folder).save(Position(0, 2), 2, inputs_of(folder))
    change(folder / "c.txt")
    change(folder / "d.txt")
    assert checkpoint(folder).load(inputs_of(folder)) == (Position(0, 2), 2)


def test_a_file_that_is_gone_is_noticed(folder: Path) -> None:
    checkpoint(folder).save(Position(0, 3), 3, inputs_of(folder))
    (folder / "c.txt").unlink()
    with pytest.raises(InputError, match="have changed"):
        checkpoint(folder).load(inputs_of(folder))


def test_one_object_saves_again_and_again_as_it_goes_on(folder: Path) -> None:
    kept, inputs = checkpoint(folder), inputs_of(folder)
    for position in (Position(0, 0), Position(0, 1), Position(0, 1, 5, 1), Position(0, 3), Position(1, 1)):
        kept.save(position, 7, inputs)
        assert checkpoint(folder).load(inputs) == (position, 7)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"turn": -1}', b"[]"])
def test_a_damaged_checkpoint_says_how_to_start_over(folder: Path, content: bytes) -> None:
    kept = checkpoint(folder)
    kept.path.parent.mkdir(parents=True)
    kept.path.write_bytes(content)
    with pytest.raises(StateError, match="cannot be read") as caught:
        kept.load(inputs_of(folder))
    assert "without --resume" in caught.value.hint


def test_saving_leaves_nothing_beside_the_file(folder: Path) -> None:
    kept = checkpoint(folder)
    kept.save(Position(0, 1), 1, inputs_of(folder))
    assert list(kept.path.parent.iterdir()) == [kept.path]


def test_a_state_folder_that_cannot_be_written_is_a_state_error(folder: Path) -> None:
    (folder.parent / "state").write_text("a file, where a folder should be")
    with pytest.raises(StateError, match="cannot be written"):
        checkpoint(folder).save(Position(), 0, inputs_of(folder))


@pytest.mark.parametrize("offset", [6, 2**63 - 1, 2**63, 2**64])
def test_a_place_behind_the_end_of_a_file_is_no_place(folder: Path, offset: int) -> None:
    kept = checkpoint(folder)
    kept.save(Position(0, 1, 5, 1), 2, inputs_of(folder))
    kept.path.write_text(kept.path.read_text().replace('"offset": 5', f'"offset": {offset}'))
    with pytest.raises(StateError, match=r"cannot be read|behind the end"):
        kept.load(inputs_of(folder))
