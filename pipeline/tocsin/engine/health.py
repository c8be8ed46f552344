"""Whether an agent's process is well, and whether it serves; told by the engine, asked from any thread.

It is well until the watchdog would end it, and does not ask Kafka: while the broker is away a restart would mend nothing.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["Health", "Verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer and, when it is no, the reason in one sentence."""

    good: bool
    reason: str = ""


class Health:
    """What is known about the process. `patience` is in seconds, `clock` gives seconds that never go back."""

    def __init__(self, patience: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience = patience
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting_for = "The agent is being opened."
        self._kafka = True
        self._rebalancing_since: float | None = None
        self._beat: float | None = None
        self._working = 0
        self._step = clock()

    def waits(self, reason: str) -> None:
        """Say why the agent serves nothing yet, or no longer; an empty reason: it serves."""
        with self._lock:
            self._waiting_for = reason

    def beat(self, *, rebalancing: bool) -> None:
        """Note that the engine's loop goes round; to be called every second or so once it does."""
        with self._lock:
            self._beat = self._clock()
            if not rebalancing:
                self._rebalancing_since = None
            elif self._rebalancing_since is None:
                self._rebalancing_since = self._beat

    def kafka(self, *, answers: bool) -> None:
        """Say whether Kafka answered when it was last asked."""
        with self._lock:
            self._kafka = answers

    def progress(self) -> None:
        """Note that a record is done."""
        with self._lock:
            self._step = self._clock()

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Note that a batch is in hand, and that this one no longer is."""
        with self._lock:
            if not self._working:
                self._step = self._clock()
            self._working += 1
        try:
            yield
        finally:
            with self._lock:
                self._working -= 1
                self._step = self._clock()

    def well(self) -> Verdict:
        """Say whether the process is to live on."""
        with self._lock:
            now = self._clock()
            if self._working and now - self._step > self._patience:
                return Verdict(good=False, reason=f"No record has been done for {now - self._step:.0f} s.")
            if self._beat is not None and now - self._beat > self._patience:
                return Verdict(good=False, reason=f"The engine has stood still for {now - self._beat:.0f} s.")
            if self._rebalancing_since is not None and now - self._rebalancing_since > self._patience:
                return Verdict(good=False, reason="A rebalance of the group does not end.")
        return Verdict(good=True)

    def ready(self) -> Verdict:
        """Say whether records that arrive now are processed."""
        well = self.well()
        if not well.good:
            return well
        with self._lock:
            if self._waiting_for:
                return Verdict(good=False, reason=self._waiting_for)
            if not self._kafka:
                return Verdict(good=False, reason="Kafka does not answer.")
            if self._rebalancing_since is not None:
                return Verdict(good=False, reason="The group is giving out its partitions.")
        return Verdict(good=True)
