"""A lock between processes: a file that one holder at a time has locked, freed by the system when the holder dies."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tocsin.errors import BrokerError

_POLL_SECONDS = 0.05


@contextmanager
def exclusive(path: Path, *, timeout: float, purpose: str) -> Iterator[None]:
    """Hold the lock at `path` for the length of the block; other processes and threads wait up to `timeout` seconds.

    `purpose` completes the sentence "Another process is still ..." of the error raised when the wait was in vain.
    """
    with path.open("a") as file:
        deadline = time.monotonic() + timeout
        while not _try_lock(file.fileno()):
            if time.monotonic() >= deadline:
                message = f"Another process is still {purpose} after {timeout:.0f} seconds."
                raise BrokerError(message, hint=f"Wait for it, or end the process that holds {path}.")
            time.sleep(_POLL_SECONDS)
        # The file stays: removing it would let a third process lock a new file while the second waits on this one.
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        import fcntl  # noqa: PLC0415  # absent on Windows, where importing this package must still work
    except ImportError:
        message = "The embedded Kafka runs on Linux and macOS only."
        raise BrokerError(message, hint="Set KAFKA_BOOTSTRAP_SERVERS to a Kafka that runs elsewhere.") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def held_by_another(path: Path) -> bool:
    """Tell whether another process holds a POSIX lock on `path`, the kind of lock Java takes."""
    import fcntl  # noqa: PLC0415  # absent on Windows, where importing this package must still work

    try:
        with path.open("r+b") as file:
            fcntl.lockf(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
