"""What is jotted down while one sentence is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Jottings"]


@dataclass(slots=True)
class Jottings:
    """Notes on one sentence; positions are token numbers."""

    refused: dict[tuple[int, int], str] = field(default_factory=dict)
    """Why the number, or the group, at tokens `[first:last)` counts nobody who was harmed."""
    cues: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The words that decided an aspect of the mention that is being judged."""

    def refuse(self, first: int, last: int, why: str) -> None:
        """Note why something is left out; what is noted last is what decided."""
        self.refused[first, last] = why

    def cue(self, aspect: str, words: Sequence[str]) -> None:
        """Note the words that an aspect was decided by; the stages return at the word that decides."""
        self.cues[aspect] = tuple(dict.fromkeys(words))

    def take_cues(self) -> dict[str, tuple[str, ...]]:
        """Give what was noted of one mention, and begin with the next."""
        taken, self.cues = self.cues, {}
        return taken
