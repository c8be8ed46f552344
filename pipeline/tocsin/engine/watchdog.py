"""Whether an agent still makes progress. Faust's own detector compares two different clocks, so it never fires."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from tocsin.engine.source import Assignment
from tocsin.errors import TocsinError

__all__ = ["StalledError", "Watchdog"]


class StalledError(TocsinError):
    """An agent has stopped making progress; its process ends and is started again."""


class Watchdog:
    """Tells a stalled agent from an idle or a busy one. Times are `time.monotonic` seconds."""

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._busy: dict[int, tuple[float, int]] = {}
        self._steps = 0
        self._lock = threading.Lock()
        self._positions: dict[tuple[str, int], tuple[int, float]] = {}

    def begin(self, partition: int, now: float) -> None:
        """Note that a batch of this partition is in hand."""
        self._busy[partition] = (now, self._steps)

    def end(self, partition: int) -> None:
        """Note that it is done, or given up."""
        self._busy.pop(partition, None)

    def progress(self) -> None:
        """Note that a record is done. Called from the agent's thread."""
        with self._lock:
            self._steps += 1

    def doubt(self, assignments: Sequence[Assignment], now: float) -> StalledError | None:
        """Give the reason to end the process, if there is one."""
        return self._doubt_processing(now) or self._doubt_fetching(assignments, now)

    def _doubt_processing(self, now: float) -> StalledError | None:
        for partition, (since, steps) in self._busy.items():
            if steps != self._steps:
                self._busy[partition] = (now, self._steps)
            elif now - since > self._patience:
                return StalledError(
                    f"A batch of partition {partition} has made no progress for {self._patience:.0f} s.",
                    hint="If single records take that long, raise TOCSIN_STALL_SECONDS.",
                )
        return None

    def _doubt_fetching(self, assignments: Sequence[Assignment], now: float) -> StalledError | None:
        current = {(a.topic, a.partition): a for a in assignments}
        kept = {key: self._positions[key] for key in current if key in self._positions}
        for key, assigned in current.items():
            position, since = kept.get(key, (-1, now))
            if assigned.position != position or assigned.position >= assigned.end or self._busy:
                kept[key] = (assigned.position, now)
            elif now - since > self._patience:
                self._positions = kept
                return StalledError(
                    f"{assigned.topic}[{assigned.partition}] has records up to {assigned.end:,}, "
                    f"but reading has stood at {position:,} for {self._patience:.0f} s.",
                )
        self._positions = kept
        return None
