"""How far consumer groups have got."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition

__all__ = ["committed_offsets"]

ATTEMPTS = 20
PAUSE_SECONDS = 0.25


async def committed_offsets(
    admin: AIOKafkaAdminClient, group: str, partitions: Sequence[TopicPartition]
) -> dict[TopicPartition, int]:
    """Give the committed offset of each partition, 0 where there is none.

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
            return {tp: max(0, offsets[tp].offset) if tp in offsets else 0 for tp in partitions}
    raise AssertionError  # the last attempt returns or raises
