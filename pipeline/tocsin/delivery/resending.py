"""Dead letters sent again to the agent that failed on them, or given up.

Sending again and noting that it was done are one transaction. A record that is sent again goes to the topic and partition
it was on, for the one agent that failed on it: the others have read it before. It keeps its headers, so its lineage and its
trace, and counts its attempts.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError, ProducerFenced

from tocsin.access.refusals import failure
from tocsin.delivery.deadletters import Buried
from tocsin.engine.messages import ONLY, message_for
from tocsin.errors import BrokerError
from tocsin.records import Handled
from tocsin.records.deadletter import ATTEMPTS
from tocsin.settings import Settings
from tocsin.topics.table import HANDLED

__all__ = ["Handling"]

MOST_LETTERS = 500
MOST_BYTES = 16 * 1024 * 1024
"""What one transaction takes, so that any number of letters can be handled in little memory."""


class Handling:
    """Sends dead letters again, or gives them up, a transaction at a time. Use it as an async context.

    Begin it before reading which letters there are: it shuts out any other, so that none is sent again by two at once.
    With `dry_run` nothing is sent or noted, and nobody shut out; it only counts.
    """

    def __init__(self, settings: Settings, bootstrap: str, *, dry_run: bool = False) -> None:
        self.done = 0
        self._dry_run = dry_run
        self._settings = settings
        self._bootstrap = bootstrap
        self._batch: list[tuple[Buried, bool]] = []
        self._bytes = 0
        self._partitions: dict[str, frozenset[int]] = {}
        self._producer = AIOKafkaProducer(
            **settings.kafka_options(bootstrap),
            transactional_id=settings.topic("deadletters-tool"),
            acks="all",
            max_request_size=settings.max_record_bytes + 64 * 1024,
        )

    async def __aenter__(self) -> Self:
        """Connect; raise BrokerError when Kafka does not answer."""
        try:
            self._partitions = await self._existing()
            if not self._dry_run:
                await self._producer.start()
        except (KafkaError, OSError) as error:
            await self._producer.stop()
            raise await failure(self._settings, self._bootstrap, error) from error
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Handle what is left, and disconnect."""
        try:
            if error is None:
                await self._commit()
        finally:
            await self._producer.stop()

    def absent(self, buried: Buried) -> str:
        """Say why the place that a letter's record was on is not to be had any more; empty: it is."""
        topic = self._settings.topic(buried.letter.topic)
        if topic not in self._partitions:
            return f"there is no topic {topic} any more"
        if buried.letter.partition not in self._partitions[topic]:
            return f"{topic} has no partition {buried.letter.partition}"
        return ""

    async def retry(self, buried: Buried) -> None:
        """Send a record again, whose `refusal` and `absent` have been looked at, soon."""
        await self._add(buried, retry=True)

    async def drop(self, buried: Buried) -> None:
        """Note soon that a letter is not to be looked at any more; it stays on its topic."""
        await self._add(buried, retry=False)

    async def _add(self, buried: Buried, *, retry: bool) -> None:
        self._batch.append((buried, retry))
        self._bytes += len(buried.value or b"")
        if len(self._batch) >= MOST_LETTERS or self._bytes >= MOST_BYTES:
            await self._commit()

    async def _commit(self) -> None:
        try:
            if self._batch and not self._dry_run:
                async with self._producer.transaction():
                    await asyncio.gather(*[each for handled in self._batch for each in await self._send(*handled)])
        except ProducerFenced:
            raise BrokerError(
                f"Another `tocsin dead` has begun meanwhile; {self.done:,} letters were handled before.",
                hint="Wait for it, then look again with `tocsin dead list`.",
            ) from None
        except (KafkaError, OSError) as error:
            raise await failure(self._settings, self._bootstrap, error) from error
        self.done += len(self._batch)
        self._batch, self._bytes = [], 0

    async def _send(self, buried: Buried, retry: bool) -> list[asyncio.Future[Any]]:  # noqa: FBT001 - as it was noted
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        note = Handled(letter_id=buried.id, action="retried" if retry else "dropped", handled_at=now)
        message = message_for(note, HANDLED, source="dead")
        topic = self._settings.topic(HANDLED.name)
        noted = await self._producer.send(topic, message.value, key=message.key, headers=list(message.headers))
        return [await self._send_original(buried), noted] if retry else [noted]

    async def _send_original(self, buried: Buried) -> asyncio.Future[Any]:
        letter = buried.letter
        headers = [(name, value) for name, value in buried.headers if name != ONLY]
        headers += [(ONLY, letter.agent.encode()), (ATTEMPTS, str(letter.attempts).encode())]
        topic = self._settings.topic(letter.topic)
        sent: asyncio.Future[Any] = await self._producer.send(
            topic, buried.value, key=buried.key, headers=headers, partition=letter.partition
        )
        return sent

    async def _existing(self) -> dict[str, frozenset[int]]:
        admin = AIOKafkaAdminClient(**self._settings.kafka_options(self._bootstrap))
        try:
            await admin.start()
            described = await admin.describe_topics()
        finally:
            await admin.close()
        return {each["topic"]: frozenset(p["partition"] for p in each["partitions"]) for each in described}
