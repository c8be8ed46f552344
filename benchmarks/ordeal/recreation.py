"""A topic deleted and made anew while its agent writes to it, with what is needed to account for it exactly.

What was derived from offsets below `before` stands on the old topic, once. What is derived from offsets at or above `after`
stands on the new one, once. What lies between may have been lost with the old topic, and stands nowhere twice.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiokafka.errors import KafkaError, UnknownTopicOrPartitionError, for_code

from benchmarks.ordeal.reading import Line, Offsets, admin, committed, patiently, read

__all__ = ["Recreation", "recreate"]

PATIENCE_SECONDS = 300
"""Enough for a broker that is killed, or whose disk is full, while the topic is being made anew."""

COMMAND_SECONDS = 30
"""How long one call of the command line may take before it is made again: its broker may have died under it."""

POLL_SECONDS = 0.3


@dataclass(slots=True)
class Recreation:
    """One re-creation: what stood on the topic, and how far its writer had got before and after."""

    topic: str
    group: str
    lines: dict[int, list[Line]]
    before: Offsets
    after: Offsets = field(default_factory=dict)


async def recreate(bootstrap: str, topic: str, group: str, environment: Mapping[str, str]) -> Recreation:
    """Read a topic to its end, delete it, make it anew; give what stood on it. Call `settle` on the result afterwards."""

    async def look() -> Offsets:
        async with admin(bootstrap) as client:
            return await committed(client, group)

    async def lines() -> dict[int, list[Line]]:
        # Offsets may be seen as committed a moment before what was written with them can be read: read to where the
        # topic ended at that time, whatever is undecided.
        return await read(bootstrap, topic, patience=PATIENCE_SECONDS, undecided=True)

    async def delete() -> None:
        async with admin(bootstrap) as client:
            for _, code, *_ in (await client.delete_topics([topic])).topic_error_codes:
                if code not in {0, UnknownTopicOrPartitionError.errno}:
                    raise for_code(code)

    async def ensure() -> None:
        command = [sys.executable, "-m", "tocsin", "topics", "ensure"]
        try:
            made = await asyncio.to_thread(
                subprocess.run, command, env=environment, capture_output=True, check=False, timeout=COMMAND_SECONDS
            )
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(str(error)) from error
        if made.returncode:
            raise KafkaError(made.stderr.decode(errors="replace"))

    before = await patiently(PATIENCE_SECONDS, f"offsets of {group}", look)
    stood = await patiently(PATIENCE_SECONDS, f"reading {topic}", lines)
    await patiently(PATIENCE_SECONDS, f"deleting {topic}", delete)
    await patiently(PATIENCE_SECONDS, f"creating {topic}", ensure)
    return Recreation(topic, group, stood, before)


async def settle(bootstrap: str, made: Recreation) -> None:
    """Wait until each partition's writer has committed once more: all that it does from then on was begun afterwards.

    Runs until cancelled when a partition has no traffic any more; `after` then says the last that was seen.
    """

    async def look() -> Offsets:
        async with admin(bootstrap) as client:
            return await committed(client, made.group)

    first = await patiently(PATIENCE_SECONDS, f"offsets of {made.group}", look)
    moved: Offsets = {}
    while set(moved) != set(first):
        await asyncio.sleep(POLL_SECONDS)
        now = await patiently(PATIENCE_SECONDS, f"offsets of {made.group}", look)
        first = dict.fromkeys(now, 0) | first
        moved |= {tp: offset for tp, offset in now.items() if tp not in moved and offset != first[tp]}
        made.after = now | moved
