"""`tocsin seeds`: the seed articles as files, wherever Tocsin is installed."""

from pathlib import Path

from tests.commands import Tocsin

ROOT = Path(__file__).parents[3]


def test_the_seeds_are_written_byte_for_byte(tocsin: Tocsin, folder: Path) -> None:
    ended = tocsin("seeds")

    assert ended.status == 0, ended.err
    given = {path.name: path.read_bytes() for path in (ROOT / "seeds").iterdir()}
    assert {path.name: path.read_bytes() for path in (folder / "seeds").iterdir()} == given
    assert ended.out.splitlines() == sorted(f"seeds/{name}" for name in given)


def test_a_file_that_is_there_already_is_left_alone(tocsin: Tocsin, folder: Path) -> None:
    (folder / "mine").mkdir()
    manifest = folder / "mine" / "manifest.toml"
    manifest.write_text("# mine")

    assert tocsin("seeds", "--into", "mine").status == 0
    assert manifest.read_text() == "# mine"
    assert len(list((folder / "mine").iterdir())) == 3


def test_a_folder_that_cannot_be_written_is_told(tocsin: Tocsin, folder: Path) -> None:
    (folder / "taken").write_text("a file")

    ended = tocsin("seeds", "--into", "taken/below")

    assert ended.status == 1
    assert ended.err.startswith("tocsin: The seed articles cannot be written to taken/below: ")
    assert "--into" in ended.err
