"""What a way in is to the fuzzer: a corpus, and what is done with an input and expected of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.fuzz.mutating import mutated

__all__ = ["LossError", "Way", "lines_in"]

BOM = b"\xef\xbb\xbf"


class LossError(Exception):
    """An input of which neither an article, a dead letter nor an error came; or of which more came than there was."""


class Way(ABC):
    """One way in. `share` is its part of all inputs, by how much can be tried in the same time."""

    name: str
    share: float
    corpus: Sequence[bytes]

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self.name
        self.folder.mkdir(parents=True)
        self.prepare()

    def prepare(self) -> None:
        """Make what every input needs."""

    def make(self, chance: Random) -> bytes:
        """Give an input."""
        return mutated(self.corpus, chance)

    @abstractmethod
    def feed(self, content: bytes, chance: Random) -> None:
        """Hand an input over; raise LossError when what came of it is not what there was. Anything else raised is a crash."""

    def close(self) -> None:
        """Let go of it."""


def lines_in(content: bytes) -> int:
    """Count the lines that are not blank, with no code of the reader's."""
    lines = content.split(b"\n")
    return sum(bool(line.strip(b" \t\r\v\f").removeprefix(BOM).strip()) for line in lines)
