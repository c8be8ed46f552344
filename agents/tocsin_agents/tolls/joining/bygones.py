"""Bygones: what an article recalls of other days beside the event that it tells of, which counts for no toll."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tocsin import Claim, iso_date
from tocsin_agents.tolls.reading.reports import HINT_DAYS, REVISION_DAYS, has_risen, is_total, position
from tocsin_agents.tolls.reading.spans import Span

__all__ = ["without_bygones"]

BESIDE = dt.timedelta(days=1)
"""Of two days in a row an article may tell alike; what lies further back than its first figure gives the background. A choice
of this project."""


def without_bygones(claims: Iterable[Claim]) -> list[Claim]:
    """Leave out the claims of days that lie before the one that an article begins with, and of whole weeks beside a day.

    What it says besides of an attack two days before, or of a month, gives the background, even where it was not read as
    such. What it gives no day is of about the day it appeared. A toll that goes on from an earlier one is news of an event of
    any day.
    """
    every = list(claims)
    first = _first_day([claim for claim in sorted(every, key=position) if is_total(claim)])
    if first is None:
        return every
    return [claim for claim in every if _goes_on(claim) or not _bygone(Span.of(claim.event_time), first)]


def _first_day(totals: list[Claim]) -> dt.date | None:
    """Give the first day that the totals tell of; one long past is not that of a figure without a day before it."""
    days = (_day(total) for total in totals)
    found = next((day for day in days if day is not None), None)
    recent = [_recent(total) for total in totals if not Span.of(total.event_time).dated]
    return max((day for day in (found, *recent) if day is not None), default=None)


def _day(claim: Claim) -> dt.date | None:
    span = Span.of(claim.event_time)
    return None if _long(span) else span.first


def _recent(claim: Claim) -> dt.date | None:
    return iso_date(claim.published) - dt.timedelta(days=REVISION_DAYS - HINT_DAYS) if claim.published else None


def _goes_on(claim: Claim) -> bool:
    toll = claim.kind == "period_total" and not _long(Span.of(claim.event_time))
    return toll or claim.previous is not None or has_risen(claim)


def _bygone(span: Span, first: dt.date) -> bool:
    return span.last is not None and (span.last < first - BESIDE or _long(span))


def _long(span: Span) -> bool:
    return span.first is not None and span.last is not None and (span.last - span.first).days >= REVISION_DAYS - 1
