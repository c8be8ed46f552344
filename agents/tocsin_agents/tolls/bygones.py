"""Bygones: what an article recalls of other days beside the event that it tells of, which counts for no toll."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tocsin import Claim, iso_date
from tocsin_agents.tolls.reports import HINT_DAYS, REVISION_DAYS, has_risen, is_total
from tocsin_agents.tolls.spans import Span

__all__ = ["without_bygones"]


def without_bygones(claims: Iterable[Claim]) -> list[Claim]:
    """Leave out the claims of days that lie well before the last one told of, and those of whole weeks beside a day.

    An article that gives a day is about that day: what it says besides of an attack a week before, or of a month, gives the
    background, even where it was not read as such. What it gives no day is of about the day it appeared. A toll that goes on
    from an earlier one is news of an event of any day.
    """
    every = list(claims)
    days = [day for claim in every if is_total(claim) and (day := _day(claim)) is not None]
    if not days:
        return every
    newest = max(days)
    return [claim for claim in every if _goes_on(claim) or not _bygone(Span.of(claim.event_time), newest)]


def _day(claim: Claim) -> dt.date | None:
    span = Span.of(claim.event_time)
    if span.dated or claim.published is None:
        return None if _long(span) else span.last
    return iso_date(claim.published) - dt.timedelta(days=REVISION_DAYS - HINT_DAYS)


def _goes_on(claim: Claim) -> bool:
    return claim.previous is not None or has_risen(claim)


def _bygone(span: Span, newest: dt.date) -> bool:
    if span.first is None or span.last is None:
        return False
    return span.last < newest - dt.timedelta(days=HINT_DAYS) or _long(span)


def _long(span: Span) -> bool:
    return span.first is not None and span.last is not None and (span.last - span.first).days >= REVISION_DAYS - 1
