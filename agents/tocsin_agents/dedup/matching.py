"""Decides what an article is to the earlier ones: a copy, a part, a revision, or something new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tocsin_agents.dedup import figures
from tocsin_agents.dedup.entry import Entry
from tocsin_agents.dedup.index import Index
from tocsin_agents.dedup.reading import Reading
from tocsin_agents.dedup.settings import DedupSettings
from tocsin_agents.dedup.shingles import Overlap, overlap

__all__ = ["Verdict", "judge"]

Likeness = Literal["exact", "near", "partial"]
Relation = Likeness | Literal["revision"]

ITEM = 0.25
"""An earlier text shorter than this share of the later one is an item in a digest, not its original."""

WHOLE = 0.85
"""Share of an earlier text that must stand in a later, longer one: more than the other way round, as a digest may be
little more than one of the stories in it."""

EXTENSION = 0.5
"""Share of a later text that no earlier one has, from which it is more than a copy and flows on."""

SURE = 0.6
"""Jaccard similarity from which two texts are copies whatever their figures; forecasts and market reports reach .53."""

AGREEING = 0.5
"""Share of its figures that a text less alike than that must have in common with the other."""

COVERED = 0.1
"""Share of a copy's shingles that what it copies lacks, up to which it need not be found itself."""

EQUAL = Overlap(1.0, 1.0, 1.0, 0)


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier article that a new one copies in whole or in part, or that is a part of it."""

    key: str
    entry: Entry
    relation: Likeness
    overlap: Overlap
    same_lead: bool
    """Whether the two begin with the same words, as a shortened copy does and a story in a digest does not."""

    @property
    def canonical(self) -> str:
        """Id of the earliest article of its group."""
        return self.entry.canonical or self.key

    @property
    def rank(self) -> tuple[int, bool, float, int]:
        """The closest comes first, the earliest among equals."""
        kind = ("exact", "near", "partial").index(self.relation)
        if self.relation == "partial":
            return (kind, not self.same_lead, -self.overlap.containment, self.entry.order)
        return (kind, False, -self.overlap.similarity, self.entry.order)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an article is to the earlier ones."""

    relation: Relation | None = None
    """None: it is none of the earlier ones."""
    canonical: str = ""
    """Id of the earliest article of its group; empty when there is none."""
    overlap: Overlap = EQUAL
    """With that article where it is remembered and alike, else with the closest of its group."""
    closest: tuple[str, Entry] | None = None
    """Id and entry of the article of the group that it is most like; None when that is a copy in full."""
    is_covered: bool = False
    """Whether it says so little of its own that its later copies are found through the earlier article."""


def judge(reading: Reading, published: int, index: Index, settings: DedupSettings) -> Verdict:
    """Compare an article published at this time (seconds since 1970, UTC) with the earlier ones."""
    equal = [Match(key, entry, "exact", EQUAL, same_lead=True) for key, entry in index.equal(reading.body)]
    near_in_time = [match for match in equal if abs(match.entry.published - published) <= settings.window_seconds]
    for match in near_in_time:
        if not match.entry.canonical and not figures.differ(reading.figures, match.entry.numbers()):
            # The plain case, and the most frequent: nothing can be closer.
            return Verdict("exact", match.key, EQUAL, is_covered=True)
    if reading.shingles.size:
        known = {match.key for match in equal}
        for key, entry in index.alike(int(reading.shingles.size), reading.keys):
            if key not in known and abs(entry.published - published) <= settings.window_seconds:
                near_in_time += _compare(reading, key, entry, settings)
    return _weigh(reading, near_in_time) if near_in_time else Verdict()


def _weigh(reading: Reading, matches: list[Match]) -> Verdict:
    closest = min(matches, key=lambda match: match.rank)
    group = [match for match in matches if match.canonical == closest.canonical]
    original = next((match for match in group if not match.entry.canonical), closest)
    is_new = all(figures.differ(reading.figures, match.entry.numbers()) for match in group)
    is_longer = all(1 - match.overlap.of_new > EXTENSION for match in group)
    relation: Relation = "revision" if is_new or is_longer else original.relation
    is_covered = relation != "revision" and 1 - closest.overlap.of_new <= COVERED
    return Verdict(relation, closest.canonical, original.overlap, (closest.key, closest.entry), is_covered)


def _compare(reading: Reading, key: str, entry: Entry, settings: DedupSettings) -> list[Match]:
    """Give the match with an earlier article, when there is one."""
    shares = overlap(reading.shingles, entry.shingles(), entry.size)
    if not shares.shared:
        return []
    same_lead = reading.lead == entry.lead
    if shares.similarity >= SURE or (
        shares.similarity >= settings.near and figures.agreement(reading.figures, entry.numbers()) >= AGREEING
    ):
        return [Match(key, entry, "near", shares, same_lead)]
    # One is added so that a few shingles of a long text do not pass for all of it.
    is_part = shares.shared / (shares.shared / shares.of_new + 1) >= settings.partial
    has_part = shares.of_old >= WHOLE and entry.size >= ITEM * reading.shingles.size
    return [Match(key, entry, "partial", shares, same_lead)] if is_part or has_part else []
