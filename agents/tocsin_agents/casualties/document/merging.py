"""Weigh an article's drafts together: one claim told twice is one, a later figure replaces an earlier, parts find their total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tocsin import EventTime, Place
from tocsin_agents.casualties.document.agreement import same_place, same_time, tell_the_same
from tocsin_agents.casualties.document.fates import followed
from tocsin_agents.casualties.document.looking_back import looked_back
from tocsin_agents.casualties.document.revisions import superseded
from tocsin_agents.casualties.document.totals import absorb, adopt, contrasted, divide
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.trace import Trace

__all__ = ["merge"]

_COUNTRY = 6
"""UCDP: known no closer than the country."""


def merge(drafts: Sequence[Draft], trace: Trace | None = None) -> list[Draft]:
    """Give the claims of an article, each once, in the order of the text."""
    merged = list(drafts)
    for step, why in _STEPS:
        before, merged = merged, step(merged)
        if trace is not None:
            trace.note_lost(before, merged, why)
    return merged


# -- one claim told more than once


def _united(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    renamed: dict[int, int] = {}
    for draft in drafts:
        if draft.part_of in renamed:
            draft = replace(draft, part_of=renamed[draft.part_of])  # noqa: PLW2901 - the same draft, with its total's new key
        at = next((k for k, other in enumerate(kept) if tell_the_same(other, draft)), None)
        if at is None:
            kept.append(draft)
        else:
            renamed[draft.key] = kept[at].key
            kept[at] = _unite(kept[at], draft)
    return kept


def _unite(first: Draft, second: Draft) -> Draft:
    """Keep the fuller telling: the body's before the headline's, an exact number before a vague one."""
    main, other = (second, first) if _fuller(second, first) else (first, second)
    return replace(
        main,
        key=first.key,
        sentence=first.sentence,
        evidence=(*first.evidence, *second.evidence),
        previous=main.previous or other.previous,
        attribution=main.attribution or other.attribution,
        place=_place_told(main, other),
        time=main.time or other.time,
        victim=main.victim or other.victim,
        kind="period_total" if "period_total" in {main.kind, other.kind} else main.kind,
        includes_perpetrator=main.includes_perpetrator
        if main.includes_perpetrator is not None
        else other.includes_perpetrator,
    )


def _fuller(candidate: Draft, current: Draft) -> bool:
    vague = {"vague", "plural"}
    if (current.quantity.qualifier in vague) != (candidate.quantity.qualifier in vague):
        return current.quantity.qualifier in vague
    return current.titled and not candidate.titled


def _place_told(main: Draft, other: Draft) -> Place | None:
    """Keep the place that the body gives; a headline's only makes a country in the body finer."""
    told = main.place
    if told is not None and other.titled and not main.titled and told.country and told.where_prec != _COUNTRY:
        return told
    return _finer(told, other.place)


def _finer(a: Place | None, b: Place | None) -> Place | None:
    if a is None or b is None:
        return a or b
    return b if (b.where_prec or 9) < (a.where_prec or 9) else a


# -- what was said once for all


def _completed(drafts: Sequence[Draft]) -> list[Draft]:
    """Carry place, time and source from a total to its parts, and place and time from the event to its other figures."""
    by_key = {draft.key: draft for draft in drafts}
    place = _only_place(drafts)
    time = _only_time(drafts)
    completed: list[Draft] = []
    for draft in drafts:
        total = by_key.get(draft.part_of) if draft.part_of is not None else None
        completed.append(_complete(draft, total, place, time))
    return completed


def _complete(draft: Draft, total: Draft | None, place: Place | None, time: EventTime | None) -> Draft:
    if draft.elsewhere and total is not None and total.place is not None:
        rest = total.place.model_copy(update={"inclusive": False, "inferred": True})
        draft = replace(draft, place=rest)
    if draft.role == "background" or draft.kind in {"cumulative", "rate"}:
        return draft
    if total is not None:
        place, time = total.place or place, total.time or time
    return replace(
        draft,
        attribution=draft.attribution or (total.attribution if total is not None else ()),
        place=draft.place or _inferred(place),
        time=draft.time or _inferred_time(time, draft),
    )


def _inferred(place: Place | None) -> Place | None:
    return None if place is None else place.model_copy(update={"inferred": True})


def _inferred_time(time: EventTime | None, draft: Draft) -> EventTime | None:
    if time is None or "body" in draft.rule:
        return None
    return time.model_copy(update={"inferred": True})


def _only_place(drafts: Sequence[Draft]) -> Place | None:
    """Give the place of the event: the finest that all the article's current figures with a place can share."""
    best: Place | None = None
    for draft in drafts:
        if draft.stands_alone and draft.place is not None:
            if not same_place(best, draft.place):
                return None
            best = _finer(best, draft.place)
    return best


def _only_time(drafts: Sequence[Draft]) -> EventTime | None:
    times = [draft.time for draft in drafts if draft.stands_alone and draft.time is not None]
    if not times or any(not same_time(times[0], time) for time in times):
        return None
    return times[0]


_STEPS: tuple[tuple[Callable[[Sequence[Draft]], list[Draft]], str], ...] = (
    (looked_back, "left out at the end"),
    (followed, "the text goes on to say that they died"),
    (_united, "told elsewhere in the article: both make one claim"),
    (superseded, "a later figure of the article replaces it"),
    (contrasted, "left out at the end"),
    (divide, "it is a part of another figure"),
    (absorb, "counted in a larger figure of the article"),
    (adopt, "it is a part of another figure"),
    (_completed, "left out at the end"),
)
"""What is done over the whole article, in order, and what it says of a draft that does not come out of it."""
