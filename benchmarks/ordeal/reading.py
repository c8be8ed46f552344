"""Reading topics and asking after groups, as any client does: the harness and the auditor know Kafka from here only."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition

__all__ = ["Line", "Offsets", "admin", "committed", "ends", "outstanding", "patiently", "read"]

Offsets = dict[tuple[str, int], int]
"""Topic (whole name) and partition to an offset."""

Result = TypeVar("Result")

REQUEST_MS = 10_000
RETRY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One committed record as it stands on a topic."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]


@contextlib.asynccontextmanager
async def admin(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    """Give a client for administration."""
    client = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=REQUEST_MS)
    try:
        await client.start()
        yield client
    finally:
        await client.close()


@contextlib.asynccontextmanager
async def consumer(bootstrap: str, isolation: str = "read_committed") -> AsyncIterator[AIOKafkaConsumer]:
    """Give a client that reads what is committed, and belongs to no group."""
    client = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        isolation_level=isolation,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        request_timeout_ms=REQUEST_MS,
        max_partition_fetch_bytes=8 * 1024 * 1024,
    )
    try:
        await client.start()
        yield client
    finally:
        await client.stop()


async def read(bootstrap: str, topic: str, *, patience: float = 60, undecided: bool = False) -> dict[int, list[Line]]:
    """Give all committed records of a topic, by partition, in the order of their offsets.

    With `undecided`, transactions that are open on it are waited for.

    Raises TimeoutError when the end of a partition is not reached for `patience` seconds: some transaction on it is open.
    """
    found: dict[int, list[Line]] = {}
    async with consumer(bootstrap) as client:
        numbers = sorted(await _partitions(client, topic))
        for tp in (TopicPartition(topic, number) for number in numbers):
            client.assign([tp])
            end = await _end(bootstrap, tp) if undecided else (await client.end_offsets([tp]))[tp]
            await client.seek_to_beginning(tp)
            lines = found[tp.partition] = []
            async with asyncio.timeout(patience):
                while await client.position(tp) < end:
                    for record in (await client.getmany(tp, timeout_ms=300)).get(tp, []):
                        headers = tuple((name, bytes(value or b"")) for name, value in record.headers)
                        lines.append(Line(record.partition, record.offset, record.key, record.value, headers))
    return found


async def committed(client: AIOKafkaAdminClient, group: str) -> Offsets:
    """Give the offsets that a group has committed."""
    offsets = await client.list_consumer_group_offsets(group)
    return {(tp.topic, tp.partition): found.offset for tp, found in offsets.items() if found.offset >= 0}


async def ends(bootstrap: str, topics: Sequence[str]) -> Offsets:
    """Give the end of each partition of some topics: the last stable offset."""
    async with consumer(bootstrap) as client:
        tps = [TopicPartition(topic, number) for topic in topics for number in await _partitions(client, topic)]
        return {(tp.topic, tp.partition): end for tp, end in (await client.end_offsets(tps)).items()}


async def outstanding(bootstrap: str, groups: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Count the records that each group (named with its topics) has not committed yet; groups that are done are left out."""
    left: dict[str, int] = {}
    async with admin(bootstrap) as asking, consumer(bootstrap) as client:
        for group, topics in groups.items():
            done = await committed(asking, group)
            for topic in topics:
                for number in await _partitions(client, topic):
                    count = await _count(client, TopicPartition(topic, number), done.get((topic, number), 0))
                    if count:
                        left[group] = left.get(group, 0) + count
    return left


async def patiently(seconds: float, what: str, attempt: Callable[[], Awaitable[Result]]) -> Result:
    """Call `attempt` until it does not fail with a Kafka error, for so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return await asyncio.wait_for(attempt(), max(1.0, deadline - time.monotonic()))
        except (KafkaError, OSError, TimeoutError) as error:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what}: {error!r}") from error
            await asyncio.sleep(RETRY_SECONDS)


async def _end(bootstrap: str, tp: TopicPartition) -> int:
    async with consumer(bootstrap, isolation="read_uncommitted") as client:
        return int((await client.end_offsets([tp]))[tp])


async def _partitions(client: AIOKafkaConsumer, topic: str) -> set[int]:
    await client._client.set_topics([topic])  # noqa: SLF001 - a consumer without a group has no other way to ask at once
    found = client.partitions_for_topic(topic)
    if not found:
        raise KafkaError(f"{topic} has no partitions")
    return set(found)


async def _count(client: AIOKafkaConsumer, tp: TopicPartition, start: int) -> int:
    client.assign([tp])
    end = (await client.end_offsets([tp]))[tp]
    if start >= end:
        return 0
    client.seek(tp, start)
    count = 0
    async with asyncio.timeout(REQUEST_MS / 1000):
        while await client.position(tp) < end:
            count += len((await client.getmany(tp, timeout_ms=200)).get(tp, []))
    return count
