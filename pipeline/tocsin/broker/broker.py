"""The embedded broker as its users see it: get its parts, start it, ask after it, stop it."""

import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import platformdirs

from tocsin.broker import process
from tocsin.broker.jars import Report
from tocsin.broker.launch import attend, launch
from tocsin.broker.listeners import SecuredListeners
from tocsin.broker.locking import exclusive
from tocsin.broker.parts import Parts, ensure_parts
from tocsin.broker.process import Server
from tocsin.broker.readiness import answers
from tocsin.broker.storage import DataDirectory
from tocsin.errors import BrokerError

_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
_LOCK_SECONDS = 1.0


class BrokerState(StrEnum):
    """How the broker is."""

    STOPPED = "stopped"
    RUNNING = "running"
    UNRESPONSIVE = "unresponsive"
    """Its process runs but does not answer: it is starting, recovering after a crash, or stuck."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerStatus:
    """The broker at one moment; what only a running one has is None otherwise."""

    state: BrokerState
    data_directory: Path
    disk_bytes: int
    log_path: Path
    bootstrap: str | None = None
    pid: int | None = None
    version: str | None = None
    java: str | None = None
    uptime_seconds: float | None = None


def default_data_directory() -> Path:
    """Give where the broker's data lies unless told otherwise."""
    return platformdirs.user_data_path("tocsin") / "kafka"


def default_cache_directory() -> Path:
    """Give where Kafka's jars are kept unless told otherwise."""
    return platformdirs.user_cache_path("tocsin") / "kafka"


class EmbeddedBroker:
    """One Kafka node on one data directory.

    The object holds nothing open: the broker outlives it and the process that made it, and any number of objects in
    any number of processes may speak of the same data directory. All methods block and may be called from any thread;
    from async code, call them through `asyncio.to_thread`. All raise `BrokerError` and nothing else on purpose.
    """

    def __init__(
        self,
        data_directory: Path | None = None,
        *,
        cache_directory: Path | None = None,
        heap_megabytes: int = 384,
        secured: SecuredListeners | None = None,
    ) -> None:
        # Resolved: two spellings of one directory must lead to one broker.
        self._directory = DataDirectory((data_directory or default_data_directory()).expanduser().resolve())
        self._cache = (cache_directory or default_cache_directory()).expanduser().resolve()
        self._heap_megabytes = heap_megabytes
        self._secured = secured or SecuredListeners()

    def ensure_parts(self, report: Report = lambda _: None) -> Parts:
        """Find a Java, and download Kafka's jars unless they are there; `start` does this by itself.

        `report` is called, while downloading, with the progress so far: one line, each text in place of the last.
        """
        return ensure_parts(self._cache, report)

    def start(self, *, timeout: float = _START_SECONDS, report: Report = lambda _: None) -> str:
        """Start the broker unless it runs, wait until it answers, and give its bootstrap address.

        Whatever number of processes call this at once, one broker starts and all get its address. A broker that is
        alive but does not answer within `timeout` seconds is left to go on: recovering much data takes long.
        """
        server = self._running()
        if server is not None and answers(server.ports):
            return server.ports.bootstrap
        directory = self._directory
        directory.prepare()
        parts = self.ensure_parts(report)
        with exclusive(directory.start_lock, timeout=timeout, purpose="starting or stopping Kafka"):
            server = self._running()
            if server is not None:
                # Started by one who was ended while it waited; the record may be lost too.
                process.record(directory.path, server)
                report(f"Waiting for Apache Kafka {server.version}")
                if attend(server, directory, timeout=timeout):
                    return server.ports.bootstrap
            report(f"Starting Apache Kafka {parts.version}")
            server = launch(directory, parts, self._secured, heap_megabytes=self._heap_megabytes, timeout=timeout)
            return server.ports.bootstrap

    def stop(self, *, timeout: float = _STOP_SECONDS) -> bool:
        """Stop the broker, by force after `timeout` seconds; tell whether there was one to stop."""
        if self._running() is None:
            return False
        with ExitStack() as stack:
            # Who starts the broker holds the lock for as long as it waits; that wait is what we are about to end.
            with suppress(BrokerError, OSError):
                lock = exclusive(self._directory.start_lock, timeout=_LOCK_SECONDS, purpose="starting Kafka")
                stack.enter_context(lock)
            server = self._running()
            if server is not None:
                # First, so that nobody takes for dead what is being stopped; without a record it is still found.
                process.forget(self._directory.path)
                process.end(server, self._directory.properties, timeout=timeout)
        return server is not None

    def has_died(self) -> bool:
        """Tell whether the broker was started and has ended without `stop`."""
        return process.recorded(self._directory.path) is not None and self._running() is None

    def was_stopped(self) -> bool:
        """Tell whether there is no broker since `stop` was called, or because none was started yet."""
        return process.recorded(self._directory.path) is None and self._running() is None

    @property
    def log_path(self) -> Path:
        """Where the broker writes what it has to say."""
        return self._directory.server_log

    def status(self) -> BrokerStatus:
        """Ask how the broker is; takes a moment when it does not answer, and changes nothing."""
        server = self._running()
        directory = self._directory
        if server is None:
            return BrokerStatus(
                state=BrokerState.STOPPED,
                data_directory=directory.path,
                disk_bytes=directory.disk_bytes(),
                log_path=directory.server_log,
            )
        return BrokerStatus(
            state=BrokerState.RUNNING if answers(server.ports, timeout=2) else BrokerState.UNRESPONSIVE,
            data_directory=directory.path,
            disk_bytes=directory.disk_bytes(),
            log_path=directory.server_log,
            bootstrap=server.ports.bootstrap,
            pid=server.pid,
            version=server.version,
            java=server.java,
            uptime_seconds=max(0.0, time.time() - server.created),
        )

    def _running(self) -> Server | None:
        return process.find_server(self._directory.path, self._directory.properties)
