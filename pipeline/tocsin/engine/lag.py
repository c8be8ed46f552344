"""How many offsets an agent is behind on each of its partitions."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.engine.probe import Probe, Standing

__all__ = ["Lags"]


class Lags:
    """Tells lag from the ends of transactions, which take offsets too and are nothing to process.

    Where a partition stands as it stood before, a look into it says whether there is a record; what was found is remembered.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._before: set[Standing] = set()
        self._empty: set[Standing] = set()

    async def of(self, standings: Sequence[Standing], probe: Probe) -> dict[tuple[str, int], int]:
        """Give the lag on each partition, by topic (without prefix) and number. Raises KafkaError."""
        self._empty &= set(standings)
        for standing in standings:
            if standing in self._before and standing not in self._empty and not await probe.is_behind(standing):
                self._empty.add(standing)
        self._before = set(standings)
        return {
            (standing.topic.removeprefix(self._prefix), standing.partition): 0
            if standing in self._empty
            else max(0, standing.end - standing.committed)
            for standing in standings
        }
