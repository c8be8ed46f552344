"""Decides what an article is to the earlier ones: a copy, a part, a revision, or something new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tocsin_agents.dedup import figures, harm
from tocsin_agents.dedup.comparing import BRIEF, EQUAL, Comparison, Likeness, compare, compare_equal
from tocsin_agents.dedup.entry import Entry
from tocsin_agents.dedup.figures import Figures
from tocsin_agents.dedup.index import Index
from tocsin_agents.dedup.reading import Reading
from tocsin_agents.dedup.settings import DedupSettings
from tocsin_agents.dedup.shingles import MISSING, Overlap, added
from tocsin_agents.dedup.typos import are_mistyped

__all__ = ["Verdict", "judge"]

Relation = Likeness | Literal["revision"]

EXTENSION = 0.5
"""Share of a later text that no earlier one has, from which it is more than a copy and flows on."""

ADDED = 30
"""Words in one piece that no earlier one has, from which a text says something new and flows on."""

COVERED = 0.1
"""Share of a copy's shingles that what it copies lacks, up to which it need not be found itself."""

FORM, REVISED, FORMS = 0.3, 0.75, 3
"""Jaccard similarity from which a text may be the same form with other figures, and that from which it is a revision all
the same; how many such texts, of other figures each, show that it is a form, such as a market report."""

SAME_FIGURES = 0.75
"""Share of a text's figures in common with another from which the two are not one form filled in twice; a brief without
casualties holds so few that any other figure will do."""


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

    def is_near(entry: Entry) -> bool:
        return abs(entry.published - published) <= settings.window_seconds

    equal = [compare_equal(reading, key, entry) for key, entry in index.equal(reading.body) if is_near(entry)]
    for one in equal:
        if one.relation and not one.entry.canonical and not _is_news(reading, one):
            # The plain case, and the most frequent: nothing can be closer.
            return Verdict("exact", one.key, EQUAL, is_covered=True)
    known = {one.key for one in equal}
    alike = index.alike(int(reading.shingles.size), reading.keys) if reading.shingles.size else ()
    others = [compare(reading, key, entry, settings) for key, entry in alike if key not in known and is_near(entry)]
    matches = [one for one in (*equal, *others) if one.relation]
    return _weigh(reading, matches) if matches and not _is_form(reading, matches, others) else Verdict()


def _weigh(reading: Reading, matches: list[Comparison]) -> Verdict:
    closest = min(matches, key=lambda match: match.rank)
    group = [match for match in matches if match.canonical == closest.canonical]
    original = next((match for match in group if not match.entry.canonical), closest)
    is_new = all(_is_news(reading, match) for match in group)
    relation: Relation | None = "revision" if is_new else original.relation
    is_covered = relation != "revision" and 1 - closest.overlap.of_new <= COVERED
    return Verdict(relation, closest.canonical, original.overlap, (closest.key, closest.entry), is_covered)


def _is_news(reading: Reading, match: Comparison) -> bool:
    """Say whether a later article says what an earlier one that it resembles does not."""
    entry = match.entry
    if reading.edition and reading.edition != entry.edition:
        return True
    if 1 - match.overlap.of_new > EXTENSION or _has_other_figures(reading, entry):
        return True
    if harm.added(reading.found.harm, entry.harms(), is_cut=entry.is_cut_in(reading.shingles.size)):
        return True
    # Few runs that the earlier one lacks make no long passage, and most copies lack few.
    lacking = match.overlap.shared * (1 / match.overlap.of_new - 1) if match.overlap.shared else 0
    return lacking >= MISSING and added(reading.runs, entry.shingles(), entry.size) >= ADDED


def _has_other_figures(reading: Reading, entry: Entry) -> bool:
    numbers = entry.numbers()
    if not figures.differ(reading.figures, numbers):
        return False
    return not are_mistyped(reading.figures, figures.say(reading.words, reading.found), numbers, entry.said.split(" "))


def _is_form(reading: Reading, matches: Iterable[Comparison], others: Iterable[Comparison]) -> bool:
    """Say whether an article is a form filled in anew, such as a market report, and revises none of those like it."""
    is_short_form = reading.shingles.size < BRIEF and not figures.tell_of_casualties(reading.figures)

    def are_apart(new: Figures, old: Figures, agreement: float) -> bool:
        return agreement < SAME_FIGURES or (is_short_form and figures.differ(new, old))

    apart: list[Figures] = []
    for match in matches:
        if match.overlap.similarity >= REVISED and not is_short_form:
            return False
        if not are_apart(reading.figures, match.entry.numbers(), match.agreement(reading)):
            return False
    for other in others:
        numbers = other.entry.numbers()
        if other.overlap.similarity < FORM or not are_apart(reading.figures, numbers, other.agreement(reading)):
            continue
        if all(are_apart(numbers, seen, figures.agreement(numbers, seen)) for seen in apart):
            apart.append(numbers)
    return len(apart) >= FORMS
