"""How far each replay got, kept in one small file a replay, so that it can go on.

A replay is known by its paths and its target. The file is replaced whole, and only ever says less than Kafka has: whoever
goes on from it may, after a power cut, send a few articles again (their ids make that harmless), and never leaves one out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tocsin.errors import InputError, StateError
from tocsin.files import replace_file
from tocsin.ingest.inputs import STDIN, Input, Inputs, printable
from tocsin.ingest.reads import Position

__all__ = ["CheckpointFile"]

ENDS = 64 * 1024
"""Bytes at both ends of what was read of a file by which it is known again."""

START_OVER = "Replay without --resume to start over; ids make articles that are sent again harmless."

IDENTITY = re.compile(r"(?P<path>.*) (?P<size>[0-9]{1,18}) -?[0-9]+", re.DOTALL)

Count = Annotated[int, Field(ge=0, lt=2**63)]
"""Also an offset, which has 64 bits with a sign."""


class _Checkpoint(BaseModel):
    """The file's content.

    `begun` is a fingerprint of the inputs read in whole or in part, `current` tells the last, and `passed` is one of what was
    read of it: lines may have been added behind that.
    """

    model_config = ConfigDict(frozen=True)

    target: str
    paths: tuple[str, ...]
    turn: Count
    entry: Count
    offset: Count
    line: Count
    articles: Count
    current: str = ""
    passed: str = ""
    begun: str


class CheckpointFile:
    """The checkpoint of one replay: these paths, as they were given, to this target."""

    def __init__(self, folder: Path, paths: Sequence[str], target: str) -> None:
        self._paths = tuple(path if path == STDIN else printable(Path(path).absolute()) for path in paths)
        self._target = target
        name = hashlib.blake2b("\0".join((target, *self._paths)).encode(), digest_size=12).hexdigest()
        self.path = folder / f"{name}.json"
        self._begun = _Fingerprint()

    def save(self, position: Position, articles: int, inputs: Inputs) -> None:
        """Replace the file: everything before the position is on Kafka, `articles` of it in all runs together."""
        checkpoint = _Checkpoint(
            target=self._target,
            paths=self._paths,
            turn=position.turn,
            entry=position.entry,
            offset=position.offset,
            line=position.line,
            articles=articles,
            current=_identity(inputs.files[position.entry]) if position.offset else "",
            passed=_passed(inputs.files[position.entry], position.offset) if position.offset else "",
            begun=self._begun.of(inputs.files[: _begun(position, inputs)]),
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, checkpoint.model_dump_json(indent=2).encode())
        except OSError as error:
            raise StateError(
                f"The checkpoint {self.path} cannot be written: {error.strerror}.", hint="TOCSIN_STATE_DIR says where."
            ) from None

    def load(self, inputs: Inputs) -> tuple[Position, int]:
        """Give where to go on and how many articles were sent before; raise InputError when the inputs have changed.

        Raises StateError when the file cannot be read, or says what cannot be.
        """
        checkpoint = self._read()
        position = Position(checkpoint.turn, checkpoint.entry, checkpoint.offset, checkpoint.line)
        files = inputs.files
        current = files[position.entry] if position.offset and position.entry < len(files) else None
        if current and _identity(current) != checkpoint.current and not _has_grown(current, checkpoint):
            raise InputError("has changed since it was read in part.", where=current.name, hint=START_OVER)
        if (
            position.entry < len(files)
            and files[position.entry].kind == "lines"
            and position.offset > files[position.entry].size
        ):
            raise StateError(f"The checkpoint {self.path} lies behind the end of its file.", hint=START_OVER)
        told = [_identity(file) for file in files[: _begun(position, inputs)]]
        if current:  # lines that were added to it have been looked at
            told[position.entry] = checkpoint.current
        if _Fingerprint().of_all(told) != checkpoint.begun:
            raise InputError(
                "The inputs that were read already have changed, or others now lie before them.", hint=START_OVER
            )
        return position, checkpoint.articles

    def _read(self) -> _Checkpoint:
        try:
            return _Checkpoint.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            raise InputError(
                "There is nothing to resume: these paths were not replayed to this Kafka and prefix.",
                hint="Give the paths as they were given then, or leave out --resume.",
            ) from None
        except (OSError, ValidationError) as error:
            raise StateError(f"The checkpoint {self.path} cannot be read: {error}.", hint=START_OVER) from None


class _Fingerprint:
    """One digest of the identities of a list of files, which may only grow: a folder may have a million."""

    def __init__(self) -> None:
        self._digest = hashlib.blake2b(digest_size=16)
        self._files = 0

    def of(self, files: tuple[Input, ...]) -> str:
        digest = self.of_all(map(_identity, files[self._files :]))
        self._files = len(files)
        return digest

    def of_all(self, identities: Iterable[str]) -> str:
        for identity in identities:
            self._digest.update(f"{identity}\0".encode())
        return self._digest.hexdigest()


def _begun(position: Position, inputs: Inputs) -> int:
    """Count the inputs that were read in whole or in part."""
    return len(inputs.files) if position.turn else position.entry + (position.offset > 0)


def _has_grown(file: Input, checkpoint: _Checkpoint) -> bool:
    """Say whether a file only got lines behind those that were read: it is as it was up to there, and a line ends there."""
    told = IDENTITY.fullmatch(checkpoint.current)
    grown = told is not None and told["path"] == _path(file) and checkpoint.offset <= int(told["size"]) < file.size
    return grown and bool(checkpoint.passed) and checkpoint.passed == _passed(file, checkpoint.offset)


def _passed(file: Input, offset: int) -> str:
    """Give a digest of both ends of what was read of a file of lines; empty when nothing could be added behind it."""
    if file.kind != "lines" or file.path is None:
        return ""
    try:
        with file.path.open("rb") as content:
            head = content.read(min(offset, ENDS))
            content.seek(max(0, offset - ENDS))
            tail = content.read(min(offset, ENDS))
    except OSError:  # gone since it was read
        return ""
    return hashlib.blake2b(head + tail, digest_size=16).hexdigest() if tail.endswith(b"\n") else ""


def _identity(file: Input) -> str:
    return f"{_path(file)} {file.size} {file.modified_ns}"


def _path(file: Input) -> str:
    return STDIN if file.path is None else printable(file.path.absolute())
