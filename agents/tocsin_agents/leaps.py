"""Leaps of a clock that goes by the dates of articles: one article with a wrong date must not move it, so two have to agree."""

from __future__ import annotations

import datetime as dt

from tocsin import Store, iso_datetime

__all__ = ["confirmed"]

DOUBTFUL = "doubtful"


def confirmed(clock: Store, day: str, article_id: str, *, leap_days: int) -> str | None:
    """Give the day, at most `leap_days` away, to which another article has leapt before; else remember this one.

    Days are ISO dates or date-times.
    """
    doubtful = clock.get(DOUBTFUL)
    if doubtful is not None and doubtful["article"] != article_id:
        other: str = doubtful["day"]
        if abs(iso_datetime(day) - iso_datetime(other)) <= dt.timedelta(days=leap_days):
            clock.delete(DOUBTFUL)
            return other
    clock.set(DOUBTFUL, {"day": day, "article": article_id})
    return None
