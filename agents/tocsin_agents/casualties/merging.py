"""Weigh an article's drafts together: one claim told twice is one, a later figure replaces an earlier, parts find their total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin import EventTime, Place
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.groups import Form
from tocsin_agents.casualties.numbers import Quantity

__all__ = ["merge"]

_NEAR = 3
"""Sentences within which figures without words of their own are taken for parts of a total."""


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """Give the claims of an article, each once, in the order of the text."""
    merged = _united(drafts)
    merged = _superseded(merged)
    merged = _divided(merged)
    merged = _absorbed(merged)
    merged = _adopted(merged)
    return _completed(merged)


# -- one claim told more than once


def _united(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    renamed: dict[int, int] = {}
    for draft in drafts:
        if draft.part_of in renamed:
            draft = replace(draft, part_of=renamed[draft.part_of])  # noqa: PLW2901 - the same draft, with its total's new key
        at = next((k for k, other in enumerate(kept) if _tell_the_same(other, draft)), None)
        if at is None:
            kept.append(draft)
        else:
            renamed[draft.key] = kept[at].key
            kept[at] = _unite(kept[at], draft)
    return kept


def _tell_the_same(a: Draft, b: Draft) -> bool:
    if a.measure != b.measure or a.polarity != b.polarity or a.role != b.role or a.unit != b.unit:
        return False
    if _kind(a) != _kind(b) or a.part_of != b.part_of or (a.sentence == b.sentence and a.evidence[0].field == b.evidence[0].field):
        return False
    if not same_place(a.place, b.place) or not _same_time(a.time, b.time):
        return False
    if a.modality != b.modality and {a.modality, b.modality} - {"asserted", "feared", "alleged"}:
        return False
    return _agree(a, b)


def _kind(draft: Draft) -> str:
    return "incident" if draft.kind == "period_total" else draft.kind


def _agree(a: Draft, b: Draft) -> bool:
    """Whether two figures can be one: equal, differently bounded around one number, or vague and exact."""
    qa, qb = a.quantity, b.quantity
    if (qa.low, qa.best, qa.high) == (qb.low, qb.best, qb.high):
        return True
    if a.polarity != "affirmed" or a.subset or b.subset:
        return False
    number_a, number_b = _number(qa), _number(qb)
    if number_a is not None and number_a == number_b:
        return True
    return _vague_fits(qa, qb) or _vague_fits(qb, qa)


def _number(quantity: Quantity) -> int | None:
    """Give the number that the words name, whatever they make of it: 30 for "more than 30" and for "up to 30"."""
    if quantity.qualifier == "more_than" and quantity.low is not None:
        return quantity.low - 1
    if quantity.qualifier == "vague" or quantity.qualifier == "plural":
        return None
    return quantity.best if quantity.best is not None else quantity.high


def _vague_fits(vague: Quantity, other: Quantity) -> bool:
    number = _number(other)
    return vague.qualifier == "vague" and vague.low is not None and number is not None and vague.low <= number


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
        place=_finer(main.place, other.place),
        time=main.time or other.time,
        victim=main.victim or other.victim,
        kind="period_total" if "period_total" in {main.kind, other.kind} else main.kind,
        includes_perpetrator=main.includes_perpetrator if main.includes_perpetrator is not None else other.includes_perpetrator,
    )


def _fuller(candidate: Draft, current: Draft) -> bool:
    vague = {"vague", "plural"}
    if (current.quantity.qualifier in vague) != (candidate.quantity.qualifier in vague):
        return current.quantity.qualifier in vague
    return current.titled and not candidate.titled


def same_place(a: Place | None, b: Place | None) -> bool:
    """Whether two places can be one, or one lies in the other as far as is known."""
    if a is None or b is None or a.text.casefold() == b.text.casefold():
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if (a.where_prec or 0) >= 5 or (b.where_prec or 0) >= 5:  # noqa: PLR2004 - UCDP: larger than a province
        return True
    return bool(a.adm1 and a.adm1 == b.adm1 and 4 in {a.where_prec, b.where_prec})  # noqa: PLR2004 - UCDP: a province


def _finer(a: Place | None, b: Place | None) -> Place | None:
    if a is None or b is None:
        return a or b
    return b if (b.where_prec or 9) < (a.where_prec or 9) else a


def _same_time(a: EventTime | None, b: EventTime | None) -> bool:
    if a is None or b is None or a.start is None or b.start is None:
        return True
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)


# -- a later figure


def _superseded(drafts: Sequence[Draft]) -> list[Draft]:
    """Let "the toll has since climbed to 15" replace the article's earlier figure, and remember that."""
    kept = list(drafts)
    for draft in drafts:
        if not draft.rising:
            continue
        earlier = [d for d in kept if d.key < draft.key and d.stands_alone and d.measure == draft.measure and _lower(d, draft)]
        if not earlier:
            continue
        at = kept.index(draft)
        previous = draft.previous or earlier[-1].quantity
        dropped = [d for d in earlier if (d.quantity.low, d.quantity.best, d.quantity.high) == (previous.low, previous.best, previous.high)]
        kept[at] = replace(draft, previous=previous, place=draft.place or earlier[-1].place, time=draft.time or earlier[-1].time)
        kept = [d for d in kept if d not in dropped]
    return kept


def _lower(earlier: Draft, later: Draft) -> bool:
    a, b = _number(earlier.quantity), _number(later.quantity)
    return a is not None and b is not None and a < b


# -- totals and parts


def _divided(drafts: Sequence[Draft]) -> list[Draft]:
    """Find the parts of a total among the figures that follow it and add up to it."""
    kept = list(drafts)
    for total in drafts:
        if not total.stands_alone or total.quantity.best is None:
            continue
        parts = _parts_of(total, kept)
        keys = {part.key for part in parts}
        kept = [replace(d, part_of=total.key, kind="breakdown", subset=False) if d.key in keys else d for d in kept]
    return kept


def _parts_of(total: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts after a total that complete it: with "the other 14", or with the parts it already has."""
    near = [
        d
        for d in drafts
        if d.key > total.key
        and d.measure == total.measure
        and d.quantity.qualifier == "exact"
        and d.kind in {"incident", "period_total", "breakdown", "increment"}
        and d.role == total.role
        and d.polarity == "affirmed"
        and (d.part_of in {None, total.key})
        and 0 <= d.sentence - total.sentence <= _NEAR
        and d.counted
    ]
    whole = total.quantity.best or 0
    for end in range(2, len(near) + 1):
        for start in range(end - 1):
            run = near[start:end]
            if sum(d.quantity.best or 0 for d in run) == whole and any(d.part_of is None for d in run):
                return run
    return []


def _absorbed(drafts: Sequence[Draft]) -> list[Draft]:
    """Count a single person, or people without a number, among those of the larger figure of the article."""
    kept: list[Draft] = []
    for draft in drafts:
        total = _larger(draft, drafts)
        if draft.counted or not draft.stands_alone or total is None:
            kept.append(draft)
        elif draft.form in {Form.SINGULAR, Form.NAME}:
            kept.append(replace(draft, part_of=total.key, subset=True, kind="breakdown"))
    return kept


def _larger(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    least = draft.quantity.low or 0
    for other in drafts:
        number = other.quantity.low or other.quantity.best or other.quantity.high or 0
        if other.stands_alone and other.counted and other.measure == draft.measure and number > least and other.key != draft.key:
            if same_place(other.place, draft.place) and _same_time(other.time, draft.time):
                return other
    return None


def _adopted(drafts: Sequence[Draft]) -> list[Draft]:
    """Give a subset that names no total the last larger figure before it; drop links to what was dropped."""
    keys = {draft.key for draft in drafts}
    kept: list[Draft] = []
    for draft in drafts:
        parent = draft.part_of if draft.part_of in keys else None
        if parent is None and draft.kind == "breakdown":
            before = [d for d in kept if d.stands_alone and d.measure == draft.measure and (d.quantity.low or d.quantity.best or 0) > (draft.quantity.low or 0)]
            parent = before[-1].key if before else None
        kept.append(replace(draft, part_of=parent))
    return kept


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
    if not times or any(not _same_time(times[0], time) for time in times):
        return None
    return times[0]
