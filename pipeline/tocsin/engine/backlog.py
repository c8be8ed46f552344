"""Waiting until agents have processed all that there is."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aiokafka.structs import TopicPartition

from tocsin.engine.probe import Probe
from tocsin.plugins.spec import Spec
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings

__all__ = ["wait_until_done"]

PAUSE_SECONDS = 0.25


async def wait_until_done(settings: Settings, bootstrap: str, wiring: Wiring, specs: Sequence[Spec]) -> None:
    """Wait until each agent in turn has processed all that was on its topics when its turn came.

    Given agents in the order the records flow, nothing that was on the first topics is then left on the way.
    """
    async with Probe(settings, bootstrap) as probe:
        for spec in specs:
            partitions = [
                TopicPartition(settings.topic(name), number)
                for name in spec.inputs
                for number in range(wiring.partitions(spec))
            ]
            while not await _is_done(probe, settings.topic(spec.name), partitions):  # noqa: ASYNC110 - Kafka tells nobody
                await asyncio.sleep(PAUSE_SECONDS)


async def _is_done(probe: Probe, group: str, partitions: Sequence[TopicPartition]) -> bool:
    for standing in await probe.standings(group, partitions):
        if await probe.is_behind(standing):
            return False
    return True
