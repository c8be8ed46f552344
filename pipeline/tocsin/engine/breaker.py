"""Telling an agent that is broken from records that are bad, before a topic has been emptied into the dead letters.

Of each partition it is known by how many more records have failed than succeeded, never less than none: the excess. Poison
now and then, even every third record, never makes it grow; a deployment that fails on most records does. When a batch brings
it to the limit, the agent is put to trial on the newest records from that batch on. When it fails on most of those too, or when there are
none, the batch is not committed and the agent stops: nothing of it is lost or buried, and what is mended does it again.

The excess is committed with the offset, so an agent that is started again and again does not bury a few records each time.
"""

from __future__ import annotations

import re

from tocsin.engine.processing import Processed
from tocsin.errors import AgentFailingError
from tocsin.records import DeadLetter

__all__ = ["TRIAL", "Breaker", "note", "noted"]

TRIAL = 10
"""The newest records, from a failing batch on, on which the agent is tried; most of them must succeed."""

NOTE = re.compile(r"failing=([0-9]{1,9})")
"""What is kept as the metadata of a committed offset."""

SHOWN = 3
SHOWN_CHARACTERS = 200


class Breaker:
    """The rule of one agent; `limit` is the excess at which it stops, 0 for never."""

    def __init__(self, agent: str, limit: int) -> None:
        self._agent = agent
        self._limit = limit

    def after(self, excess: int, done: Processed) -> int:
        """Give the excess after a batch."""
        return max(0, excess + 2 * done.broken - done.tried) if self._limit else 0

    def reached(self, excess: int) -> bool:
        """Say whether the agent is to be put to trial."""
        return 0 < self._limit <= excess

    @staticmethod
    def passes(trial: Processed) -> bool:
        """Say whether the agent succeeded on most of the newest records, so that it is the batch that is bad."""
        return 2 * trial.broken < trial.tried

    def stop(self, excess: int, done: Processed) -> AgentFailingError:
        """Give the error that ends the agent."""
        reasons = "; ".join(_told(letter) for letter in done.failed[:SHOWN])
        return AgentFailingError(
            f"Agent {self._agent} fails on most of what it reads: {done.broken} of the last {done.tried} records, "
            f"{excess} more than succeeded of late. It stops, and none of these becomes a dead letter. {reasons}.",
            hint="Mend it and start it again: it goes on with these very records. If it is the records that are bad, "
            "TOCSIN_BREAKER_FAILURES=0 lets them go to the dead letters.",
        )


def note(excess: int) -> str:
    """Write the excess as the metadata of an offset."""
    return f"failing={excess}" if excess else ""


def noted(metadata: str) -> int:
    """Read it back; 0 when there is none, or something else was written there."""
    found = NOTE.fullmatch(metadata)
    return int(found[1]) if found else 0


def _told(letter: DeadLetter) -> str:
    return f"{letter.topic}[{letter.partition}]@{letter.offset}: {letter.error}: {letter.message[:SHOWN_CHARACTERS]}"
