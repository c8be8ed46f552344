"""The small process between Tocsin and Kafka: it starts the server, keeps its log within bounds, ends it in time, and reaps it.

Run as a script by path, without site-packages, so that it costs 8 MB and 20 ms; it must import nothing but the
standard library. It prints the server's process id (or `error` and why not) and leaves the caller's session. If it is
killed, the server goes on, without a log and unwatched.

    keeper.py LOG LOG_BYTES LEAST_FREE_BYTES COMMAND...

Kafka keeps what it has acknowledged when it is stopped, and when it is killed, but not surely when it works on with a
disk that is full to the last byte: a write through a memory map fails then after the record was written, and it carries
on. So it is asked to end while less than LEAST_FREE_BYTES are free where it works (the keeper's own working directory),
and killed as soon as it tells of such a failure.
"""

import contextlib
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

STARTED = "--- started"
ENDED = "--- ended"
FULL = "--- ending it: the disk is nearly full"
BROKEN = "--- killing it: a write to a memory map failed"

LOOK_SECONDS = 0.2
"""How often the room on the disk is looked at."""

_MAP_FAILED = b"java.lang.InternalError"
"""What Java throws when a page of a mapped file cannot be written; Kafka catches it, and answers the next request."""


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


def keep(log: BoundedLog, command: list[str], least_free_bytes: int) -> None:
    """Start `command`, tell its process id on standard output, log what it prints, and watch over it until it ends."""
    log.note(STARTED)
    try:
        server = subprocess.Popen(  # noqa: S603  # the command that Tocsin built
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except OSError as error:
        _tell(f"error {error}")
        return
    _tell(str(server.pid))
    if server.stdout is not None:
        _attend(server, server.stdout.fileno(), log, least_free_bytes)
    log.note(f"{ENDED} with status {server.wait()}")


def _attend(server: subprocess.Popen[bytes], output: int, log: BoundedLog, least_free_bytes: int) -> None:
    """Log what `server` prints until it closes its output; end it when it must not go on."""
    asked = False
    end = b""
    while True:
        if not asked and _free_bytes() < least_free_bytes:
            log.note(FULL)
            server.terminate()
            asked = True
        if not select.select([output], [], [], LOOK_SECONDS)[0]:
            continue
        chunk = os.read(output, 65_536)
        if not chunk:
            return
        log.write(chunk)
        end += chunk
        if _MAP_FAILED in end:
            server.kill()
            log.note(BROKEN)
        end = end[1 - len(_MAP_FAILED) :]


def _free_bytes() -> int:
    """Give the room where the server works, for a user without privileges."""
    disk = os.statvfs(".")
    return disk.f_bavail * disk.f_frsize


def _tell(line: str) -> None:
    """Print one line and let go of the caller's pipes, which it reads to their end."""
    os.write(1, f"{line}\n".encode())
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def main() -> None:
    """Leave the caller behind and keep the server."""
    log_path, log_bytes, least_free_bytes, *command = sys.argv[1:]
    if os.fork():
        # The caller waits for this process only; the other becomes a child of init and needs no one's wait.
        os._exit(0)
    os.setsid()
    with contextlib.closing(BoundedLog(Path(log_path), int(log_bytes))) as log:
        keep(log, command, int(least_free_bytes))


if __name__ == "__main__":
    main()
