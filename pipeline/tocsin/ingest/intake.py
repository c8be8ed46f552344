"""Articles that come in one by one, onto Kafka: whoever hands some over hears when Kafka has them, or that it has not."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from aiokafka.errors import KafkaError

from tocsin.errors import BrokerError
from tocsin.ingest.publish import Producer, fitting
from tocsin.ingest.reads import Read
from tocsin.settings import Settings

__all__ = ["Intake"]

PATIENCE_SECONDS = 20.0
"""How long Kafka may take to acknowledge what was handed over together."""

MOST_UNDER_WAY = 1_000
"""Records of one handing-over that are under way at once; more gains nothing on one partition."""


class Intake:
    """Sends reads with an idempotent producer. `source` is told in the headers; `largest` is what Kafka takes, in bytes."""

    def __init__(self, producer: Producer, settings: Settings, *, source: str, largest: int) -> None:
        self._producer = producer
        self._settings = settings
        self._source = source
        self._largest = largest

    async def put(self, reads: Sequence[Read]) -> list[Read]:
        """Send reads in their order, and return when Kafka has acknowledged all of them; give what was sent.

        An article that is larger than Kafka takes, like anything malformed, is sent to the dead letters. Raises BrokerError
        when Kafka does not acknowledge in time: it may have some of them then, or get them yet, so hand them over again.
        """
        sent: list[Read] = []
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                for start in range(0, len(reads), MOST_UNDER_WAY):
                    sent += await self._send(reads[start : start + MOST_UNDER_WAY])
        except (KafkaError, OSError, TimeoutError) as error:
            raise BrokerError(
                f"Kafka has not taken {reads[0].where}: {str(error) or type(error).__name__}.",
                hint="Hand it over again; ids make it harmless when Kafka has it after all.",
            ) from None
        return sent

    async def _send(self, reads: Sequence[Read]) -> list[Read]:
        sent: list[Read] = []
        pending: list[asyncio.Future[Any]] = []
        for each in reads:
            read, message = fitting(each, self._largest, self._source)
            future = await self._producer.send(
                self._settings.topic(message.topic),
                value=message.value,
                key=message.key,
                headers=list(message.headers),
            )
            future.add_done_callback(_retrieve)
            pending.append(future)
            sent.append(read)
        await asyncio.gather(*pending)
        return sent


def _retrieve(future: asyncio.Future[Any]) -> None:
    # The first failure has been raised, and whoever waited may be gone.
    if not future.cancelled():
        future.exception()
