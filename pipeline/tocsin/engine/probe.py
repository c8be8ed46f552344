"""Asking Kafka how far things are, with clients of one's own: what the consumer believes may be what is wrong with it.

Offsets alone cannot tell whether anything is left to read: a transaction's end takes an offset of its own, so the end of a
partition lies beyond its last record.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from tocsin.access.checking import missing_rights
from tocsin.access.rights import Right
from tocsin.settings import Settings

__all__ = ["Probe", "Standing", "committed_offsets"]

ATTEMPTS = 20
PAUSE_SECONDS = 0.25
REQUEST_TIMEOUT_MS = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a group is on a partition: the next offset to process, and where committed records end."""

    topic: str
    partition: int
    committed: int
    end: int


class Probe:
    """Looks at groups and partitions, and changes nothing. Use it as an async context. Raises KafkaError."""

    def __init__(self, settings: Settings, bootstrap: str) -> None:
        options = {**settings.kafka_options(bootstrap), "request_timeout_ms": REQUEST_TIMEOUT_MS}
        self._admin = AIOKafkaAdminClient(**options)
        self._consumer = AIOKafkaConsumer(**options, isolation_level="read_committed", auto_offset_reset="earliest")

    async def __aenter__(self) -> Self:
        """Connect."""
        try:
            await self._admin.start()
            await self._consumer.start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_exception: object) -> None:
        """Disconnect."""
        await self._consumer.stop()
        await self._admin.close()

    async def missing(self, rights: Collection[Right]) -> list[Right]:
        """Give those of some rights that we have not."""
        return await missing_rights(self._admin, rights)

    async def standings(self, group: str, partitions: Sequence[TopicPartition]) -> list[Standing]:
        """Say how far a group is on some partitions; where it has not begun, from their beginning."""
        if not partitions:
            return []
        committed = await committed_offsets(self._admin, group, partitions)
        ends = await self._consumer.end_offsets(list(partitions))
        starts = await self._consumer.beginning_offsets(list(partitions))
        return [Standing(tp.topic, tp.partition, max(starts[tp], committed[tp].offset), ends[tp]) for tp in partitions]

    async def is_behind(self, standing: Standing) -> bool:
        """Say whether there is a record to read before that end, not only the ends of transactions."""
        if standing.committed >= standing.end:
            return False
        tp = TopicPartition(standing.topic, standing.partition)
        self._consumer.assign([tp])
        self._consumer.seek(tp, standing.committed)
        while await self._consumer.position(tp) < standing.end:
            records = (await self._consumer.getmany(tp, timeout_ms=200, max_records=1)).get(tp)
            if records:
                first: int = records[0].offset
                return first < standing.end
        return False


async def committed_offsets(
    admin: AIOKafkaAdminClient, group: str, partitions: Sequence[TopicPartition]
) -> dict[TopicPartition, OffsetAndMetadata]:
    """Give the committed offset of each partition, 0 where there is none, with what was noted beside it.

    A cluster that has just started has no coordinator for some moments; that is waited for. Raises KafkaError.
    """
    for attempt in range(ATTEMPTS):
        try:
            offsets = await admin.list_consumer_group_offsets(group, partitions=list(partitions))
        except KafkaError as error:
            if not error.retriable or attempt == ATTEMPTS - 1:
                raise
            await asyncio.sleep(PAUSE_SECONDS)
        else:
            nothing = OffsetAndMetadata(-1, "")
            found = {tp: offsets.get(tp, nothing) for tp in partitions}
            return {tp: OffsetAndMetadata(max(0, each.offset), each.metadata or "") for tp, each in found.items()}
    raise AssertionError  # the last attempt returns or raises
