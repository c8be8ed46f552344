"""The owner of a partition: its transactional producer, its state, and how far it has got.

A batch is one transaction: the outputs, the state changes and the offset commit together or not at all. The producer's
transactional id belongs to the partition, so a new owner, by starting its producer, ends whatever an old one left open and
shuts it out; only then does it read the committed offset and the state. Two owners that both believe in themselves take turns
being shut out, and neither can commit what the other has done.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from tocsin.engine.breaker import TRIAL, Breaker, note, noted
from tocsin.engine.changelog import changelog_topic
from tocsin.engine.messages import Incoming, Outgoing
from tocsin.engine.metrics import EngineMetrics
from tocsin.engine.probe import committed_offsets
from tocsin.engine.processing import Processed, Processing
from tocsin.engine.restore import restore
from tocsin.engine.tail import first_from, newest
from tocsin.errors import TocsinError
from tocsin.plugins.state import State
from tocsin.settings import Settings

__all__ = ["Owner"]

log = structlog.get_logger()

TRANSACTION_TIMEOUT_MS = 30_000
"""A transaction left open by a process that died is aborted by Kafka after this, if no new owner does it sooner."""

REQUEST_TIMEOUT_MS = 15_000

KAFKA_SECONDS = 30
"""How long taking over or committing may take. A producer that has been fenced may wait for ever for an answer."""


class SkippedError(TocsinError):
    """The consumer has passed over records that nobody has processed: the process ends, and reads them."""


class StartedAnewError(TocsinError):
    """A topic begins anew, or its group was set back: the process ends, and begins where Kafka says."""


class Owner:
    """What serves partition number `partition` of an agent's input topics, over all of them.

    Before the first batch comes `take_over`. Any exception, TimeoutError among them, leaves it unusable: close it and make
    another, which finds out whether the transaction in hand was committed.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that one agent's process shares between its partitions
        self,
        processing: Processing,
        partition: int,
        settings: Settings,
        bootstrap: str,
        executor: Executor,
        metrics: EngineMetrics,
    ) -> None:
        self.processing = processing
        self.partition = partition
        self.group = settings.topic(processing.spec.name)
        self._settings = settings
        self._bootstrap = bootstrap
        self._executor = executor
        self._metrics = metrics
        self._state: State | None = None
        self._next: dict[str, int] = {}
        self._followed: set[str] = set()
        """Topics on which the consumer is known to go on where processing stands."""
        self._breaker = Breaker(processing.spec.name, settings.breaker_failures)
        self._excess: dict[str, int] = {}
        self._producer = AIOKafkaProducer(
            **settings.kafka_options(bootstrap),
            transactional_id=f"{self.group}-{partition}",
            transaction_timeout_ms=TRANSACTION_TIMEOUT_MS,
            request_timeout_ms=REQUEST_TIMEOUT_MS,
            acks="all",
            linger_ms=0,
            max_request_size=settings.max_record_bytes + 64 * 1024,  # the record and its headers
        )

    async def take_over(self) -> None:
        """Shut out any earlier owner, then learn how far it got and what it remembered."""
        async with asyncio.timeout(KAFKA_SECONDS):
            await self._producer.start()
            committed = await self._committed()
        self._next = {topic: each.offset for topic, each in committed.items()}
        self._excess = {topic: noted(each.metadata) for topic, each in committed.items()}
        self._state = await self._in_thread(self.processing.new_state)
        if self._state is not None:
            topic = self._settings.topic(changelog_topic(self.processing.spec.name))
            started = time.monotonic()
            count = await restore(
                self._state, topic, self.partition, self._settings.kafka_options(self._bootstrap), self._in_thread
            )
            self._metrics.restored(count, time.monotonic() - started)
            log.info("state_restored", partition=self.partition, records=count)

    async def process(self, topic: str, messages: Sequence[Incoming], progress: Callable[[], None]) -> Processed:
        """Process a batch of one topic and commit all that follows from it; what was committed before is passed over.

        Raises AgentFailingError, with nothing committed, when it is the agent that is broken and not some records.
        """
        start = self._next.get(topic, 0)
        fresh = [message for message in messages if message.offset >= start]
        if len(fresh) < len(messages):
            await self._check_position(topic, start)
        if not fresh:
            return Processed()
        if topic not in self._followed:
            await self._check_continuity(topic, start, fresh[0].offset)
            self._followed.add(topic)
        done: Processed = await self._in_thread(self.processing.run, fresh, self._state, progress)
        following = fresh[-1].offset + 1
        excess = self._breaker.after(self._excess.get(topic, 0), done)
        if self._breaker.reached(excess):
            if not await self._works_on(topic, fresh[0].offset):
                raise self._breaker.stop(excess, done)
            excess = 0
        started = time.monotonic()
        timestamps = await self._commit_in_time(topic, OffsetAndMetadata(following, note(excess)), done)
        self._next[topic], self._excess[topic] = following, excess
        self._metrics.committed(fresh, done, timestamps, time.monotonic() - started)
        return done

    def expect_jump(self) -> None:
        """Note that the group was rebalanced: consumers are set back then, and what comes next may be too far on."""
        self._followed.clear()

    async def close(self) -> None:
        """Let go of the producer; an open transaction is aborted."""
        await self._producer.stop()

    async def _check_continuity(self, topic: str, start: int, first: int) -> None:
        """Look whether anything lies between where processing stands and the first record that has come.

        Not in every gap: the end of each transaction leaves one. Faust may hand on what it had fetched before a rebalance, when
        it has been set back to an earlier offset; the records in between would then be passed over.
        """
        if first <= start:
            return
        tp = TopicPartition(self._settings.topic(topic), self.partition)
        async with asyncio.timeout(KAFKA_SECONDS):
            expected = await first_from(tp, start, first, self._settings.kafka_options(self._bootstrap))
        if expected < first:
            raise SkippedError(
                f"{tp.topic}[{tp.partition}] goes on at {expected:,}, but {first:,} came from the consumer."
            )

    async def _check_position(self, topic: str, start: int) -> None:
        """Look whether what comes a second time is known to Kafka as done. It is not when the topic was made anew."""
        async with asyncio.timeout(KAFKA_SECONDS):
            committed = (await self._committed())[topic].offset
        if committed < start:
            name = f"{self._settings.topic(topic)}[{self.partition}]"
            raise StartedAnewError(
                f"{name} was processed up to {start:,}, and is now to be read from {committed:,}.",
                hint="Was the topic deleted and made anew, or the group's offsets set back? The agent begins there.",
            )

    async def _works_on(self, topic: str, start: int) -> bool:
        """Try the agent on the newest records of a topic, from an offset on."""
        tp = TopicPartition(self._settings.topic(topic), self.partition)
        async with asyncio.timeout(KAFKA_SECONDS):
            messages = await newest(tp, topic, start, TRIAL, self._settings.kafka_options(self._bootstrap))
        return self._breaker.passes(await self._in_thread(self.processing.try_out, messages, self._state))

    async def _commit_in_time(self, topic: str, position: OffsetAndMetadata, done: Processed) -> list[int]:
        try:
            async with asyncio.timeout(KAFKA_SECONDS):
                return await self._commit(topic, position, done)
        except BaseException:
            self._metrics.aborted()
            raise

    async def _commit(self, topic: str, position: OffsetAndMetadata, done: Processed) -> list[int]:
        """Commit a batch; give when each output was written, in milliseconds since 1970."""
        await self._producer.begin_transaction()
        pending: list[asyncio.Future[Any]] = []
        try:
            for message in done.outputs:
                pending.append(await self._send(message))  # noqa: PERF401 - those sent before a failure must be known
            changelog = self._settings.topic(changelog_topic(self.processing.spec.name))
            for key, value in done.changes:
                pending.append(await self._producer.send(changelog, value=value, key=key, partition=self.partition))
            offsets = {TopicPartition(self._settings.topic(topic), self.partition): position}
            await self._producer.send_offsets_to_transaction(offsets, self.group)
            written = await asyncio.gather(*pending)
            await self._producer.commit_transaction()
            return [metadata.timestamp for metadata in written[: len(done.outputs)]]
        except BaseException:
            for future in pending:
                future.add_done_callback(_retrieve)
            raise

    async def _send(self, message: Outgoing) -> asyncio.Future[Any]:
        topic, headers = self._settings.topic(message.topic), list(message.headers)
        sent: asyncio.Future[Any] = await self._producer.send(
            topic, value=message.value, key=message.key, headers=headers
        )
        return sent

    async def _committed(self) -> dict[str, OffsetAndMetadata]:
        inputs = {TopicPartition(self._settings.topic(n), self.partition): n for n in self.processing.spec.inputs}
        admin = AIOKafkaAdminClient(
            **self._settings.kafka_options(self._bootstrap), request_timeout_ms=REQUEST_TIMEOUT_MS
        )
        try:
            await admin.start()
            offsets = await committed_offsets(admin, self.group, list(inputs))
        finally:
            await admin.close()
        return {inputs[tp]: offset for tp, offset in offsets.items()}

    async def _in_thread(self, call: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - as `call` gives
        # The one thread of the agent: reading text must not hold up heartbeats, and an agent is never run twice at once.
        return await asyncio.get_running_loop().run_in_executor(self._executor, call, *arguments)


def _retrieve(future: asyncio.Future[Any]) -> None:
    # The first failure of a transaction has been raised; the others say the same.
    if not future.cancelled():
        future.exception()
