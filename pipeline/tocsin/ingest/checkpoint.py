"""How far each replay got, kept in one small file a replay, so that it can go on.

A replay is known by its paths and its target. The file is replaced whole, and only ever says less than Kafka has: whoever
goes on from it may, after a power cut, send a few articles again (their ids make that harmless), and never leaves one out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tocsin.errors import InputError, StateError
from tocsin.files import replace_file
from tocsin.ingest.inputs import STDIN, Input, Inputs, printable
from tocsin.ingest.reads import Position

__all__ = ["CheckpointFile"]

START_OVER = "Replay without --resume to start over; ids make articles that are sent again harmless."

Count = Annotated[int, Field(ge=0, lt=2**63)]
"""Also an offset, which has 64 bits with a sign."""


class _Checkpoint(BaseModel):
    """The file's content. `begun` is a fingerprint of the inputs read in whole or in part, `current` tells the last."""

    model_config = ConfigDict(frozen=True)

    target: str
    paths: tuple[str, ...]
    turn: Count
    entry: Count
    offset: Count
    line: Count
    articles: Count
    current: str = ""
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
        if position.offset and position.entry < len(files) and _identity(files[position.entry]) != checkpoint.current:
            raise InputError(
                "has changed since it was read in part.", where=files[position.entry].name, hint=START_OVER
            )
        if (
            position.entry < len(files)
            and files[position.entry].kind == "lines"
            and position.offset > files[position.entry].size
        ):
            raise StateError(f"The checkpoint {self.path} lies behind the end of its file.", hint=START_OVER)
        if _Fingerprint().of(files[: _begun(position, inputs)]) != checkpoint.begun:
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
        for file in files[self._files :]:
            self._digest.update(f"{_identity(file)}\0".encode())
        self._files = len(files)
        return self._digest.hexdigest()


def _begun(position: Position, inputs: Inputs) -> int:
    """Count the inputs that were read in whole or in part."""
    return len(inputs.files) if position.turn else position.entry + (position.offset > 0)


def _identity(file: Input) -> str:
    path = STDIN if file.path is None else printable(file.path.absolute())
    return f"{path} {file.size} {file.modified_ns}"
