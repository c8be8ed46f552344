"""Carry what an article says once to the figures that lack it: the place and the day of its event, and who stands behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin import Attribution, EventTime, Place
from tocsin_agents.casualties.document.agreement import finer, same_place, same_time
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.meaning.scene import Scene

__all__ = ["completed"]

Chain = tuple[Attribution, ...]


def completed(drafts: Sequence[Draft], scene: Scene | None = None) -> list[Draft]:
    """Carry place, time and source from a total to its parts, and those of the event to its other figures.

    Where no figure has a place, or a day, the scene of the article gives it.
    """
    by_key = {draft.key: draft for draft in drafts}
    place, time, source = _place_of_event(drafts, scene), _time_of_event(drafts, scene), _main_source(drafts)
    complete: list[Draft] = []
    for draft in drafts:
        total = by_key.get(draft.part_of) if draft.part_of is not None else None
        complete.append(_with_source(_complete(draft, total, place, time), total, source))
    return complete


def _complete(draft: Draft, total: Draft | None, place: Place | None, time: EventTime | None) -> Draft:
    if draft.elsewhere and total is not None and total.place is not None:
        rest = total.place.model_copy(update={"inclusive": False, "inferred": True})
        draft = replace(draft, place=rest)
    if not _is_of_event(draft):
        return draft
    if total is not None:
        place, time = total.place or place, total.time or time
    return replace(
        draft,
        place=_inferred(place) if _lacks_place(draft) and _says_more(place, draft.place) else draft.place,
        time=draft.time or _inferred_time(time, draft),
    )


def _is_of_event(draft: Draft) -> bool:
    return draft.role == "current" and draft.kind not in {"cumulative", "rate"}


def _inferred(place: Place | None) -> Place | None:
    return None if place is None else place.model_copy(update={"inferred": True})


def _inferred_time(time: EventTime | None, draft: Draft) -> EventTime | None:
    if time is None or "body" in draft.rule:
        return None
    return time.model_copy(update={"inferred": True})


def _with_source(draft: Draft, total: Draft | None, source: Chain) -> Draft:
    """Name who stands behind a figure without a source: who tells its total, who spoke just before, who tells the first."""
    if draft.attribution or not _is_of_event(draft) or draft.polarity != "affirmed":
        return draft
    if total is not None and total.attribution:
        return replace(draft, attribution=total.attribution)
    carried = draft.standing or source
    return replace(draft, attribution=tuple(link.model_copy(update={"inferred": True}) for link in carried))


def _main_source(drafts: Sequence[Draft]) -> Chain:
    """Give the office that tells the first current figure of the article that has a source."""
    told = [d for d in drafts if d.attribution and d.attribution[0].type != "witness" and _is_of_event(d)]
    alone = (draft.attribution for draft in told if draft.stands_alone)
    return next(alone, next((draft.attribution for draft in told), ()))


def _place_of_event(drafts: Sequence[Draft], scene: Scene | None) -> Place | None:
    """Give the place of the event: the first that a current figure has, or a finer one in it; nothing where its paragraph has two."""
    placed = [draft for draft in drafts if draft.stands_alone and draft.place is not None]
    best: Place | None = None
    for draft in placed:
        if same_place(best, draft.place) and draft.paragraph <= max(placed[0].paragraph, 1):
            best = finer(best, draft.place)
        elif draft.paragraph == placed[0].paragraph:
            return None
    known = best is not None and best.country and (best.where_prec or _COUNTRY) < _COUNTRY
    if known or scene is None or not any(_lacks_place(draft) for draft in drafts):
        return best
    return _closer(best, scene.place())


_COUNTRY = 6
"""UCDP: known no closer than the country."""


def _closer(best: Place | None, opening: Place | None) -> Place | None:
    """Give the place of the opening where it says more than the country that the figures name."""
    if best is None or not best.country:
        return opening or best
    return opening if opening is not None and opening.country == best.country else best


def _lacks_place(draft: Draft) -> bool:
    """Whether a figure has no place, a vague one, or only the country of the headline."""
    if draft.place is None or not draft.place.country:
        return _is_of_event(draft)
    headline = draft.evidence[0]
    titled = headline.field == "title" and draft.place.text in headline.sentence
    return _is_of_event(draft) and titled and draft.place.where_prec == _COUNTRY


def _says_more(place: Place | None, known: Place | None) -> bool:
    """Whether the place of the event says more than what a figure has."""
    bare = known is None or not known.country
    return place is not None and (bare or (place.where_prec or _COUNTRY) < _COUNTRY)


def _time_of_event(drafts: Sequence[Draft], scene: Scene | None) -> EventTime | None:
    """Give the time of the event: that of the first current figure that has one; nothing where its paragraph has two."""
    timed = [draft for draft in drafts if draft.stands_alone and draft.time is not None]
    if any(d.paragraph == timed[0].paragraph and not same_time(d.time, timed[0].time) for d in timed):
        return None
    if timed:
        return timed[0].time
    lacking = scene is not None and any(_is_of_event(draft) and draft.time is None for draft in drafts)
    return scene.time() if scene is not None and lacking else None
