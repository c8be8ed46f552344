"""Articles and dead letters onto Kafka: idempotent, acknowledged by all replicas, a bounded number under way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError

import tocsin
from tocsin.engine.messages import Outgoing, message_for
from tocsin.errors import BrokerError, TocsinError, TopicError
from tocsin.ingest.ledger import Entry, Ledger
from tocsin.ingest.reads import Found, Malformed, Read
from tocsin.records import Article, DeadLetter, iso_datetime
from tocsin.settings import Settings
from tocsin.topics.admin import Declared, TopicAdmin
from tocsin.topics.table import ARTICLES, DEADLETTERS

__all__ = ["Producer", "Publisher", "close", "connect", "ensure_topics", "message_of", "unreachable"]

SOURCE = "replay"

WINDOW = 1_000
"""Records under way at once; more gains nothing on one partition."""

CONNECT_SECONDS = 8.0
CLOSE_SECONDS = 5.0
LINGER_MS = 5
BATCH_BYTES = 256 * 1024
"""Below the 1 MiB that a broker takes by default."""


class Producer(Protocol):
    """What is needed of aiokafka's producer."""

    async def send(
        self, topic: str, *, value: bytes | None, key: bytes | None, headers: list[tuple[str, bytes]]
    ) -> asyncio.Future[Any]:
        """Queue a record; the future is done when it is acknowledged."""
        ...


class Publisher:
    """Sends reads in their order and keeps the ledger of what Kafka has acknowledged.

    After the first record that Kafka refuses nothing more is sent; `failure` then says why.
    """

    def __init__(self, producer: Producer, settings: Settings, ledger: Ledger, *, window: int = WINDOW) -> None:
        self.failure: TocsinError | None = None
        self._producer = producer
        self._settings = settings
        self._ledger = ledger
        self._window = window
        self._under_way = 0
        self._moved = asyncio.Event()

    @property
    def under_way(self) -> int:
        """Count the records that are neither acknowledged nor refused."""
        return self._under_way

    async def publish(self, read: Read) -> None:
        """Send one record as soon as there is room for it; raise the failure of an earlier one."""
        message = message_of(read)
        topic = self._settings.topic(message.topic)
        await self._until(lambda: self._under_way < self._window)
        entry = self._ledger.issue(read)
        try:
            future = await self._producer.send(
                topic, value=message.value, key=message.key, headers=list(message.headers)
            )
        except KafkaError as error:
            self.fail(_refused(error, topic, read))
            raise self.failure or error from None
        self._under_way += 1
        future.add_done_callback(partial(self._done, entry, topic))

    async def drain(self) -> None:
        """Wait until everything sent is acknowledged; raise the failure when something never will be."""
        await self._until(lambda: self._under_way == 0)

    def fail(self, failure: TocsinError) -> None:
        """Give up, because of a failure noticed elsewhere; the first one stands."""
        self.failure = self.failure or failure
        self._moved.set()

    async def _until(self, settled: Callable[[], bool]) -> None:
        while self.failure is None and not settled():
            self._moved.clear()
            await self._moved.wait()
        if self.failure is not None:
            raise self.failure

    def _done(self, entry: Entry, topic: str, future: asyncio.Future[Any]) -> None:
        self._under_way -= 1
        error = None if future.cancelled() else future.exception()
        if error is not None:
            self.fail(_refused(error, topic, entry.read))
        elif not future.cancelled():
            self._ledger.acknowledge(entry)
        self._moved.set()


def message_of(read: Read) -> Outgoing:
    """Make the message of an article, or the dead letter of a malformed input (key none, value as it was found)."""
    if isinstance(read, Found):
        return message_for(read.article, ARTICLES, source=SOURCE, time=_time(read.article))
    return _dead_letter(read)


def _time(article: Article) -> str:
    """Give the publication time as RFC 3339 wants it: CloudEvents knows no bare dates."""
    return iso_datetime(article.published).isoformat().replace("+00:00", "Z") if article.published else ""


def _dead_letter(malformed: Malformed) -> Outgoing:
    letter = DeadLetter(
        agent=SOURCE,
        version=tocsin.__version__,
        stage="read",
        where=malformed.where,
        error="InputError",
        message=malformed.reason,
    )
    headers = letter.headers()
    if malformed.size > len(malformed.original):
        headers += (("x-tocsin-truncated", f"{len(malformed.original)} of {malformed.size} bytes".encode()),)
    return Outgoing(topic=DEADLETTERS.name, key=None, value=malformed.original, headers=headers)


async def connect(settings: Settings, bootstrap: str) -> AIOKafkaProducer:
    """Start a producer; raise BrokerError within ten seconds when Kafka does not answer."""
    producer = AIOKafkaProducer(
        **settings.kafka_options(bootstrap),
        client_id="tocsin-replay",
        enable_idempotence=True,
        acks="all",
        linger_ms=LINGER_MS,
        max_batch_size=BATCH_BYTES,
        max_request_size=settings.max_record_bytes,
    )
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await producer.start()
    except (KafkaError, OSError, TimeoutError) as error:
        await close(producer)
        raise unreachable(bootstrap, error) from None
    except BaseException:
        await close(producer)
        raise
    return producer


async def ensure_topics(settings: Settings, bootstrap: str) -> None:
    """Create the two topics a replay writes to, unless they are there."""
    declared = tuple(
        Declared(settings.topic(topic.name), topic.partitions, topic.cleanup, topic.retention_ms, topic.summary)
        for topic in (ARTICLES, DEADLETTERS)
    )
    await TopicAdmin(settings, bootstrap).ensure(declared)


async def close(producer: AIOKafkaProducer) -> None:
    """Close a producer; one that still waits for a broker is left after a few seconds."""
    with suppress(TimeoutError, KafkaError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await producer.stop()


def unreachable(bootstrap: str, error: BaseException | str) -> BrokerError:
    """Say that Kafka does not answer."""
    said = str(error).rstrip(".") or "no answer in time"
    return BrokerError(
        f"Kafka at {bootstrap} cannot be reached: {said}.", hint="Is it running? KAFKA_BOOTSTRAP_SERVERS says where."
    )


def _refused(error: BaseException, topic: str, read: Read) -> TocsinError:
    if isinstance(error, MessageSizeTooLargeError):
        return TopicError(
            f"{read.where} is larger than {topic} takes.",
            hint="Raise max.message.bytes of the topic and TOCSIN_MAX_RECORD_BYTES, then go on with --resume.",
        )
    return BrokerError(f"Kafka refused {read.where}: {str(error) or type(error).__name__}.")
