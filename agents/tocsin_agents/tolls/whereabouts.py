"""Whereabouts: the place and the time that a toll shows for its event, in the words and numbers of its claims."""

from __future__ import annotations

from collections import Counter

from tocsin import EventTime, Place
from tocsin_agents.tolls.events import Event
from tocsin_agents.tolls.scopes import Scope, same
from tocsin_agents.tolls.spans import Span

__all__ = ["place_of", "time_of"]


def place_of(event: Event) -> Place | None:
    """Give the place as the claims at the core of the event name it most often; None when none of them knows one."""
    scope = event.core[0].scope
    claims = [claim for report in event.reports for claim in report.claims]
    named = [claim.place for claim in claims if claim.place and same(Scope.of(_in(claim.place, scope)), scope)]
    if not named:
        return Place(country=scope.country, where_prec=6) if scope.country else None
    times = Counter(place.text for place in named)

    def usual(place: Place) -> tuple[bool, bool, int, str]:
        return (place.inferred, place.lat is None, -times[place.text], place.model_dump_json())

    return _in(min(named, key=usual), scope)


def _in(place: Place, scope: Scope) -> Place:
    return place if place.country or not scope.country else place.model_copy(update={"country": scope.country})


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
