"""Following topics, as any Kafka client can: no group, committed records only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Self

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from tocsin.access.refusals import failure, refuse_hidden
from tocsin.engine.messages import Incoming, received
from tocsin.errors import TopicError
from tocsin.mistakes import meant
from tocsin.settings import Settings

__all__ = ["Subscription"]

CONNECT_SECONDS = 10
PAUSE_SECONDS = 0.05
FETCH_MS = 200

CREATED_BY = (
    "`tocsin topics list` lists the declared ones, `tocsin topics ensure` and `tocsin up` create them; "
    "those of a loose agent are created by `tocsin run module:Class`."
)


class Subscription:
    """Reads topics (named without prefix), from their beginning or from now on. Use it as an async context.

    Records of one partition come in order; those of different partitions as they arrive.
    """

    def __init__(
        self, settings: Settings, bootstrap: str, topics: Sequence[str], *, from_beginning: bool = False
    ) -> None:
        self._settings = settings
        self._bootstrap = bootstrap
        self._names = {settings.topic(name): name for name in topics}
        self._from_beginning = from_beginning
        self._consumer = AIOKafkaConsumer(
            *self._names,
            **settings.kafka_options(bootstrap),
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=settings.max_record_bytes + 64 * 1024,
        )

    async def __aenter__(self) -> Self:
        """Connect; raise BrokerError when Kafka does not answer, TopicError when a topic does not exist."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                # A consumer of a topic that does not exist waits for it to appear.
                await self._check_topics()
                await self._consumer.start()
                await self._go_to_start()
        except (KafkaError, OSError, TimeoutError) as error:
            await self._consumer.stop()
            raise await failure(self._settings, self._bootstrap, error) from error
        except TopicError:
            await self._consumer.stop()
            raise
        return self

    async def __aexit__(self, *_exception: object) -> None:
        """Disconnect."""
        await self._consumer.stop()

    async def __aiter__(self) -> AsyncIterator[Incoming]:
        """Give records as they come, for ever; raise BrokerError when Kafka no longer gives them."""
        try:
            async for record in self._consumer:
                yield received(record, self._names[record.topic])
        except KafkaError as error:
            raise await failure(self._settings, self._bootstrap, error) from error

    async def to_end(self) -> AsyncIterator[Incoming]:
        """Give everything that is on the topics now, and then no more; no more than Kafka sends at once is held.

        Raises BrokerError when Kafka no longer gives it.
        """
        try:
            ends = await self._consumer.end_offsets(list(self._consumer.assignment()))
            for tp in ends:
                while await self._consumer.position(tp) < ends[tp]:
                    batch = (await self._consumer.getmany(tp, timeout_ms=FETCH_MS)).get(tp, [])
                    for record in batch:
                        if record.offset < ends[tp]:
                            yield received(record, self._names[record.topic])
        except KafkaError as error:
            raise await failure(self._settings, self._bootstrap, error) from error

    async def go_to(self, moment: int) -> None:
        """Go on with the first records written at a time or later; in milliseconds since 1970, as Kafka has them."""
        partitions = self._consumer.assignment()
        found = await self._consumer.offsets_for_times(dict.fromkeys(partitions, moment))
        for tp in partitions:
            if found[tp] is None:
                await self._consumer.seek_to_end(tp)
            else:
                self._consumer.seek(tp, found[tp].offset)

    async def read_to_end(self) -> list[Incoming]:
        """Give everything that is on the topics now."""
        return [message async for message in self.to_end()]

    async def wait_until_caught_up(self) -> None:
        """Wait until everything that is on the topics now has been given to whoever iterates."""
        partitions = list(self._consumer.assignment())
        ends = await self._consumer.end_offsets(partitions)
        for tp in partitions:
            while await self._consumer.position(tp) < ends[tp]:  # noqa: ASYNC110 - another task moves it
                await asyncio.sleep(PAUSE_SECONDS)

    async def _check_topics(self) -> None:
        admin = AIOKafkaAdminClient(**self._settings.kafka_options(self._bootstrap))
        try:
            await admin.start()
            there = set(await admin.list_topics())
            absent = sorted(set(self._names) - there)
            await refuse_hidden(admin, absent)
        finally:
            await admin.close()
        if absent:
            raise TopicError(
                f"There is no topic {', '.join(absent)} on {self._bootstrap}.", hint=self._hint(absent, there)
            )

    def _hint(self, absent: Sequence[str], there: Collection[str]) -> str:
        """Say which topic may be meant by the first that is absent, or how it comes to be."""
        prefix = self._settings.prefix
        near = meant(self._names[absent[0]], [name.removeprefix(prefix) for name in there if name.startswith(prefix)])
        return f"Did you mean {near}? {CREATED_BY}" if near else CREATED_BY

    async def _go_to_start(self) -> None:
        partitions = self._consumer.assignment()
        if self._from_beginning:
            await self._consumer.seek_to_beginning(*partitions)
        else:
            await self._consumer.seek_to_end(*partitions)
