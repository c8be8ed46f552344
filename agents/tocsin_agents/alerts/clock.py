"""The clock that waits and silences go by: when news was published, never the time of day, so that a replay rings as a live run.

One article with a date far ahead must not end every wait and every silence. A leap counts only when a second article
confirms it; until then it is as late as the latest news before it.
"""

from __future__ import annotations

import datetime as dt

from tocsin import Statement, Store, Toll, iso_datetime
from tocsin_agents.leaps import confirmed

__all__ = ["Clock"]

NEWEST = "newest"


class Clock:
    """A view of the store that remembers the latest news, and the leap that nothing has confirmed yet."""

    def __init__(self, store: Store, leap_days: int) -> None:
        self._store = store
        self._leap_days = leap_days

    def hear(self, toll: Toll) -> str | None:
        """Note when a toll was last told of, and give the time that it is then; None for a toll without a date."""
        if toll.updated is None:
            return None
        newest = self._store.get(NEWEST)
        if newest is None or self._is_near(toll.updated, newest) or self._is_confirmed(toll, toll.updated):
            self._store.set(NEWEST, max(toll.updated, newest or toll.updated, key=iso_datetime))
        return self.bound(toll.updated)

    def bound(self, moment: str | None) -> str | None:
        """Give a moment, or the time of the latest news where that is earlier."""
        newest = self._store.get(NEWEST)
        return moment if moment is None or newest is None else min(moment, newest, key=iso_datetime)

    def _is_near(self, moment: str, newest: str) -> bool:
        return iso_datetime(moment) - iso_datetime(newest) <= dt.timedelta(days=self._leap_days)

    def _is_confirmed(self, toll: Toll, moment: str) -> bool:
        latest = max(toll.statements, key=_published, default=None)
        article_id = latest.article_id if latest else ""
        return confirmed(self._store, moment, article_id, leap_days=self._leap_days) is not None


def _published(statement: Statement) -> dt.datetime:
    return iso_datetime(statement.published) if statement.published else dt.datetime.min.replace(tzinfo=dt.UTC)
