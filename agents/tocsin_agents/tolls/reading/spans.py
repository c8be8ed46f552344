"""Spans: the days on which a claim says that it happened, as whole days with both ends included."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from tocsin import EventTime

__all__ = ["UNDATED", "Span"]

WEEK = 3
MONTH = 4
YEAR = 5


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day; both None when the claim gives no date."""

    first: dt.date | None = None
    last: dt.date | None = None

    @classmethod
    def of(cls, time: EventTime | None) -> Span:
        """Read an event time; a missing end follows from the precision, and a date that does not exist is no date."""
        if time is None or not (time.start or time.end):
            return UNDATED
        try:
            first = dt.date.fromisoformat(time.start or time.end or "")
            last = dt.date.fromisoformat(time.end) if time.end else _end(first, time.date_prec)
        except (ValueError, OverflowError):
            return UNDATED
        return cls(min(first, last), max(first, last))

    @property
    def dated(self) -> bool:
        """Whether there is a date at all."""
        return self.first is not None

    @property
    def day(self) -> dt.date | None:
        """The one day, when it is one."""
        return self.first if self.first == self.last else None

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a day."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        return self.first <= other.last and other.first <= self.last

    def widened(self, days: int) -> Span:
        """Give the span with so many days more at either end."""
        if self.first is None or self.last is None:
            return self
        first, last = self.first.toordinal() - days, self.last.toordinal() + days
        return Span(dt.date.fromordinal(max(1, first)), dt.date.fromordinal(min(last, dt.date.max.toordinal())))

    def back(self, days: int) -> Span:
        """Give the span with its beginning moved so many days into the past."""
        if self.first is None:
            return self
        return Span(dt.date.fromordinal(max(1, self.first.toordinal() - days)), self.last)

    def __str__(self) -> str:
        """Give the day, or the first and the last with two hyphens between."""
        if self.first == self.last:
            return str(self.first)
        return f"{self.first}--{self.last}"


UNDATED = Span()
"""No date at all."""


def _end(first: dt.date, date_prec: int | None) -> dt.date:
    if date_prec == WEEK:
        return first + dt.timedelta(days=6)
    if date_prec == MONTH:
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if date_prec == YEAR:
        return first.replace(month=12, day=31)
    return first
