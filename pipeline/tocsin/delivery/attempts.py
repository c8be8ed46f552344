"""What came of one attempt to deliver, and how long to wait before the next."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Outcome", "Pauses"]

ACCEPTED = range(200, 300)
GONE = 410
THROTTLED = frozenset({429, 502, 504})
"""Answers by which an endpoint asks for less: Standard Webhooks."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds between attempts: doubled from the first to the longest; after an answer that asks for less, no less than so."""

    first: float = 1.0
    longest: float = 300.0
    throttled: float = 15.0

    def after(self, failures: int, outcome: Outcome) -> float:
        """Give the pause after so many failures in a row."""
        pause = min(self.first * 2.0 ** min(failures - 1, 30), self.longest)
        if outcome.throttled:
            pause = max(pause, self.throttled)
        return max(pause, outcome.retry_after)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: a status, or none and the reason."""

    status: int | None = None
    reason: str = ""
    retry_after: float = 0.0

    @property
    def accepted(self) -> bool:
        """Whether the endpoint has it."""
        return self.status in ACCEPTED

    @property
    def gone(self) -> bool:
        """Whether the endpoint wants nothing any more."""
        return self.status == GONE

    @property
    def throttled(self) -> bool:
        """Whether the endpoint asks for less."""
        return self.status in THROTTLED
