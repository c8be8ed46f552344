"""The command line, called in this process: what it prints and how it ends. Fixtures for whoever imports them."""

import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from tocsin.cli import main

__all__ = ["Ended", "Tocsin", "folder", "logs_as_they_were", "tocsin"]


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


Tocsin = Callable[..., Ended]


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """Undo what commands do to the logs of their process."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with warnings.catch_warnings():
        yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


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
