"""Whether an agent still makes progress. Faust's own detector compares two different clocks, so it never fires."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.engine.probe import Standing
from tocsin.errors import TocsinError

__all__ = ["StalledError", "Watchdog"]


class StalledError(TocsinError):
    """An agent has stopped making progress; its process ends and is started again."""


@dataclass(frozen=True, slots=True)
class _Wait:
    """How a partition stood, and how many records the agent had done, when it was first seen to stand there."""

    standing: Standing
    steps: int
    since: float


class Watchdog:
    """Tells a stalled agent from an idle or a busy one. Times are `time.monotonic` seconds.

    What counts is what Kafka says, not what the consumer believes: a consumer that no longer fetches also no longer
    learns that there is something to fetch.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._steps = 0
        self._lock = threading.Lock()
        self._waits: dict[tuple[str, int], _Wait] = {}
        self._rebalancing_since: float | None = None

    def progress(self) -> None:
        """Note that a record is done. Called from the agent's thread."""
        with self._lock:
            self._steps += 1

    def overdue(self, standings: Sequence[Standing], now: float) -> list[Standing]:
        """Give the partitions on which nothing has moved for too long, as they stood when their waiting began.

        Their end lay ahead even then. Whether there really was a record before that end is for the caller to find out;
        what has come since has not waited for so long.
        """
        before, self._waits = self._waits, {}
        late = []
        for standing in standings:
            key = standing.topic, standing.partition
            wait = before.get(key)
            if wait is None or wait.standing.committed != standing.committed or wait.steps != self._steps:
                wait = _Wait(standing, self._steps, now)
            if standing.committed < standing.end:
                self._waits[key] = wait
                if now - wait.since > self._patience:
                    late.append(wait.standing)
        return late

    def excuse(self, standing: Standing) -> None:
        """Note that nothing was there to read on an overdue partition: its waiting begins anew."""
        self._waits.pop((standing.topic, standing.partition), None)

    def doubt_rebalance(self, *, rebalancing: bool, now: float) -> StalledError | None:
        """Give the reason to end the process when a rebalance does not come to its end."""
        if not rebalancing:
            self._rebalancing_since = None
        elif self._rebalancing_since is None:
            self._rebalancing_since = now
        elif now - self._rebalancing_since > self._patience:
            return StalledError(f"A rebalance of the group has not ended for {self._patience:.0f} s.")
        return None

    def stalled(self, standing: Standing) -> StalledError:
        """Give the reason to end the process for a partition that is behind and does not move."""
        return StalledError(
            f"{standing.topic}[{standing.partition}] has records up to {standing.end:,}, but processing has stood at "
            f"{standing.committed:,} for {self._patience:.0f} s.",
            hint="If single records take that long, raise TOCSIN_STALL_SECONDS.",
        )
