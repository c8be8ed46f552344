"""Articles and dead letters onto Kafka: idempotent, acknowledged by all replicas, a bounded number under way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from aiokafka.errors import KafkaError, MessageSizeTooLargeError

import tocsin
from tocsin.access.refusals import forbidden
from tocsin.engine.messages import ENTRANCE, Header, Outgoing, message_for, traceparent_of
from tocsin.errors import BrokerError, TocsinError, TopicError
from tocsin.ingest.ledger import Entry, Ledger
from tocsin.ingest.reads import KEPT_BYTES, Found, Malformed, Read
from tocsin.records import Article, DeadLetter, iso_datetime
from tocsin.settings import Settings
from tocsin.topics.table import ARTICLES, DEADLETTERS

__all__ = ["Producer", "Publisher", "fitting", "message_of"]

WINDOW = 1_000
"""Records under way at once; more gains nothing on one partition."""

FRAMING = 1024
"""Bytes set aside for a record's key, headers and batch, which count against Kafka's limits too."""


class Producer(Protocol):
    """What is needed of aiokafka's producer."""

    async def send(
        self, topic: str, *, value: bytes | None, key: bytes | None, headers: list[tuple[str, bytes]]
    ) -> asyncio.Future[Any]:
        """Queue a record; the future is done when it is acknowledged."""
        ...


class Publisher:
    """Sends reads in their order and keeps the ledger of what Kafka has acknowledged.

    After the first record that Kafka refuses nothing more is sent; `failure` then says why. `largest` is the size of the
    largest record, in bytes, that Kafka takes.
    """

    def __init__(self, producer: Producer, settings: Settings, ledger: Ledger, *, window: int = WINDOW) -> None:
        self.failure: TocsinError | None = None
        self.largest = settings.max_record_bytes
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

    async def publish(self, read: Read) -> Read:
        """Send one record as soon as there is room for it; raise the failure of an earlier one.

        Give what was sent: an article that is larger than Kafka takes goes to the dead letters.
        """
        read, message = fitting(read, self.largest)
        topic = self._settings.topic(message.topic)
        await self._until(lambda: self._under_way < self._window)
        entry = self._ledger.issue(read)
        try:
            future = await self._producer.send(
                topic, value=message.value, key=message.key, headers=list(message.headers)
            )
        except KafkaError as error:
            self.fail(self._refused(error, topic, read))
            raise self.failure or error from None
        self._under_way += 1
        future.add_done_callback(partial(self._done, entry, topic))
        return read

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
            self.fail(self._refused(error, topic, entry.read))
        elif not future.cancelled():
            self._ledger.acknowledge(entry)
        self._moved.set()

    def _refused(self, error: BaseException, topic: str, read: Read) -> TocsinError:
        denied = forbidden(error, self._settings)
        if denied is not None:
            return denied
        if isinstance(error, MessageSizeTooLargeError):
            return TopicError(
                f"{read.where} is larger than {topic} takes.",
                hint="Raise max.message.bytes of the topic and TOCSIN_MAX_RECORD_BYTES, then go on with --resume.",
            )
        return BrokerError(f"Kafka refused {read.where}: {str(error) or type(error).__name__}.")


def message_of(read: Read, source: str = ENTRANCE) -> Outgoing:
    """Make the message of an article, or the dead letter of a malformed input (key none, value as it was found)."""
    if isinstance(read, Found):
        message = message_for(read.article, ARTICLES, source=source, time=_time(read.article))
        return replace(message, headers=tuple(_rooted(message.headers, read.article.id)))
    return _dead_letter(read, source)


def fitting(read: Read, largest: int, source: str = ENTRANCE) -> tuple[Read, Outgoing]:
    """Give what is sent for a read: an article that is larger than Kafka takes becomes a malformed input."""
    message = message_of(read, source)
    if message.value is not None and len(message.value) > largest - FRAMING:
        read = _too_large(read, message.value, largest)
        message = message_of(read, source)
    return read, message


def _rooted(headers: Iterable[Header], article_id: str) -> Iterator[Header]:
    """Let the trace of an article begin in the same place by whatever way it came in."""
    for name, value in headers:
        yield name, traceparent_of(article_id).encode() if name == "traceparent" else value


def _time(article: Article) -> str:
    """Give the publication time as RFC 3339 wants it: CloudEvents knows no bare dates."""
    return iso_datetime(article.published).isoformat().replace("+00:00", "Z") if article.published else ""


def _dead_letter(malformed: Malformed, source: str) -> Outgoing:
    letter = DeadLetter(
        agent=source,
        version=tocsin.__version__,
        stage=malformed.stage,
        where=malformed.where,
        error="InputError",
        message=malformed.reason,
    )
    headers = letter.headers()
    if malformed.size > len(malformed.original):
        headers += (("x-tocsin-truncated", f"{len(malformed.original)} of {malformed.size} bytes".encode()),)
    return Outgoing(topic=DEADLETTERS.name, key=None, value=malformed.original, headers=headers)


def _too_large(read: Read, value: bytes, largest: int) -> Malformed:
    return Malformed(
        where=read.where,
        reason=f"larger as a record than the {largest:,} bytes that Kafka takes.",
        hint="Raise max.message.bytes of the topic or TOCSIN_MAX_RECORD_BYTES.",
        stage="publish",
        original=value[:KEPT_BYTES],
        size=len(value),
        after=read.after,
        done_bytes=read.done_bytes,
    )
