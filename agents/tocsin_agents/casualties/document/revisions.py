"""Find the figures that an article itself replaces: by a later one, or because it says that they were told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tocsin import SourceType
from tocsin_agents.casualties.continuing import UNREPLACED
from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.document.agreement import number_of, same_place, same_time
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.quantities import Quantity

__all__ = ["is_former", "superseded"]

_BEFORE = grammar.words("earlier previously initially originally first")
_TOLD = grammar.words("said say reported reports put spoken counted announced confirmed given told estimated stated")
_SPOKEN = grammar.words("spoken talked put")
"""Had somebody spoken of a figure, it no longer holds: "who on Wednesday had talked of five to seven"."""
_FIRST = grammar.words("earlier initial preliminary previous")
_FIGURES = grammar.words(
    "report reports figure figures number toll count estimate estimates tally statement statements"
)
_HAD_TOLD = frozenset(("had", told) for told in ("reported", "put", "said", "listed", "announced", "given"))
"""Of whoever is told to have said so before: "the governor had reported 44 dead"."""
_NEAR = 2
"""Tokens between an adverb and the verb of saying that it stands with."""


def is_former(parsed: Parsed, mention: Mention) -> bool:
    """Whether a figure is one that was told before: "officials had earlier said seven died", "initial reports of nine dead".

    Not so "the army, which had first given a toll of 14, raised it to 16": there the other one was.
    """
    return mention.previous is None and _was_told_before(parsed, mention)


def _was_told_before(parsed: Parsed, mention: Mention) -> bool:
    words = parsed.words(0, mention.group.first)
    had = any(pair in _HAD_TOLD for pair in pairwise(words))
    after = parsed.words(mention.group.last, mention.group.last + 1)
    if had and (mention.rule != "reported" or after == ["earlier"]):
        return True
    for k, word in enumerate(words):
        if word in _BEFORE and not _TOLD.isdisjoint(words[max(0, k - _NEAR) : k + _NEAR]):
            return True
        if word == "had" and not _SPOKEN.isdisjoint(words[k + 1 : k + _NEAR + 1]):
            return True
        counted = not _FIGURES.isdisjoint(words[:k])
        if (
            word == "had"
            and words[k + 1 : k + 2] == ["been"]
            and counted
            and not _TOLD.isdisjoint(words[k + 2 : k + 3])
        ):
            # "The number of deaths had been reported as 24".
            return True
        if word in _FIRST and words[k + 1 : k + 2] and words[k + 1] in _FIGURES:
            return True
    return False


def superseded(drafts: Sequence[Draft]) -> list[Draft]:
    """Let a later figure replace the one before it, and remember that: "the toll has since risen to 19"."""
    return _without_former(_without_lower(list(drafts)))


def _without_lower(kept: list[Draft]) -> list[Draft]:
    """Drop the figures above which the text says that another has risen."""
    for draft in [draft for draft in kept if draft.rising]:
        earlier = [
            d for d in kept if d.key < draft.key and d.stands_alone and d.measure == draft.measure and _lower(d, draft)
        ]
        if not earlier:
            continue
        at = kept.index(draft)
        previous = draft.previous or earlier[-1].quantity
        dropped = [d for d in earlier if _bounds(d.quantity) == _bounds(previous)]
        kept[at] = replace(
            draft, previous=previous, place=draft.place or earlier[-1].place, time=draft.time or earlier[-1].time
        )
        kept = [d for d in kept if d not in dropped]
    return kept


def _without_former(kept: list[Draft]) -> list[Draft]:
    """Drop the figures that are said to have been told before, where the text gives another for the same."""
    for draft in [draft for draft in kept if draft.former and draft.stands_alone]:
        at = next((k for k, other in enumerate(kept) if _replaces(other, draft)), None)
        if at is not None:
            kept[at] = replace(kept[at], previous=kept[at].previous or draft.quantity)
            kept = [d for d in kept if d is not draft]
    return [draft for draft in kept if draft.rule != UNREPLACED]


def _replaces(other: Draft, former: Draft) -> bool:
    """Whether a draft gives the figure that now holds: a total for the same people, with another number."""
    a, b = number_of(other.quantity), number_of(former.quantity)
    alike = other.measure == former.measure and other.stands_alone and other.kind != "increment" and not other.former
    alike = alike and _may_be_of_one_source(other, former)
    timely = same_time(other.time, former.time) or other.kind == "period_total"
    at_once = same_place(other.place, former.place) and timely
    return alike and at_once and other.counted and a is not None and b is not None and a != b


def _may_be_of_one_source(a: Draft, b: Draft) -> bool:
    """Whether nothing says that two figures come from two sides, which stand by what each of them has said."""
    if not a.attribution or not b.attribution:
        return True
    sides = {a.attribution[-1].type, b.attribution[-1].type}
    return len(sides) == 1 or sides <= _AUTHORITIES


_AUTHORITIES: frozenset[SourceType] = frozenset(
    {"official", "police", "medical", "state_media", "news_agency", "anonymous"}
)
"""Those who count together: what officials said before, the police correct."""


def _bounds(quantity: Quantity) -> tuple[int | None, int | None, int | None]:
    return quantity.low, quantity.best, quantity.high


def _lower(earlier: Draft, later: Draft) -> bool:
    a, b = number_of(earlier.quantity), number_of(later.quantity)
    return a is not None and b is not None and a < b
