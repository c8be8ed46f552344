"""When each article is due: as fast as it goes, so many a second, or as it happened."""

from __future__ import annotations

import re

from tocsin.errors import InputError
from tocsin.records import Article, iso_datetime

__all__ = ["Pace", "parse_rate"]

RATE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(?:/([smh]))?")
SECONDS = {"s": 1, "m": 60, "h": 3600}

CATCH_UP_SECONDS = 1.0
"""How much of a delay a rate makes up for; more, and a broker that was away would be flooded when it comes back."""


def parse_rate(text: str) -> float:
    """Read `10`, `10/s`, `600/m` or `0.5/h` as articles a second; raise InputError on anything else."""
    match = RATE.fullmatch(text.strip())
    rate = float(match[1]) / SECONDS[match[2] or "s"] if match else 0.0
    if rate <= 0:
        raise InputError(f"{text!r} is not a rate.", hint="Write 10/s, 600/m or 1000/h.")
    return rate


class Pace:
    """Says how long to wait before each article; the clock belongs to the caller.

    With `rate`, so many articles a second. With `speed`, so many times as fast as the articles were published, counted
    from the first that has a time; what has none, or is older than what went before, is due at once.
    """

    def __init__(self, *, rate: float | None = None, speed: float | None = None) -> None:
        self._interval = 1 / rate if rate else 0.0
        self._speed = speed
        self._due: float | None = None
        self._anchor: tuple[float, float] | None = None

    def restart(self) -> None:
        """Count from the next article on: a new pass over the inputs begins."""
        self._anchor = None

    def wait(self, article: Article, now: float) -> float:
        """Give the seconds to wait, at the clock's `now`, before this article is sent; call it once an article."""
        if self._interval:
            return self._wait_for_turn(now)
        if self._speed and article.published:
            return self._wait_for_time(iso_datetime(article.published).timestamp(), now)
        return 0.0

    def _wait_for_turn(self, now: float) -> float:
        due = now if self._due is None else max(self._due, now - CATCH_UP_SECONDS)
        self._due = due + self._interval
        return max(0.0, due - now)

    def _wait_for_time(self, published: float, now: float) -> float:
        assert self._speed  # noqa: S101 - the caller asked
        if self._anchor is None:
            self._anchor = (published, now)
        first, begun = self._anchor
        return max(0.0, begun + (published - first) / self._speed - now)
