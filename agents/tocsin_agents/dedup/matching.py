"""Decides what an article is to the earlier ones: a copy, a part, a revision, or something new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tocsin_agents.dedup import figures
from tocsin_agents.dedup.entry import Entry
from tocsin_agents.dedup.index import Index
from tocsin_agents.dedup.reading import Reading
from tocsin_agents.dedup.settings import DedupSettings
from tocsin_agents.dedup.shingles import Overlap, overlap

__all__ = ["Match", "Relation", "find_matches", "nearest", "relation_of"]

Relation = Literal["exact", "near", "partial", "revision"]

ITEM = 0.25
"""An earlier text shorter than this share of the later one is an item in a digest, not its original."""

EXTENSION = 0.5
"""Share of a later text that no earlier one has, from which it is more than a copy and flows on."""

SURE = 0.6
"""Jaccard similarity from which two texts are copies whatever their figures; forecasts and market reports reach .53."""

AGREEING = 0.5
"""Share of its figures that a text less alike than that must have in common with the other."""

EQUAL = Overlap(1.0, 1.0, 1.0, 0)


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier article that a new one copies in whole or in part, or that is a part of it."""

    key: str
    entry: Entry
    relation: Relation
    overlap: Overlap

    @property
    def canonical(self) -> str:
        """Id of the earliest article of its group."""
        return self.entry.canonical or self.key

    @property
    def rank(self) -> tuple[bool, float, float, int]:
        """The closest comes first, the earliest among equals."""
        return (self.relation != "exact", -self.overlap.similarity, -self.overlap.containment, self.entry.order)


def find_matches(reading: Reading, published: int, index: Index, settings: DedupSettings, window: int) -> list[Match]:
    """Give the earlier articles of one group that a new one matches, the closest first."""
    matches = [Match(key, entry, "exact", EQUAL) for key, entry in index.equal(reading.body)]
    if reading.shingles.size:
        exact = {match.key for match in matches}
        alike = (_compare(reading, key, entry, settings) for key, entry in index.alike(reading.shingles) if key not in exact)
        matches += [match for match in alike if match]
    matches = [match for match in matches if abs(match.entry.published - published) <= window]
    matches.sort(key=lambda match: match.rank)
    return [match for match in matches if match.canonical == matches[0].canonical]


def relation_of(matches: Sequence[Match], reading: Reading) -> Relation:
    """Say what an article is to the group that it matches."""
    is_new = all(figures.differ(reading.figures, match.entry.numbers()) for match in matches)
    is_longer = all(1 - match.overlap.of_new > EXTENSION for match in matches)
    return "revision" if is_new or is_longer else nearest(matches).relation


def nearest(matches: Sequence[Match]) -> Match:
    """Give the match with the original where there is one, else the closest."""
    return next((match for match in matches if not match.entry.canonical), matches[0])


def _compare(reading: Reading, key: str, entry: Entry, settings: DedupSettings) -> Match | None:
    shares = overlap(reading.shingles, entry.shingles(), entry.size)
    # One is added so that a few shingles of a long text do not pass for all of it.
    is_part = shares.shared / (shares.shared / shares.of_new + 1) >= settings.partial if shares.shared else False
    has_part = shares.of_old >= settings.partial and entry.size >= ITEM * reading.shingles.size
    if shares.similarity >= SURE or (
        shares.similarity >= settings.near and figures.agreement(reading.figures, entry.numbers()) >= AGREEING
    ):
        return Match(key, entry, "near", shares)
    return Match(key, entry, "partial", shares) if is_part or has_part else None
