"""The command line, called in this process: what it prints and how it ends. Fixtures for whoever imports them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tocsin.cli import main

__all__ = ["Ended", "Tocsin", "folder", "tocsin"]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Tocsin = Callable[..., Ended]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the working directory of the command, with no settings in it."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def tocsin(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Tocsin:
    """Run a command to its end."""
    del folder

    def run(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ending:
            main(list(arguments))
        code = ending.value.code
        captured = capsysbinary.readouterr()
        assert code is None or isinstance(code, int)
        return Ended(code or 0, captured.out.decode(), captured.err.decode())

    return run
