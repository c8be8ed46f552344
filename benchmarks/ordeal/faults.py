"""Applying faults: each waits until it can really be applied, lasts as long as it is to, and is taken back."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import subprocess
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import psutil

from benchmarks.ordeal.plan import Fault
from benchmarks.ordeal.recreation import Recreation, recreate, settle
from benchmarks.ordeal.stage import Stage

__all__ = ["Applied", "Faults"]

PATIENCE_SECONDS = 120
"""How long a fault waits for what it is to hit, such as a process that is just being started again."""

GROWN_SECONDS = 4.0
"""A process younger than this is still loading, and not worth a fault; after half of it, it is taken all the same."""

FILLED_FROM_BYTES = 400_000_000
FILLED_AT_ONCE_BYTES = 10_000_000
FILLED_BYTES_PER_SECOND = 50_000_000
"""How Kafka's disk fills: from so much room, in such steps, as fast as this."""

JOIN_SECONDS = 180
MOST_MEMBERS = 4
POLL_SECONDS = 0.1


@dataclass(slots=True)
class Applied:
    """What became of a fault: when it began, in seconds from the start (None: never), and what it hit."""

    fault: Fault
    began: float | None = None
    ended: float | None = None
    note: str = ""


class Faults:
    """Applies a schedule to a stage. `writers` maps a topic that may be re-created to the agent that writes it."""

    def __init__(
        self, stage: Stage, faults: Sequence[Fault], writers: dict[str, str], report: Callable[[str], None]
    ) -> None:
        self.results = [Applied(fault) for fault in faults]
        self.recreations: list[Recreation] = []
        self._stage = stage
        self._writers = writers
        self._report = report
        self._started = 0.0
        self._disk, self._topics = asyncio.Lock(), asyncio.Lock()
        self._settling: list[asyncio.Task[None]] = []

    async def run(self) -> None:
        """Apply all faults, each at its time from now on, and take all of them back."""
        self._started = time.monotonic()
        await asyncio.gather(*(self._apply(result) for result in self.results))

    async def finish(self) -> None:
        """Stop looking for what re-created topics still wait for: nothing more will come."""
        for task in self._settling:
            task.cancel()
        await asyncio.gather(*self._settling, return_exceptions=True)

    async def _apply(self, result: Applied) -> None:
        fault = result.fault
        await asyncio.sleep(max(0.0, self._started + fault.at - time.monotonic()))
        method: Callable[[Applied], Awaitable[None]] = getattr(self, f"_{fault.kind.replace('-', '_')}")
        try:
            while not await self._hits(method, result):
                pass
        except (TimeoutError, psutil.Error, OSError) as error:
            result.note += f" {type(error).__name__}: {error}"
        result.ended = time.monotonic() - self._started
        self._report(f"fault {fault} -> {result.note.strip() or 'done'}{'' if result.began else ' NOT APPLIED'}")

    async def _hits(self, method: Callable[[Applied], Awaitable[None]], result: Applied) -> bool:
        """Apply a fault; False when what it was to hit ended just before, so that it has to look for another."""
        try:
            await method(result)
        except (psutil.NoSuchProcess, ProcessLookupError):
            if result.began is None:
                return False
            raise
        return True

    def _began(self, result: Applied, note: str) -> None:
        result.began = result.began or time.monotonic() - self._started
        result.note += note

    async def _victim(self, name: str) -> psutil.Process:
        """Wait for a process of an agent that has had time to load."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            grown = GROWN_SECONDS if time.monotonic() < deadline - PATIENCE_SECONDS / 2 else 0.0
            for process in self._stage.supervised(name):
                with contextlib.suppress(psutil.Error):
                    alive = process.status() not in {psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE}
                    if alive and time.time() - process.create_time() > grown:
                        return process
            await asyncio.sleep(POLL_SECONDS)
        raise TimeoutError(f"no process of {name} for {PATIENCE_SECONDS} s")

    async def _broker(self) -> int:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            status = await asyncio.to_thread(self._stage.broker.status)
            if status.pid is not None:
                return status.pid
            await asyncio.sleep(POLL_SECONDS)
        raise TimeoutError(f"no broker for {PATIENCE_SECONDS} s")

    async def _kill_agent(self, result: Applied) -> None:
        await self._signal_agent(result, signal.SIGKILL)

    async def _stop_agent(self, result: Applied) -> None:
        await self._signal_agent(result, signal.SIGTERM)

    async def _signal_agent(self, result: Applied, number: signal.Signals) -> None:
        victim = await self._victim(result.fault.target)
        victim.send_signal(number)
        self._began(result, f"process {victim.pid}")

    async def _add_worker(self, result: Applied) -> None:
        worker = await self._worker(result)
        await asyncio.sleep(result.fault.seconds)
        number = signal.SIGKILL if result.fault.number % 2 else signal.SIGTERM
        if worker.poll() is None:
            worker.send_signal(number)
            self._began(result, f", {number.name} in the end")

    async def _worker(self, result: Applied) -> subprocess.Popen[bytes]:
        name = result.fault.target
        deadline = time.monotonic() + JOIN_SECONDS
        while len(self._stage.agents(name)) >= MOST_MEMBERS:  # noqa: ASYNC110 - no event tells of another's end
            await asyncio.sleep(POLL_SECONDS)
        path, worker = self._stage.add_worker(name)
        while b"agent_started" not in path.read_bytes():
            if time.monotonic() > deadline:
                raise TimeoutError(f"worker {worker.pid} did not start: {path.read_text()[-300:]}")
            if worker.poll() is not None:  # Kafka is away just now
                path, worker = self._stage.add_worker(name)
            await asyncio.sleep(POLL_SECONDS)
        self._began(result, f"process {worker.pid} more")
        return worker

    async def _zombie(self, result: Applied) -> None:
        """Have another member take over from one that sleeps, and wake that one up: it must not be heard."""
        worker = await self._worker(result)
        try:
            await self._sleep_agent(result)
            await asyncio.sleep(5)
        finally:
            if worker.poll() is None:
                worker.terminate()

    async def _sleep_agent(self, result: Applied) -> None:
        victim = await self._victim(result.fault.target)
        victim.suspend()
        self._began(result, f" process {victim.pid} asleep")
        await asyncio.sleep(result.fault.seconds)
        victim.resume()

    async def _slow_agent(self, result: Applied) -> None:
        """Let a process run for a tenth of the time."""
        victim = await self._victim(result.fault.target)
        self._began(result, f"process {victim.pid}")
        until = time.monotonic() + result.fault.seconds
        while time.monotonic() < until:
            victim.suspend()
            await asyncio.sleep(0.45)
            victim.resume()
            await asyncio.sleep(0.05)

    async def _kill_supervisor(self, result: Applied) -> None:
        await self._signal_supervisor(result, signal.SIGKILL)

    async def _stop_supervisor(self, result: Applied) -> None:
        await self._signal_supervisor(result, signal.SIGTERM)

    async def _signal_supervisor(self, result: Applied, number: signal.Signals) -> None:
        await self._victim(next(iter(self._stage.names)))  # it has come as far as to have processes
        up = self._stage.up
        if up is not None and up.poll() is None:
            up.send_signal(number)
            self._began(result, f"process {up.pid}")

    async def _kill_broker(self, result: Applied) -> None:
        await self._signal_broker(result, signal.SIGKILL)

    async def _stop_broker(self, result: Applied) -> None:
        await self._signal_broker(result, signal.SIGTERM)

    async def _signal_broker(self, result: Applied, number: signal.Signals) -> None:
        pid = await self._broker()
        os.kill(pid, number)
        self._began(result, f"process {pid}")

    async def _sleep_broker(self, result: Applied) -> None:
        pid = await self._broker()
        os.kill(pid, signal.SIGSTOP)
        self._began(result, f"process {pid}")
        await asyncio.sleep(result.fault.seconds)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

    async def _fill_broker_disk(self, result: Applied) -> None:
        """Fill Kafka's disk as fast as a program that has run wild, to the last byte."""
        async with self._disk:
            await self._broker()
            disk = self._stage.broker_disk
            try:
                for left in range(FILLED_FROM_BYTES, 0, -FILLED_AT_ONCE_BYTES):
                    disk.leave(left)
                    await asyncio.sleep(FILLED_AT_ONCE_BYTES / FILLED_BYTES_PER_SECOND)
                if not disk.fill() or not _is_full(disk.path / "probe"):
                    result.note += "the disk could not be filled"
                    return
                self._began(result, "full")
                await asyncio.sleep(result.fault.seconds)
            finally:
                disk.free()

    async def _fill_agent_disk(self, result: Applied) -> None:
        """Fill the disk that agents write to, and have one start on it."""
        async with self._disk:
            victim = await self._victim(result.fault.target)
            disk = self._stage.agent_disk
            if not disk.fill() or not _is_full(disk.path / "probe"):
                result.note += "the disk could not be filled"
                return
            try:
                victim.kill()
                self._began(result, f"process {victim.pid} killed")
                await asyncio.sleep(result.fault.seconds)
            finally:
                disk.free()

    async def _jump_clock(self, result: Applied) -> None:
        name = result.fault.target
        await self._victim(name)
        self._stage.set_clock(name, result.fault.shift)
        self._began(result, "set")
        await asyncio.sleep(result.fault.seconds)
        self._stage.set_clock(name, 0.0)

    async def _drop_connections(self, result: Applied) -> None:
        await self._broker()
        self._stage.front.send_signal(signal.SIGUSR1)
        self._began(result, "dropped")

    async def _recreate_topic(self, result: Applied) -> None:
        topic = result.fault.target
        stage = self._stage
        async with self._topics:
            made = await recreate(
                stage.bootstrap, stage.topic(topic), stage.topic(self._writers[topic]), stage.client_environment()
            )
            self.recreations.append(made)
            self._began(result, f"{sum(map(len, made.lines.values())):,} records were on it")
            self._settling.append(asyncio.create_task(settle(stage.bootstrap, made)))


def _is_full(path: os.PathLike[str]) -> bool:
    """Say whether not even a little can be written any more."""
    try:
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123 - unbuffered, in one line
            file.writelines(bytes(4096) for _ in range(64))
    except OSError as error:
        return error.errno == errno.ENOSPC
    finally:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108
    return False
