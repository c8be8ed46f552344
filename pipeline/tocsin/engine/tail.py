"""A look at a partition's records, at its end or from an offset on, without disturbing whoever consumes it."""

from __future__ import annotations

from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from tocsin.engine.messages import Incoming, received

__all__ = ["first_from", "newest"]

REACH = 4
"""How many offsets are read back for each record wanted: the end of a transaction takes an offset of its own."""


async def newest(tp: TopicPartition, topic: str, start: int, count: int, options: dict[str, Any]) -> list[Incoming]:
    """Give up to `count` of the newest committed records from the offset `start` on, in their order.

    `topic` is the name without prefix that they are given. Raises KafkaError.
    """
    consumer = AIOKafkaConsumer(**options, isolation_level="read_committed", auto_offset_reset="earliest")
    found: list[Incoming] = []
    try:
        await consumer.start()
        consumer.assign([tp])
        end = (await consumer.end_offsets([tp]))[tp]
        consumer.seek(tp, max(start, end - REACH * count))
        while await consumer.position(tp) < end:
            batch = (await consumer.getmany(tp, timeout_ms=200)).get(tp, [])
            found += [received(record, topic) for record in batch]
    finally:
        await consumer.stop()
    return found[-count:]


async def first_from(tp: TopicPartition, start: int, before: int, options: dict[str, Any]) -> int:
    """Give the offset of the first committed record from `start` on; `before`, when there is none below it.

    Raises KafkaError.
    """
    consumer = AIOKafkaConsumer(**options, isolation_level="read_committed", auto_offset_reset="earliest")
    try:
        await consumer.start()
        consumer.assign([tp])
        consumer.seek(tp, start)
        while await consumer.position(tp) < before:
            batch = (await consumer.getmany(tp, timeout_ms=200, max_records=1)).get(tp, [])
            if batch:
                return min(before, int(batch[0].offset))
        return before
    finally:
        await consumer.stop()
