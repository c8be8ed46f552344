"""Trying a record again when its agent says that this may help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tocsin.errors import RetryableError

__all__ = ["PAUSES", "PAUSE_BUDGET", "Retries"]

PAUSES = (0.1, 0.3, 1.0, 3.0)
"""Seconds before the second, third, ... attempt at a record."""

PAUSE_BUDGET = 10.0
"""Seconds that one batch may pause altogether: a third of the time a member has for its batch when a rebalance begins."""

Result = TypeVar("Result")


class Retries:
    """The attempts at the records of one batch. When its budget is spent, what fails fails at its first attempt."""

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep
        self._left = PAUSE_BUDGET
        self.attempts = 0
        """How many attempts the call in hand, or the last one, has taken."""

    def call(self, attempt: Callable[[], Result]) -> Result:
        """Call until it does not raise RetryableError; raise the last one when no more attempts are left."""
        self.attempts = 1
        while True:
            try:
                return attempt()
            except RetryableError:
                pause = PAUSES[self.attempts - 1] if self.attempts <= len(PAUSES) else None
                if pause is None or pause > self._left:
                    raise
                self._left -= pause
                self._sleep(pause)
                self.attempts += 1
