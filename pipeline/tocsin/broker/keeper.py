"""The small process between Tocsin and Kafka: it starts the server, keeps its log within bounds, and reaps it.

Run as a script by path, without site-packages, so that it costs 8 MB and 20 ms; it must import nothing but the
standard library. It prints the server's process id (or `error` and why not) and leaves the caller's session. If it is
killed, the server goes on, without a log.

    keeper.py LOG LOG_BYTES COMMAND...
"""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

STARTED = "--- started"
ENDED = "--- ended"


class BoundedLog:
    """A file that is set aside as `<name>.1`, replacing the one before, when it has grown to half the bound."""

    def __init__(self, path: Path, largest_bytes: int) -> None:
        self._path = path
        self._half = largest_bytes // 2
        self._file: IO[bytes] = path.open("ab", buffering=0)
        self._size = self._file.tell()

    def write(self, chunk: bytes) -> None:
        """Append `chunk`; a full disk loses it rather than stop the server."""
        with contextlib.suppress(OSError):
            if self._size + len(chunk) > self._half:
                self._path.replace(self._path.with_name(f"{self._path.name}.1"))
                full, self._file = self._file, self._path.open("ab", buffering=0)
                full.close()
                self._size = 0
            self._file.write(chunk)
            self._size += len(chunk)

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def note(self, text: str) -> None:
        """Append a line of the keeper's own."""
        self.write(f"{text} {time.strftime('%Y-%m-%dT%H:%M:%S%z')}\n".encode())


def keep(log: BoundedLog, command: list[str]) -> None:
    """Start `command`, tell its process id on standard output, and log what it prints until it ends."""
    log.note(STARTED)
    try:
        server = subprocess.Popen(  # noqa: S603  # the command that Tocsin built
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except OSError as error:
        _tell(f"error {error}")
        return
    _tell(str(server.pid))
    if server.stdout is None:
        return
    while chunk := os.read(server.stdout.fileno(), 65_536):
        log.write(chunk)
    log.note(f"{ENDED} with status {server.wait()}")


def _tell(line: str) -> None:
    """Print one line and let go of the caller's pipes, which it reads to their end."""
    os.write(1, f"{line}\n".encode())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def main() -> None:
    """Leave the caller behind and keep the server."""
    log_path, log_bytes, *command = sys.argv[1:]
    if os.fork():
        # The caller waits for this process only; the other becomes a child of init and needs no one's wait.
        os._exit(0)
    os.setsid()
    with contextlib.closing(BoundedLog(Path(log_path), int(log_bytes))) as log:
        keep(log, command)


if __name__ == "__main__":
    main()
