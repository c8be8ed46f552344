"""What an article is to one earlier article by their words alone: the same, alike, a part of it, or another text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tocsin_agents.dedup import figures
from tocsin_agents.dedup.entry import Entry
from tocsin_agents.dedup.headlines import are_alike, is_told
from tocsin_agents.dedup.reading import Reading
from tocsin_agents.dedup.settings import DedupSettings
from tocsin_agents.dedup.shingles import Overlap, common, overlap

__all__ = ["BRIEF", "EQUAL", "Comparison", "Likeness", "compare", "compare_equal"]

Likeness = Literal["exact", "near", "partial"]

ITEM = 0.25
"""An earlier text shorter than this share of the later one is an item in a digest, not its original."""

WHOLE = 0.85
"""Share of an earlier text that must stand in a later, longer one: more than the other way round, as a digest may be
little more than one of the stories in it."""

BRIEF, BRIEF_PART, BRIEF_NEAR = 50, 0.85, 0.55
"""Shingles; of a text of fewer, this share must stand in another for it to be a part of it, and this must be their Jaccard
similarity for the two to be alike: the frame of a sentence is soon most of a brief. The last holds also for a text of fewer
figures than say something."""

SURE = 0.6
"""Jaccard similarity from which two texts are copies whatever their figures; forecasts and market reports reach .53."""

AGREEING = 0.5
"""Share of its figures that a text less alike than that must have in common with the other."""

EQUAL = Overlap(1.0, 1.0, 1.0, 0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A new article beside an earlier one."""

    key: str
    entry: Entry
    relation: Likeness | None
    """None when they are not one text, wholly or in part."""
    overlap: Overlap
    same_lead: bool
    """Whether the two begin with the same words, as a shortened copy does and a story in a digest does not."""

    def agreement(self, reading: Reading) -> float:
        """Give the share of the new one's figures that the earlier one has in like surroundings."""
        return figures.agreement(reading.figures, self.entry.numbers())

    @property
    def canonical(self) -> str:
        """Id of the earliest article of the earlier one's group."""
        return self.entry.canonical or self.key

    @property
    def rank(self) -> tuple[int, bool, float, int]:
        """The closest comes first, the earliest among equals."""
        kind = ("exact", "near", "partial", None).index(self.relation)
        if self.relation == "partial":
            return (kind, not self.same_lead, -self.overlap.containment, self.entry.order)
        return (kind, False, -self.overlap.similarity, self.entry.order)


def compare(reading: Reading, key: str, entry: Entry, settings: DedupSettings) -> Comparison:
    """Compare with an earlier article; both have shingles."""
    shingles = entry.shingles()
    shares = overlap(reading.shingles, shingles, entry.size)
    relation = _relation(reading, entry, shares, settings)
    if relation and not are_alike(reading.headline, entry.headline):
        stretches = [reading.words.body[start:end] for start, end in common(reading.runs, shingles, entry.size)]
        if not stretches or not is_told((reading.headline, entry.headline), np.concatenate(stretches)):
            relation = None
    return Comparison(key, entry, relation, shares, reading.lead == entry.lead)


def compare_equal(reading: Reading, key: str, entry: Entry) -> Comparison:
    """Compare with an earlier article of the same body."""
    headlines = (reading.headline, entry.headline)
    is_same = are_alike(*headlines) or is_told(headlines, reading.words.body)
    return Comparison(key, entry, "exact" if is_same else None, EQUAL, same_lead=True)


def _relation(reading: Reading, entry: Entry, shares: Overlap, settings: DedupSettings) -> Likeness | None:
    if not shares.shared:
        return None
    says_little = reading.shingles.size < BRIEF or len(reading.figures) < figures.FEW
    near = max(settings.near, BRIEF_NEAR) if says_little else settings.near
    if shares.similarity >= SURE or (
        shares.similarity >= near and figures.agreement(reading.figures, entry.numbers()) >= AGREEING
    ):
        return "near"
    # One is added so that a few shingles of a long text do not pass for all of it.
    is_part = shares.shared / (shares.shared / shares.of_new + 1) >= settings.partial
    if is_part and (shares.of_new >= BRIEF_PART or reading.shingles.size >= BRIEF):
        return "partial"
    return "partial" if shares.of_old >= WHOLE and entry.size >= ITEM * reading.shingles.size else None
