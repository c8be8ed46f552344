"""Whether an agent has read all there is to read.

Offsets alone cannot tell: a transaction's end takes an offset of its own, so the end of a topic lies beyond its last record.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Self

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.structs import TopicPartition

from tocsin.engine.offsets import committed_offsets
from tocsin.plugins.spec import Spec
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings

__all__ = ["Backlog"]

PAUSE_SECONDS = 0.25


class Backlog:
    """Looks at what agents have not yet processed. Use it as an async context."""

    def __init__(self, settings: Settings, bootstrap: str, wiring: Wiring) -> None:
        self._settings = settings
        self._wiring = wiring
        options = settings.kafka_options(bootstrap)
        self._admin = AIOKafkaAdminClient(**options)
        self._consumer = AIOKafkaConsumer(**options, isolation_level="read_committed", auto_offset_reset="earliest")

    async def __aenter__(self) -> Self:
        """Connect."""
        await self._admin.start()
        await self._consumer.start()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        """Disconnect."""
        await self._consumer.stop()
        await self._admin.close()

    async def wait_until_done(self, specs: Sequence[Spec]) -> None:
        """Wait until each agent in turn has processed all that was on its topics when its turn came.

        Given agents in the order the records flow, nothing that was on the first topics is left on the way.
        """
        for spec in specs:
            while not await self.done(spec):  # noqa: ASYNC110 - Kafka tells nobody when a group commits
                await asyncio.sleep(PAUSE_SECONDS)

    async def done(self, spec: Spec) -> bool:
        """Say whether an agent has processed every record that is on its topics now."""
        partitions = [
            TopicPartition(self._settings.topic(name), number)
            for name in spec.inputs
            for number in range(self._wiring.partitions(spec))
        ]
        committed = await committed_offsets(self._admin, self._settings.topic(spec.name), partitions)
        ends = await self._consumer.end_offsets(partitions)
        starts = await self._consumer.beginning_offsets(partitions)
        for tp in partitions:
            start = max(starts[tp], committed[tp])
            if start < ends[tp] and await self._has_record(tp, start, ends[tp]):
                return False
        return True

    async def _has_record(self, tp: TopicPartition, start: int, end: int) -> bool:
        self._consumer.assign([tp])
        self._consumer.seek(tp, start)
        while await self._consumer.position(tp) < end:
            if await self._consumer.getmany(tp, timeout_ms=200, max_records=1):
                return True
        return False
