"""Reading a state back from its changelog."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from tocsin.engine.changelog import apply_record
from tocsin.errors import StateError
from tocsin.plugins.state import State

__all__ = ["restore"]

STALL_SECONDS = 60.0
"""Give up when the changelog has not moved for this long."""

InThread = Callable[..., Awaitable[Any]]


async def restore(state: State, topic: str, partition: int, options: dict[str, Any], in_thread: InThread) -> int:
    """Apply a partition of a changelog to an empty state, to its end; give the number of records read.

    Call it when nobody has a transaction open on the partition: the end of the log is then the last committed record.
    Changes are applied by `in_thread`, in the thread of the agent that the state belongs to.
    """
    tp = TopicPartition(topic, partition)
    consumer = AIOKafkaConsumer(**options, isolation_level="read_committed", auto_offset_reset="earliest")
    try:
        await consumer.start()
        consumer.assign([tp])
        end = (await consumer.end_offsets([tp]))[tp]
        await consumer.seek_to_beginning(tp)
        count, moved = 0, time.monotonic()
        position = await consumer.position(tp)
        while position < end:
            batch = (await consumer.getmany(tp, timeout_ms=200)).get(tp, [])
            if batch:
                await in_thread(_apply, state, batch)
            count += len(batch)
            before, position = position, await consumer.position(tp)
            if position > before:
                moved = time.monotonic()
            elif time.monotonic() - moved > STALL_SECONDS:
                raise StateError(
                    f"The state in {topic}[{partition}] stops at {position:,} of {end:,} records.",
                    hint="Is every replica of the partition up? `tocsin topics check` looks at it.",
                )
            await asyncio.sleep(0)
        return count
    finally:
        await consumer.stop()


def _apply(state: State, records: Sequence[Any]) -> None:
    for record in records:
        apply_record(state, record.key, record.value)
