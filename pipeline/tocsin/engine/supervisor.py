"""One process an agent (or several), started again when they end, until told to stop.

Crash-only agents need someone to start them again; on one machine that is this, in production it is what runs containers.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

import structlog

from tocsin.engine.metrics import RESTARTS

__all__ = ["Member", "Supervisor"]

log = structlog.get_logger()

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds before a process is started again: doubled each time from the first to the longest."""

HEALTHY_PAUSES = 10.0
"""A process that has lived so many times as long as its next pause starts again from the first one: it served in between."""

STOP_SECONDS = 25
"""How long processes have to stop before they are killed; a little more than they give themselves."""

LAST_LINES_SECONDS = 1.0
"""How long the last lines of a process that has ended are waited for: a child of its own may hold its stderr open."""

LINE_LIMIT = 1024 * 1024

COMPLAINT = "tocsin: "
"""How the command line begins the line that tells an error."""


@dataclass(slots=True)
class Member:
    """One supervised process."""

    agent: str
    number: int
    process: asyncio.subprocess.Process | None = None
    restarts: int = 0
    reloading: bool = False
    """Whether it was ended to be started anew with other code."""
    ended: str = ""
    """How it ended the last time: an exit status or a signal."""
    reason: str = ""
    """What it gave as the reason then."""
    complaint: str = ""
    """The last thing it has said went wrong, since it was started."""

    @property
    def name(self) -> str:
        """The agent and which of its processes this is."""
        return f"{self.agent}-{self.number}"

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self.process is not None and self.process.returncode is None


class Supervisor:
    """Keeps the processes of some agents alive.

    `workers` says how many processes each agent (a name or `module:Class`) gets; `environment` is what they get to see.
    `forward` is called with each line a process writes to stderr, `changed` with all members whenever one starts or ends.
    """

    def __init__(
        self,
        workers: Mapping[str, int],
        environment: Mapping[str, str],
        forward: Callable[[Member, str], None],
        changed: Callable[[Sequence[Member]], None] = lambda _: None,
    ) -> None:
        self.members = [Member(agent, number) for agent, count in workers.items() for number in range(count)]
        self._environment = {**os.environ, **environment, "TOCSIN_SUPERVISOR": str(os.getpid())}
        self._forward = forward
        self._changed = changed
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Ask for an orderly end; `run` returns when all processes have ended."""
        self._stop.set()

    def reload(self, agent: str) -> None:
        """End the processes of an agent in good order, and start them anew at once: its code has changed."""
        for member in self.members:
            if member.agent == agent and member.process is not None and member.running:
                member.reloading = True
                with contextlib.suppress(ProcessLookupError):
                    member.process.send_signal(signal.SIGTERM)

    def move(self, environment: Mapping[str, str]) -> None:
        """Start all processes anew with something else in their environment."""
        self._environment |= environment
        for agent in {member.agent for member in self.members}:
            self.reload(agent)

    async def run(self) -> None:
        """Start all processes, and keep them running until `stop`."""
        async with asyncio.TaskGroup() as keepers:
            for member in self.members:
                keepers.create_task(self._keep(member))

    async def _keep(self, member: Member) -> None:
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            started = time.monotonic()
            status = await self._run_once(member)
            member.ended, member.reason = _status(status), member.complaint
            if self._stop.is_set():
                return
            if member.reloading:
                member.reloading, pause = False, FIRST_PAUSE
                log.info("agent_reloaded", agent=member.name)
                continue
            pause = FIRST_PAUSE if time.monotonic() - started > HEALTHY_PAUSES * pause else pause
            member.restarts += 1
            self._changed(self.members)
            log.error(
                "agent_down", agent=member.name, status=member.ended, reason=member.reason, restart_in_seconds=pause
            )
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _run_once(self, member: Member) -> int:
        async with self._listening(member) as stderr:
            process = await self._start(member, stderr)
            stderr.close()
            return await self._wait_for(process)

    async def _start(self, member: Member, stderr: IO[bytes]) -> asyncio.subprocess.Process:
        member.complaint = ""
        member.process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tocsin", "run", member.agent, "--instance", str(member.number)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=stderr,
            env=self._environment | {RESTARTS: str(member.restarts)},
            # Ctrl-C is for the supervisor, which stops its processes in its own way.
            start_new_session=True,
        )
        self._changed(self.members)
        return member.process

    async def _wait_for(self, process: asyncio.subprocess.Process) -> int:
        ended = asyncio.create_task(process.wait())
        stopping = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if not ended.done():
                await self._end(process)
            return await ended
        finally:
            stopping.cancel()
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()

    @contextlib.asynccontextmanager
    async def _listening(self, member: Member) -> AsyncIterator[IO[bytes]]:
        # A pipe of our own: asyncio's would have a process that ended wait for whoever else holds its stderr.
        read_end, write_end = os.pipe()
        with os.fdopen(write_end, "wb") as stderr:
            stream = asyncio.StreamReader(LINE_LIMIT)
            transport, _ = await asyncio.get_running_loop().connect_read_pipe(
                lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(read_end, "rb", buffering=0)
            )
            reading = asyncio.create_task(self._read_lines(member, stream))
            try:
                yield stderr
                await asyncio.wait({reading}, timeout=LAST_LINES_SECONDS)
            finally:
                reading.cancel()
                transport.close()

    async def _read_lines(self, member: Member, stream: asyncio.StreamReader) -> None:
        while True:
            try:
                line = await stream.readline()
            except ValueError:  # a line longer than the limit: its rest comes as the next
                continue
            if not line:
                return
            text = line.decode("utf-8", "replace").rstrip("\n")
            member.complaint = _complaint(text) or member.complaint
            self._forward(member, text)


def _complaint(line: str) -> str:
    """Give what a line says went wrong: what the command line prints of an error, or a logged one; else nothing."""
    if line.startswith(COMPLAINT):
        return line.removeprefix(COMPLAINT)
    if not line.startswith("{"):
        return ""
    with contextlib.suppress(ValueError, RecursionError):
        logged = json.loads(line)
        if logged.get("level") in {"error", "critical"}:
            return str(logged.get("reason") or logged.get("error") or logged.get("event", ""))
    return ""


def _status(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit {code}"
