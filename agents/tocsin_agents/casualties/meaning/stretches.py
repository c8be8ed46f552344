"""The stretch of a sentence that belongs to one mention: its own words, and those up to the mentions beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin_agents.casualties.counting.mention import Mention

__all__ = ["Stretch", "stretch_of"]

_LEANING = frozenset({"ellipsis", "part", "reported", "rest", "besides"})
"""Rules whose mention borrows a trigger that stands elsewhere in the sentence."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens `[first:last)` are the mention's; the one before it ends at `preceding`, the one after begins at `following`."""

    first: int
    last: int
    preceding: int
    following: int


def stretch_of(mention: Mention, mentions: Sequence[Mention], words: Sequence[str]) -> Stretch:
    """Give the stretch of a mention in a sentence of these words, in lower case."""
    group, hit = mention.group, mention.hit
    leaning = mention.rule in _LEANING
    last = group.last if leaning else max(group.last, hit.last)
    # One that stands inside the stretch ("26 people, including four children, were killed in Homs") does not end it.
    later = [
        _clause_start(words, other, last)
        for other in mentions
        if other.group.first > group.first and other.group.first >= last
    ]
    earlier = [other.group.last for other in mentions if other.group.first < group.first]
    return Stretch(
        group.first if leaning else min(group.first, hit.first),
        last,
        max(earlier, default=0),
        min(later, default=len(words)),
    )


def _clause_start(words: Sequence[str], other: Mention, last: int) -> int:
    """Give where the clause of another mention begins, whose verb stands before its people: "and a collision in March killed 147"."""
    if not last < other.hit.first < other.group.first:
        return other.group.first
    return next((k for k in range(other.hit.first, last, -1) if words[k] in _OPENING), other.group.first)


_OPENING = frozenset({"and", "but", "while", ";"})
