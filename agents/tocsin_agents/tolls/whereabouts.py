"""Whereabouts: the place and the time that a toll shows for its event, in the words and numbers of its claims."""

from __future__ import annotations

from collections import Counter

from tocsin import EventTime, Place
from tocsin_agents.tolls.events import Event
from tocsin_agents.tolls.spans import Span

__all__ = ["place_of", "time_of"]


def place_of(event: Event) -> Place | None:
    """Give the place as the reports at the core of the event name it most often; None when none of them knows one."""
    named = [report.place for report in event.core if report.place is not None]
    times = Counter(place.text for place in named)

    def usual(place: Place) -> tuple[bool, bool, int, str]:
        return (place.inferred, place.lat is None, -times[place.text], place.model_dump_json())

    return min(named, key=usual, default=None)


def time_of(event: Event) -> EventTime | None:
    """Give the days of the event; None when no claim dates it, as the day of publication is no more than a hint."""
    span = event.core[0].span
    if not span.dated:
        return None
    claims = [claim for report in event.core for claim in report.claims]
    stated = [claim.event_time for claim in claims if claim.event_time and Span.of(claim.event_time) == span]
    if not stated:
        return EventTime(start=str(span.first), end=str(span.last), inferred=True)
    chosen = min(stated, key=lambda time: (time.inferred, time.model_dump_json()))
    return chosen.model_copy(update={"start": str(span.first), "end": str(span.last)})
