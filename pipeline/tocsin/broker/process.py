"""The server as a process: started detached, recorded, found again, ended; and only ever the one that was recorded."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from tocsin.broker import keeper
from tocsin.broker.config import Ports, java_environment
from tocsin.broker.ports import recall_ports
from tocsin.errors import BrokerError
from tocsin.files import replace_file

_RECORD = "broker.json"
_VERSION = re.compile(r"/kafka_[\d.]+-([\d.]+)\.jar")
_SAME_START_SECONDS = 60.0
# Wide: when the system's clock is set, the start times that it tells of processes move with it.
_KEEPER_SECONDS = 30
_LOG_BYTES = 10_000_000
_KILL_SECONDS = 10
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that was started: which process it is, and where it listens."""

    pid: int
    created: float
    """When the process began, in seconds since 1970; tells it from a later one with the same id."""
    broker_port: int
    controller_port: int
    version: str
    java: str

    @property
    def ports(self) -> Ports:
        """Where it listens."""
        return Ports(broker=self.broker_port, controller=self.controller_port)


def record(directory: Path, server: Server) -> None:
    """Remember `server` as the one of this data directory."""
    replace_file(directory / _RECORD, json.dumps(asdict(server), indent=2).encode())


def forget(directory: Path) -> None:
    """Remember that no server runs on this data directory."""
    (directory / _RECORD).unlink(missing_ok=True)


def recorded(directory: Path) -> Server | None:
    """Give what was recorded last, running or not; None when there is nothing that can be read."""
    try:
        return Server(**json.loads((directory / _RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def find_server(directory: Path, properties: Path) -> Server | None:
    """Give the running server of a data directory: the recorded one, or one whose record was lost.

    The record is lost when its file was removed, or when the starting process died before it could write it.
    """
    server = recorded(directory)
    if server is not None and is_running(server, properties):
        return server
    ports = recall_ports(directory)
    if ports is None:
        return None
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            if _serves(process, process.cmdline(), properties):
                return describe(process.pid, ports)
    return None


def is_running(server: Server, properties: Path) -> bool:
    """Tell whether `server` still runs: the process of that id began when recorded and serves these properties."""
    return _process(server, properties) is not None


def spawn(command: Sequence[str], *, directory: Path, log: Path, least_free_bytes: int) -> int:
    """Start `command` detached, in a session of its own, its output going to `log`; give its process id.

    It is ended when less than `least_free_bytes` are free on the disk of `directory`.
    """
    # -I and -S: neither the caller's modules nor site-packages; see `keeper`.
    bounds = (str(_LOG_BYTES), str(least_free_bytes))
    keep = [sys.executable, "-I", "-S", keeper.__file__, str(log), *bounds, *command]
    try:
        answer = subprocess.run(  # noqa: S603  # our own script, with the command that Tocsin built
            keep,
            capture_output=True,
            text=True,
            timeout=_KEEPER_SECONDS,
            check=False,
            cwd=directory,  # also how a running server is recognised
            env=java_environment(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BrokerError(f"Kafka could not be started: {error}.", hint=f"Its log is {log}.") from error
    first, _, reason = answer.stdout.strip().partition(" ")
    if not first.isdecimal():
        reason = reason or answer.stderr.strip().rpartition("\n")[2] or "no answer"
        raise BrokerError(f"Kafka could not be started: {reason}.", hint=f"Its log is {log}.")
    return int(first)


def describe(pid: int, ports: Ports) -> Server | None:
    """Give the record of the running process `pid`, a Kafka on `ports`; None when it has already ended."""
    try:
        process = psutil.Process(pid)
        # A program that has just been started has no words yet: on a busy machine for some hundredths of a second.
        while not (command := process.cmdline()):
            time.sleep(_POLL_SECONDS)
        created = process.create_time()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    version = _VERSION.search(" ".join(command))
    return Server(
        pid=pid,
        created=created,
        broker_port=ports.broker,
        controller_port=ports.controller,
        version=version[1] if version else "",
        java=command[0] if command else "",
    )


def end(server: Server, properties: Path, *, timeout: float) -> bool:
    """Ask `server` to end, wait up to `timeout` seconds, then kill it; tell whether it ended by itself."""
    process = _process(server, properties)
    if process is None:
        return True
    try:
        process.terminate()
        return _ended_within(process, timeout) or not _killed(process)
    except psutil.NoSuchProcess:
        return True
    except psutil.AccessDenied as error:
        message = f"Process {server.pid}, the running Kafka, belongs to another user."
        raise BrokerError(message, hint="Stop it as that user.") from error


def _killed(process: psutil.Process) -> bool:
    process.kill()
    if not _ended_within(process, _KILL_SECONDS):
        message = f"Process {process.pid} is still there {_KILL_SECONDS} seconds after it was killed."
        raise BrokerError(message, hint="It waits for its disk; look at the disk.")
    return True


def _ended_within(process: psutil.Process, timeout: float) -> bool:
    """Wait for the end of `process`, which may stay as a zombie where nothing reaps orphans, as in a container."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(_POLL_SECONDS)
    return False


def _process(server: Server, properties: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(server.pid)
        same_start = abs(process.create_time() - server.created) < _SAME_START_SECONDS
        # The command as well: after a restart of the machine both the id and, by the clock's jump, the time may agree.
        if same_start and process.status() != psutil.STATUS_ZOMBIE and _serves(process, process.cmdline(), properties):
            return process
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        pass
    return None


def _serves(process: psutil.Process, command: Sequence[str], properties: Path) -> bool:
    """Tell whether `process`, whose command line is `command`, is a Kafka that serves `properties`."""
    # The keeper's command ends as the server's does.
    if list(command[-2:]) != ["kafka.Kafka", str(properties)] or keeper.__file__ in command:
        return False
    # The path alone could be one inside a container, whose processes its host sees.
    link = Path(f"/proc/{process.pid}/cwd")
    try:
        return (link if link.is_symlink() else Path(process.cwd())).samefile(properties.parent)
    except (OSError, psutil.Error):
        return False
