"""Who runs on this machine: one small file for each process, which says what it is and where it answers.

Each process holds a lock on its file. A file without one is of a process that was killed, and could not remove it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TypeVar

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from tocsin.engine.supervisor import Member
from tocsin.settings import Settings

__all__ = ["MemberEntry", "ProcessEntry", "Roster", "SupervisorEntry"]

log = structlog.get_logger()

FOLDER = "running"
"""Under the state directory."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True)

    pid: int
    prefix: str


class ProcessEntry(_Entry):
    """A process that runs one agent. `member` is its name among several, `address` where it answers, or empty."""

    agent: str
    version: str
    member: str
    address: str


class MemberEntry(BaseModel):
    """One process that a supervisor keeps: how often it was started again, how it last ended and what it said then."""

    model_config = ConfigDict(frozen=True)

    agent: str
    """As it was named to the supervisor: an installed agent, or `module:Class`."""
    number: int
    pid: int | None
    """None while it waits to be started again."""
    restarts: int
    ended: str = ""
    reason: str = ""


class SupervisorEntry(_Entry):
    """A supervisor with its processes."""

    members: tuple[MemberEntry, ...]


Found = TypeVar("Found", bound=_Entry)


class Roster:
    """The files of the processes under one prefix; a process enters itself once, as one thing."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.state_dir / FOLDER
        self._prefix = settings.prefix
        self._held: list[IO[bytes]] = []

    @contextlib.contextmanager
    def entered(self, *, agent: str, version: str, member: str, address: str) -> Iterator[None]:
        """Have this process listed as one that runs an agent, as long as the context lasts."""
        entry = ProcessEntry(
            pid=os.getpid(), prefix=self._prefix, agent=agent, version=version, member=member, address=address
        )
        self._write("agent", entry)
        try:
            yield
        finally:
            self._leave("agent")

    @contextlib.contextmanager
    def supervising(self) -> Iterator[None]:
        """Have this process listed as a supervisor, as long as the context lasts."""
        self.members(())
        try:
            yield
        finally:
            self._leave("supervisor")

    def members(self, members: Sequence[Member]) -> None:
        """Say how the processes of this supervisor are."""
        entries = tuple(_entry(member) for member in members)
        self._write("supervisor", SupervisorEntry(pid=os.getpid(), prefix=self._prefix, members=entries))

    def processes(self) -> list[ProcessEntry]:
        """Give the processes that run an agent now, in the order of their agents' names."""
        return sorted(self._read("agent", ProcessEntry), key=lambda entry: (entry.agent, entry.member, entry.pid))

    def supervisors(self) -> list[SupervisorEntry]:
        """Give the supervisors that run now."""
        return list(self._read("supervisor", SupervisorEntry))

    def _read(self, kind: str, model: type[Found]) -> Iterator[Found]:
        for path in sorted(self._folder.glob(f"{kind}-*.json")):
            try:
                with path.open("rb") as file:
                    if _is_held(file):
                        entry = model.model_validate_json(file.read())
                    else:
                        _remove(path, file)
                        continue
            except (OSError, ValidationError):  # just removed, or of another version
                continue
            if entry.prefix == self._prefix:
                yield entry

    def _path(self, kind: str) -> Path:
        return self._folder / f"{kind}-{os.getpid()}.json"

    def _write(self, kind: str, entry: BaseModel) -> None:
        path = self._path(kind)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            file = part.open("wb")
            file.write(entry.model_dump_json().encode())
            file.flush()
            fcntl.flock(file, fcntl.LOCK_EX)
            part.replace(path)
        except OSError as error:
            # An agent does its work all the same; only `tocsin top` does not find it.
            log.warning("roster_not_written", folder=str(self._folder), error=error.strerror)
            return
        # The file before is let go of one later: somebody may just have opened it.
        for before in self._held[:-1]:
            before.close()
        self._held = [*self._held[-1:], file]

    def _leave(self, kind: str) -> None:
        with contextlib.suppress(OSError):
            self._path(kind).unlink(missing_ok=True)
        for file in self._held:
            file.close()
        self._held = []


def _entry(member: Member) -> MemberEntry:
    return MemberEntry(
        agent=member.agent,
        number=member.number,
        pid=member.process.pid if member.process is not None and member.running else None,
        restarts=member.restarts,
        ended=member.ended,
        reason=member.reason,
    )


def _is_held(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def _remove(path: Path, file: IO[bytes]) -> None:
    if path.stat().st_ino == os.fstat(file.fileno()).st_ino:
        path.unlink()
