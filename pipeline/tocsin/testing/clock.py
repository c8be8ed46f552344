"""A clock that stands still until it is told to go on."""

from __future__ import annotations

import datetime as dt

__all__ = ["Clock"]


class Clock:
    """Gives the time as a call, as an agent of yours may take it: `Clock()()`; it begins at noon on 1 January 2020, UTC."""

    def __init__(self, now: dt.datetime = dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC)) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        """Give the time that it is set to."""
        return self.now

    def advance(self, seconds: float) -> None:
        """Go on by some seconds."""
        self.now += dt.timedelta(seconds=seconds)
