"""One agent, running on Kafka: a source of batches, an owner for each partition, and a watchdog.

The design is crash-only. What Kafka may recover from is tried again, with back-off, from the committed offset; any other
doubt ends the process, and whoever supervises it starts it again. Nothing is lost by that: outputs, state and offset are one
commit.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog
from aiokafka.errors import KafkaError, ProducerFenced

from tocsin.access.checking import refusal
from tocsin.access.refusals import failure, forbidden
from tocsin.access.rights import agent_rights
from tocsin.engine.emission import Limits
from tocsin.engine.footprint import memory_limit, overgrown, resident
from tocsin.engine.health import Health
from tocsin.engine.lag import Lags
from tocsin.engine.messages import Incoming
from tocsin.engine.metrics import EngineMetrics
from tocsin.engine.owner import Owner
from tocsin.engine.patience import is_supervised, supervisor_is_gone, until_reachable
from tocsin.engine.probe import Probe
from tocsin.engine.processing import Processing
from tocsin.engine.source import Membership, Source
from tocsin.engine.watchdog import StalledError, Watchdog
from tocsin.errors import AccessError, TocsinError
from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings

__all__ = ["Service"]

log = structlog.get_logger()

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
"""Seconds between attempts while Kafka cannot be reached: doubled from the first to the longest."""

STOP_SECONDS = 20
"""An orderly stop that takes longer is cut short: Faust's may hang, and cannot be cancelled."""

CLOSE_SECONDS = 5
WATCH_SECONDS = 1.0
PROBE_SECONDS = 5.0


class Service:
    """An agent's process. `run` returns after SIGTERM or SIGINT, and raises when it cannot go on.

    After it has raised nothing is tidied up, and threads may be stuck: the process is to end at once.
    """

    def __init__(
        self, agent: AnyAgent, wiring: Wiring, settings: Settings, bootstrap: str, *, instance: str | None = None
    ) -> None:
        self.spec = agent.spec
        self.metrics = EngineMetrics(agent.spec.name, agent.spec.version, agent.metrics.registry)
        self.health = Health(settings.stall_seconds)
        self._settings = settings
        self._bootstrap = bootstrap
        self._processing = Processing(agent, wiring.inputs(agent.spec), limits=_limits(settings))
        self._partitions = wiring.partitions(agent.spec)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=agent.spec.name)
        self._owners: dict[int, Owner] = {}
        self._locks: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._source: Source | None = None
        self._instance = instance
        self._rights = agent_rights(agent.spec, wiring, settings)
        self._watchdog = Watchdog(settings.stall_seconds)
        self._lags = Lags(settings.prefix)
        self._memory_limit = memory_limit(settings)
        self._leaving: TocsinError | None = None
        self._stop = asyncio.Event()
        self._doubt: BaseException | None = None

    def stop(self) -> None:
        """Ask for an orderly end: `run` returns when the batch in hand is committed."""
        self._stop.set()

    async def run(self) -> None:
        """Serve until told to stop."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stop)
        await loop.run_in_executor(self._executor, self._processing.open)
        if is_supervised():
            self.health.waits("Kafka cannot be reached.")
            await until_reachable(self._bootstrap, lambda: self._stop.is_set() or supervisor_is_gone())
            if self._stop.is_set():
                return
        self.health.waits("The agent is joining its group.")
        with tempfile.TemporaryDirectory(prefix="tocsin-") as scratch:
            self._source = self._new_source(Path(scratch))
            self._source.deliver(self._handle, self._release)
            await self._watch(self._source, asyncio.create_task(self._start(self._source)))
            if self._doubt is not None:
                raise self._doubt
            await self._shut_down(self._source)
            if self._leaving is not None:
                raise self._leaving

    def _new_source(self, scratch: Path) -> Source:
        group = self._settings.topic(self.spec.name)
        membership = Membership(
            group=group,
            topics={self._settings.topic(name): name for name in self.spec.inputs},
            partitions=self._partitions,
            instance_id=f"{group}-{self._instance}" if self._instance else None,
            max_batch=self.spec.batch,
            max_fetch_bytes=self._settings.max_record_bytes + 64 * 1024,
        )
        return Source(membership, self._settings.kafka_options(self._bootstrap), scratch)

    async def _start(self, source: Source) -> None:
        try:
            await source.start()
        except (KafkaError, OSError) as error:
            raise await failure(self._settings, self._bootstrap, error) from error
        self.health.waits("")
        log.info("agent_started", consumes=self.spec.inputs, version=self.spec.version)

    async def _watch(self, source: Source, starting: asyncio.Task[None]) -> None:
        looking = asyncio.create_task(self._look_for_stalls(source, starting))
        try:
            while not self._stop.is_set() and self._doubt is None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), WATCH_SECONDS)
                if supervisor_is_gone():
                    log.warning("supervisor_gone")
                    return
                self._doubt = self._doubt or source.crashed or _error_of(looking) or _error_of(starting)
                self._look_at_process(source)
        finally:
            looking.cancel()
            starting.cancel()
            await asyncio.gather(looking, starting, return_exceptions=True)

    def _look_at_process(self, source: Source) -> None:
        """Take the process's measure, and have it stop in good order when it holds too much."""
        self.health.beat(rebalancing=source.rebalancing)
        held = resident()
        self._leaving = overgrown(self.spec.name, held, self._memory_limit)
        if self._leaving is not None:
            log.error("agent_overgrown", reason=self._leaving.message)
            self.stop()
        self.metrics.process(memory=held, limit=self._memory_limit, ready=self.health.ready().good)

    async def _look_for_stalls(self, source: Source, starting: asyncio.Task[None]) -> None:
        while True:
            try:
                async with Probe(self._settings, self._bootstrap) as probe:
                    while True:
                        await asyncio.sleep(PROBE_SECONDS)
                        missing = await probe.missing(self._rights)
                        if missing:
                            self._doubt = self._doubt or refusal(self._settings, missing, self.spec.name)
                        elif starting.done():
                            self._doubt = self._doubt or await self._stall(source, probe)
                        self.health.kafka(answers=True)
            except (KafkaError, OSError, TimeoutError) as error:
                # Without Kafka nobody makes progress; what comes back is looked at again, but a refusal stands.
                self.health.kafka(answers=False)
                found = await failure(self._settings, self._bootstrap, error)
                if isinstance(found, AccessError):
                    self._doubt = self._doubt or found
                await asyncio.sleep(PROBE_SECONDS)

    async def _stall(self, source: Source, probe: Probe) -> StalledError | None:
        standings = await probe.standings(self._settings.topic(self.spec.name), source.partitions())
        for standing in self._watchdog.overdue(standings, time.monotonic()):
            if await probe.is_behind(standing):
                return self._watchdog.stalled(standing)
            self._watchdog.excuse(standing)
        self.metrics.lags(await self._lags.of(standings, probe))
        return self._watchdog.doubt_rebalance(rebalancing=source.rebalancing, now=time.monotonic())

    async def _shut_down(self, source: Source) -> None:
        timer = threading.Timer(STOP_SECONDS, _cut_short)
        timer.daemon = True
        timer.start()
        self.health.waits("The agent is being stopped.")
        await source.stop()
        for partition in list(self._owners):
            await self._drop(partition)
        await asyncio.get_running_loop().run_in_executor(self._executor, self._processing.close)
        log.info("agent_stopped")
        timer.cancel()

    async def _handle(self, topic: str, partition: int, batch: Sequence[Incoming]) -> None:
        """Process a batch, whatever it takes, as long as the partition is ours. Never raises but for cancellation.

        After a doubt, or when told to stop, nothing more is begun: a later batch that was committed would pass over one
        that was not.
        """
        async with self._locks[partition]:
            pause = FIRST_PAUSE
            while self._doubt is None and not self._stop.is_set() and self._owns(topic, partition):
                if await self._attempt(topic, partition, batch):
                    return
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _attempt(self, topic: str, partition: int, batch: Sequence[Incoming]) -> bool:
        try:
            owner = await self._owner(partition)
            with self.health.working():
                done = await owner.process(topic, batch, self._progress)
        except asyncio.CancelledError:
            # The process is ending in mid-batch: whoever has the partition next will do this batch.
            await self._drop(partition)
            raise
        except ProducerFenced:
            log.info("fenced", topic=topic, partition=partition)
        except (KafkaError, OSError, TimeoutError) as error:
            # What is forbidden stays so: the process ends with the reason, and whoever supervises it tries again later.
            self._doubt = forbidden(error, self._settings)
            log.warning("batch_failed", topic=topic, partition=partition, error=repr(error))
        except TocsinError as error:
            self._doubt = error
        except Exception as error:
            log.exception("agent_in_doubt", topic=topic, partition=partition)
            self._doubt = error
        else:
            for letter in done.failed:
                log.warning(
                    "record_failed",
                    topic=letter.topic,
                    offset=letter.offset,
                    error=f"{letter.error}: {letter.message}",
                    raised=letter.raised,
                )
            return True
        await self._drop(partition)
        return False

    async def _owner(self, partition: int) -> Owner:
        if partition not in self._owners:
            owner = Owner(self._processing, partition, self._settings, self._bootstrap, self._executor, self.metrics)
            self._owners[partition] = owner
            await owner.take_over()
        return self._owners[partition]

    def _progress(self) -> None:
        self._watchdog.progress()
        self.health.progress()

    async def _drop(self, partition: int) -> None:
        owner = self._owners.pop(partition, None)
        if owner is not None:
            with contextlib.suppress(KafkaError, OSError, TimeoutError):
                await asyncio.wait_for(owner.close(), CLOSE_SECONDS)

    async def _release(self, ours: set[int]) -> None:
        """Let go of the partitions that the group has given to others."""
        for partition in set(self._owners) - ours:
            await self._drop(partition)
        for owner in self._owners.values():
            owner.expect_jump()

    def _owns(self, topic: str, partition: int) -> bool:
        return self._source is not None and self._source.owns(topic, partition)


def _error_of(task: asyncio.Task[None]) -> BaseException | None:
    return task.exception() if task.done() and not task.cancelled() else None


def _cut_short() -> None:
    """End the process at once, whatever still runs: nothing that is not committed counts."""
    log.warning("stop_cut_short", after_seconds=STOP_SECONDS)
    os._exit(1)


def _limits(settings: Settings) -> Limits:
    return Limits(
        record_bytes=settings.max_record_bytes,
        emitted=settings.max_emitted,
        emitted_bytes=settings.max_emitted_bytes,
    )
