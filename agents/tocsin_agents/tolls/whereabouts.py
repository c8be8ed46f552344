"""Whereabouts: the place and the time that a toll shows for its event, in the words and numbers of its claims."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter

from tocsin import EventTime, Place
from tocsin_agents.tolls.joining.events import Event

__all__ = ["place_of", "time_of"]


def place_of(event: Event) -> Place | None:
    """Give the place as the reports at the core of the event name it most often; None when none of them knows one."""
    named = [(report.place, report.spot) for report in event.core if report.place and report.spot]
    times = Counter(place.text for place, _ in named)

    def usual(each: tuple[Place, tuple[bool, bool, str]]) -> tuple[bool, bool, int, str]:
        place, (inferred, unlocated, fixed) = each
        return (inferred, unlocated, -times[place.text], fixed)

    return min(named, key=usual)[0] if named else None


def time_of(event: Event) -> EventTime | None:
    """Give the days of the event; None when no claim dates it, as the day of publication is no more than a hint."""
    span = event.span
    if not span.dated:
        return None
    stated = [date for report in event.reports if report.span == span for date in report.dates]
    if not stated:
        return EventTime(start=str(span.first), end=str(span.last), inferred=True)
    _, _, chosen = min(stated, key=itemgetter(0, 1))
    return chosen.model_copy(update={"start": str(span.first), "end": str(span.last)})
