"""The data directory: made, checked for room and for other users, and formatted for Kafka once.

| name              | what it is                                              |
| ----------------- | ------------------------------------------------------- |
| log/              | Kafka's own files: the records                          |
| server.properties | its configuration, written at every start               |
| server.log        | what it had to say; server.log.1 is what it said before |
| broker.json       | which process runs on it                                |
| ports.json        | where it listens                                        |
| start.lock        | held while one process starts or stops it               |
"""

import base64
import shutil
import subprocess
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.broker.config import java_environment
from tocsin.broker.locking import held_by_another
from tocsin.errors import BrokerError

LEAST_FREE_BYTES = 300_000_000
"""Room on the disk without which Kafka is not started."""

LEAST_FREE_TO_GO_ON_BYTES = 200_000_000
"""Room without which it is ended in good order, while its disk still takes what it has acknowledged: at 50 MB a second, four
seconds. Less than it needs to start, so that it does not come and go."""

_FORMAT_SECONDS = 120
_SHOWN_LINES = 5
# What there may be in a directory that was half formatted and holds nothing of anyone's.
_LEFT_BY_FORMATTING = ("bootstrap.checkpoint", "meta.properties", "*.tmp", ".lock")


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """Where everything of one broker lies."""

    path: Path

    @property
    def records(self) -> Path:
        """Kafka's own directory."""
        return self.path / "log"

    @property
    def properties(self) -> Path:
        """The configuration; its path on a command line is how a running server is recognised."""
        return self.path / "server.properties"

    @property
    def server_log(self) -> Path:
        """What the server prints."""
        return self.path / "server.log"

    @property
    def start_lock(self) -> Path:
        """The lock of who starts or stops the server."""
        return self.path / "start.lock"

    def prepare(self) -> None:
        """Make the directory and check that it can be written."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self.start_lock.touch()
        except OSError as error:
            message = f"The data directory {self.path} cannot be written: {error.strerror or error}."
            raise BrokerError(message, hint="Make it writable, or name another in TOCSIN_DATA_DIR.") from error
        if "," in str(self.path):
            # Kafka reads a list of directories there and knows no way to quote.
            message = f"The data directory {self.path} has a comma in its path, which Kafka cannot read."
            raise BrokerError(message, hint="Name another in TOCSIN_DATA_DIR.")

    def check_room(self, least_free_bytes: int = LEAST_FREE_BYTES) -> None:
        """Check that the disk has room to work in."""
        free = shutil.disk_usage(self.path).free
        if free < least_free_bytes:
            needed = f"{least_free_bytes // 1_000_000} MB"
            message = f"The disk of {self.path} is nearly full: {free // 1_000_000} MB are free, Kafka needs {needed}."
            raise BrokerError(message, hint="Make room, or name a directory on another disk in TOCSIN_DATA_DIR.")

    def check_unused(self) -> None:
        """Check that no Kafka but one started from here works in this directory."""
        if held_by_another(self.records / ".lock"):
            message = f"The data directory {self.path} is in use by another Kafka that runs now."
            raise BrokerError(message, hint="Stop that one, or name another directory in TOCSIN_DATA_DIR.")

    def is_formatted(self) -> bool:
        """Tell whether Kafka can start on it; formatting writes `meta.properties` last."""
        try:
            lines = (self.records / "meta.properties").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return any(line.startswith("cluster.id=") for line in lines)

    def format(self, command: Sequence[str], further: Sequence[str] = ()) -> None:
        """Format the directory with `command`, Kafka's own tool; refuse when it already holds records.

        `further` are arguments beside those that every node needs.
        """
        self._check_empty()
        shutil.rmtree(self.records, ignore_errors=True)
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        # Joined by =, as an id that begins with a hyphen would be taken for an option.
        arguments = ["format", f"--cluster-id={cluster}", "--config", str(self.properties), *further]
        try:
            answer = subprocess.run(  # noqa: S603  # the command that Tocsin built
                [*command, *arguments],
                capture_output=True,
                text=True,
                timeout=_FORMAT_SECONDS,
                check=False,
                env=java_environment(),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BrokerError(f"The data directory {self.path} could not be formatted: {error}.") from error
        if answer.returncode or not self.is_formatted():
            said = "\n".join((answer.stdout + answer.stderr).strip().splitlines()[-_SHOWN_LINES:])
            raise BrokerError(f"The data directory {self.path} could not be formatted:\n{said}")

    def disk_bytes(self) -> int:
        """Add up what the directory takes on disk; its indexes are sparse, so their lengths would mislead."""
        total = 0
        for path in self.path.rglob("*"):
            try:
                total += path.lstat().st_blocks * 512
            except FileNotFoundError:
                continue  # Kafka deletes old segments while we look
        return total

    def _check_empty(self) -> None:
        """Check that the directory holds nothing but what an interrupted formatting leaves."""
        for path in self.records.rglob("*"):
            leftover = any(path.match(pattern) for pattern in _LEFT_BY_FORMATTING)
            if path.is_file() and path.stat().st_size and not leftover:
                message = f"{self.records} holds records but no valid meta.properties, so Kafka cannot start on it."
                raise BrokerError(message, hint="Restore that file from a copy, or move the directory away.")
