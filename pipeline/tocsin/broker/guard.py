"""Starting the embedded broker again when it has died while somebody needs it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

from tocsin.broker.broker import EmbeddedBroker
from tocsin.errors import BrokerError

__all__ = ["BrokerGuard"]

log = structlog.get_logger()

LOOK_SECONDS = 0.5
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 10.0
"""Seconds before a start that failed is tried again: doubled from the first to the longest. A full disk has room again, too."""


class BrokerGuard:
    """Looks after a broker that has been started, until the context ends.

    One that was stopped on purpose, with `EmbeddedBroker.stop`, is told of and left alone; one that ended otherwise is started again, as
    often as that takes. `started` is called, in a thread of the guard's own, with the address of each broker so started.
    """

    def __init__(self, broker: EmbeddedBroker, started: Callable[[str], None]) -> None:
        self._broker = broker
        self._started = started
        self._over = threading.Event()
        # A daemon: who ends must not wait for a broker that is just starting, which goes on without us.
        self._thread = threading.Thread(target=self._watch, name="broker-guard", daemon=True)

    def __enter__(self) -> None:
        """Begin to look after the broker."""
        self._thread.start()

    def __exit__(self, *_exception: object) -> None:
        """Look after it no longer; the broker goes on running."""
        self._over.set()

    def _watch(self) -> None:
        stopped = False
        while not self._over.wait(LOOK_SECONDS):
            before, stopped = stopped, self._broker.was_stopped()
            if stopped and not before:
                log.warning("broker_stopped", hint="Agents wait until `tocsin broker start`.")
            if self._broker.has_died():
                log.error("broker_down", log=str(self._broker.log_path))
                self._start_again()

    def _start_again(self) -> None:
        pause = FIRST_PAUSE
        while not self._over.is_set():
            try:
                bootstrap = self._broker.start()
            except (BrokerError, OSError) as error:
                log.error("broker_not_started", error=str(error), retry_in_seconds=pause)  # noqa: TRY400 - no bug of ours
                self._over.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                log.info("broker_started", bootstrap=bootstrap)
                self._started(bootstrap)
                return
