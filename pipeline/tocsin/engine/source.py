"""The Faust side: what consumes and assigns partitions.

One actor reads all partitions, and hands over what it took, each partition's share by itself. Faust can also run an actor
a partition, but starts those of lost partitions again, and ends the process when a member loses three at once.

Faust never commits here and never produces: offsets travel in the transaction that carries the outputs (see `owner`). Its
consumer is made by us, so that it reads committed records only and speaks TLS and SASL as every other client does. This is
the one module that imports Faust.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import aiokafka
import faust
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.structs import TopicPartition
from faust.transport.drivers import aiokafka as driver

from tocsin.engine.messages import Incoming

__all__ = ["Membership", "Source"]

SESSION_TIMEOUT = 10.0
"""Seconds without a heartbeat after which a member's partitions are given to others."""

REBALANCE_TIMEOUT = 30.0
"""Seconds a member has to finish its batch before a rebalance goes on without it."""

LINGER = 0.02
"""Seconds to wait for a batch to fill."""

MAX_BUFFERED = 512
"""Messages fetched ahead for each stream."""

Handle = Callable[[str, int, Sequence[Incoming]], Awaitable[None]]
"""Called with topic (without prefix), partition and a batch; must not raise."""

Release = Callable[[set[int]], Awaitable[None]]
"""Called when the group has given out its partitions, with the numbers of those that are ours."""


@dataclass(frozen=True, slots=True)
class Membership:
    """How an agent takes part in its consumer group.

    `topics` maps each topic's name on the broker to its name without prefix; each of them has so many `partitions`.
    `instance_id` makes a static member: a process that is killed and started again under the same id gets its partitions
    back without a rebalance; two live ones end each other.
    """

    group: str
    topics: Mapping[str, str]
    partitions: int
    instance_id: str | None
    max_batch: int
    max_fetch_bytes: int


class _ConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's consumer thread, with a consumer of our making."""

    def _create_worker_consumer(self, transport: Any) -> aiokafka.AIOKafkaConsumer:  # noqa: ANN401
        del transport
        return aiokafka.AIOKafkaConsumer(**cast(_App, self.app).tocsin_consumer_options)


class _Consumer(driver.Consumer):
    """Faust's consumer, which keeps its books and commits nothing."""

    def _new_consumer_thread(self) -> _ConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def _commit(self, offsets: Mapping[Any, int]) -> bool:
        del offsets
        return True


class _Producer(driver.Producer):
    """Faust starts a producer whether or not one is needed; nothing is sent with it."""

    def _new_producer(self, transactional_id: str | None = None) -> aiokafka.AIOKafkaProducer:
        del transactional_id
        return aiokafka.AIOKafkaProducer(**cast(_App, self.app).tocsin_client_options)


class _Transport(driver.Transport):
    Consumer = _Consumer
    Producer = _Producer


class _App(faust.App):
    tocsin_consumer_options: dict[str, Any]
    tocsin_client_options: dict[str, Any]

    def _new_transport(self) -> _Transport:
        return _Transport(self.conf.broker_consumer, self)

    def _new_producer_transport(self) -> _Transport:
        return _Transport(self.conf.broker_producer, self)


class Source:
    """One agent's Faust app: hands over batches of one partition each, in order."""

    def __init__(self, membership: Membership, client_options: dict[str, Any], datadir: Path) -> None:
        self._membership = membership
        servers = client_options["bootstrap_servers"].split(",")
        self._app = _App(
            membership.group,
            broker=[f"kafka://{server.strip()}" for server in servers],
            datadir=datadir,
            web_enabled=False,
            topic_disable_leader=True,
            topic_allow_declare=False,
            table_standby_replicas=0,
            broker_session_timeout=SESSION_TIMEOUT,
            broker_heartbeat_interval=SESSION_TIMEOUT / 4,
            broker_rebalance_timeout=REBALANCE_TIMEOUT,
            stream_buffer_maxsize=MAX_BUFFERED,
        )
        self._app.tocsin_client_options = client_options
        self._app.tocsin_consumer_options = client_options | _consumer_options(membership)

    def deliver(self, handle: Handle, release: Release) -> None:
        """Say what is to be done with batches. Before `start`, once."""
        channel = self._app.topic(
            *self._membership.topics,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            allow_empty=True,
        )

        async def actor(stream: Any) -> None:  # noqa: ANN401 - a Faust stream
            # What was taken is done before a rebalance goes on, so it is no more than a batch of each partition.
            most = self._membership.max_batch * self._membership.partitions
            async for events in stream.take_events(most, within=LINGER):
                shares = self._by_partition(events).items()
                await asyncio.gather(*(self._hand_over(handle, *place, share) for place, share in shares))

        async def assigned(_app: faust.App, *said: Any, **_further: object) -> None:  # noqa: ANN401 - a Faust signal
            await release({tp.partition for tp in said[0]})

        self._app.agent(channel, name=f"{self._app.conf.id}.actor")(actor)
        self._app.on_partitions_assigned.connect(cast(Any, assigned))

    async def _hand_over(self, handle: Handle, topic: str, partition: int, messages: list[Incoming]) -> None:
        for batch in _batched(messages, self._membership.max_batch):
            await handle(topic, partition, batch)

    async def start(self) -> None:
        """Join the group."""
        await self._app.start()

    async def stop(self) -> None:
        """Leave the group. May hang when a partition is stuck: the caller keeps a timer."""
        await self._app.stop()

    def _by_partition(self, events: Sequence[Any]) -> dict[tuple[str, int], list[Incoming]]:
        batches: dict[tuple[str, int], list[Incoming]] = {}
        for message in (event.message for event in events):
            topic = self._membership.topics[message.topic]
            incoming = Incoming(
                topic,
                message.partition,
                message.offset,
                message.key,
                message.value,
                _header_pairs(message.headers),
                int((message.timestamp or 0) * 1000),
            )
            batch = batches.setdefault((topic, message.partition), [])
            if batch and incoming.offset <= batch[-1].offset:
                # The consumer was set back in between, so all of it comes again, in order.
                batch.clear()
            batch.append(incoming)
        return batches

    @property
    def crashed(self) -> BaseException | None:
        """What ended Faust, when something did."""
        reason: BaseException | None = self._app.crash_reason
        return reason if self._app.crashed else None

    def owns(self, topic: str, partition: int) -> bool:
        """Say whether the group has given this partition to us."""
        names = self._membership.topics
        return any(names.get(tp.topic) == topic and tp.partition == partition for tp in self.partitions())

    def partitions(self) -> list[TopicPartition]:
        """Give the partitions that the group has given to us, by their names on the broker."""
        return [TopicPartition(tp.topic, tp.partition) for tp in sorted(self._app.consumer.assignment())]

    @property
    def rebalancing(self) -> bool:
        """Whether the group is giving out its partitions anew."""
        return bool(self._app.rebalancing)


def _consumer_options(membership: Membership) -> dict[str, Any]:
    # Joined topics need partition N of each in one place, which only the range assignor promises.
    joins = len(membership.topics) > 1
    return {
        "group_id": membership.group,
        "group_instance_id": membership.instance_id,
        "partition_assignment_strategy": [RangePartitionAssignor if joins else RoundRobinPartitionAssignor],
        "isolation_level": "read_committed",
        "auto_offset_reset": "earliest",
        "enable_auto_commit": False,
        "session_timeout_ms": int(SESSION_TIMEOUT * 1000),
        "heartbeat_interval_ms": int(SESSION_TIMEOUT * 1000 / 4),
        "rebalance_timeout_ms": int(REBALANCE_TIMEOUT * 1000),
        "max_partition_fetch_bytes": membership.max_fetch_bytes,
        "metadata_max_age_ms": 30_000,
        "fetch_max_wait_ms": 500,
    }


def _batched(messages: Sequence[Incoming], size: int) -> Iterator[Sequence[Incoming]]:
    """Cut messages into batches of at most `size`."""
    return (messages[start : start + size] for start in range(0, len(messages), size))


def _header_pairs(headers: Any) -> tuple[tuple[str, bytes], ...]:  # noqa: ANN401 - list, dict or None
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    return tuple((str(name), value or b"") for name, value in pairs)
