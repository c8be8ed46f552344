"""Couriers: one task a recipient, each with offsets of its own, so that one that is dead holds up no other.

How far a recipient has got is the committed offset of a group of its own; that it is gone is in the same commit. An offset is
committed after it has accepted: a crash between the two sends the message again, under the same id.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, Self, TypeVar

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError, TopicAuthorizationFailedError
from aiokafka.structs import ConsumerRecord, OffsetAndMetadata

from tocsin.access.refusals import failure
from tocsin.delivery.attempts import Outcome, Pauses
from tocsin.delivery.recipient import Recipient
from tocsin.errors import AccessError, InputError, TopicError
from tocsin.records import Alert
from tocsin.records.codec import decode
from tocsin.settings import Settings
from tocsin.topics.table import ALERTS

__all__ = ["Courier", "Trade", "deliver"]

log = structlog.get_logger()

GIVE_UP_SECONDS = 3 * 24 * 3600.0
"""How long one message is tried, before the next one is: less than the week after which Kafka forgets an idle group."""

RENEW_SECONDS = 3600
"""How often a quiet endpoint's offset is committed anew, for the same reason."""

AGAIN_SECONDS = 5.0
"""Before going on after Kafka has failed."""


class Message(Protocol):
    """What is sent."""

    @property
    def id(self) -> str:
        """The same however often it is sent."""
        ...


Sent = TypeVar("Sent", bound=Message)


class Carrier(Protocol[Sent]):
    """Takes messages to one recipient. Used as an async context."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *exception: object) -> None: ...

    def prepare(self, alert: Alert, raised: dt.datetime) -> Sent:
        """Make the message of an alert that was raised at a moment."""
        ...

    async def attempt(self, message: Sent) -> Outcome:
        """Try once; never raises for what the other side does."""
        ...


@dataclass(frozen=True, slots=True)
class Trade:
    """A way of delivering: `name` is in logs, `topic` in the names of groups, `command` starts it."""

    name: str
    topic: str
    command: str


async def deliver(couriers: Iterable[Courier[Any]]) -> None:
    """Let couriers work until cancelled. Raises AccessError when Kafka does not let us in."""
    try:
        async with asyncio.TaskGroup() as tasks:
            for courier in couriers:
                tasks.create_task(courier.run())
    except ExceptionGroup as errors:
        # Who may not come in is told why, once; it is the same for all.
        refused = errors.subgroup(AccessError)
        raise refused.exceptions[0] if refused else errors from None


class Courier(Generic[Sent]):
    """Takes alerts to one recipient, in order. With `revive` it is tried again though it was gone."""

    def __init__(  # noqa: PLR0913 - whom, by whom, and how
        self,
        settings: Settings,
        bootstrap: str,
        recipient: Recipient,
        carrier: Carrier[Sent],
        trade: Trade,
        *,
        pauses: Pauses | None = None,
        revive: bool = False,
    ) -> None:
        self._settings = settings
        self._bootstrap = bootstrap
        self._recipient = recipient
        self._pauses = pauses or Pauses()
        self._revive = revive
        self._trade = trade
        self._group = settings.topic(f"{trade.topic}.{recipient.label}")
        self._log = log.bind(**{trade.name: recipient.label})
        self._carrier = carrier
        self._gone = False

    async def run(self) -> None:
        """Deliver until cancelled, or until the endpoint says that it is gone."""
        async with self._carrier:
            while not self._gone:
                try:
                    await self._serve()
                except (KafkaError, OSError, TopicError) as error:
                    found = (
                        error
                        if isinstance(error, TopicError)
                        else await failure(self._settings, self._bootstrap, error)
                    )
                    if isinstance(found, AccessError):
                        raise found from error
                    self._log.warning(f"{self._trade.name}_waits_for_kafka", error=found.message)
                    await asyncio.sleep(AGAIN_SECONDS)
        self._log.warning(
            f"{self._trade.name}_disabled", hint=f"{self._trade.command} --enable {self._recipient.label}"
        )

    async def _serve(self) -> None:
        consumer = AIOKafkaConsumer(
            **self._settings.kafka_options(self._bootstrap),
            # Partitions are assigned, not shared out: an endpoint that is waited for would be taken for dead.
            group_id=self._group,
            enable_auto_commit=False,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=self._settings.max_record_bytes + 64 * 1024,
        )
        await consumer.start()
        try:
            partitions, committed = await self._standing()
            consumer.assign(partitions)
            if await self._take_up(consumer, partitions, committed):
                self._log.info(f"{self._trade.name}_started")
                await self._follow(consumer, partitions)
        finally:
            await consumer.stop()

    async def _standing(self) -> tuple[list[TopicPartition], dict[TopicPartition, OffsetAndMetadata]]:
        """Give the topic's partitions, and what is committed of them; a consumer would give that without its metadata."""
        topic = self._settings.topic(ALERTS.name)
        admin = AIOKafkaAdminClient(**self._settings.kafka_options(self._bootstrap))
        await admin.start()
        try:
            described = (await admin.describe_topics([topic]))[0]
            if described["error_code"] == TopicAuthorizationFailedError.errno:
                raise TopicAuthorizationFailedError(topic)
            if described["error_code"]:
                raise TopicError(f"There is no topic {topic} yet.", hint="`tocsin topics ensure` creates it.")
            partitions = [
                TopicPartition(topic, each) for each in sorted(p["partition"] for p in described["partitions"])
            ]
            committed = await admin.list_consumer_group_offsets(self._group)
        finally:
            await admin.close()
        return partitions, {tp: each for tp, each in committed.items() if tp in partitions and each.offset >= 0}

    async def _take_up(
        self,
        consumer: AIOKafkaConsumer,
        partitions: list[TopicPartition],
        committed: dict[TopicPartition, OffsetAndMetadata],
    ) -> bool:
        """Go on where it stopped, and write down where a new endpoint begins; say whether there is anything to do."""
        if not self._revive and any(each.metadata == self._recipient.mark for each in committed.values()):
            self._gone = True
            return False
        self._revive = False
        fresh = [tp for tp in partitions if tp not in committed]
        edges = await (
            consumer.end_offsets(fresh) if self._recipient.start == "now" else consumer.beginning_offsets(fresh)
        )
        offsets = {tp: each.offset for tp, each in committed.items()} | dict(edges)
        for tp, offset in offsets.items():
            consumer.seek(tp, offset)
        await consumer.commit(offsets)
        return True

    async def _follow(self, consumer: AIOKafkaConsumer, partitions: list[TopicPartition]) -> None:
        while not self._gone:
            batches = await consumer.getmany(timeout_ms=RENEW_SECONDS * 1000, max_records=100)
            if not batches:
                await consumer.commit({tp: await consumer.position(tp) for tp in partitions})
            for tp, messages in batches.items():
                await self._take(consumer, tp, messages)
                if self._gone:
                    return

    async def _take(
        self, consumer: AIOKafkaConsumer, tp: TopicPartition, messages: list[ConsumerRecord[bytes, bytes]]
    ) -> None:
        for message in messages:
            alert = self._wanted(message)
            if alert is not None and not await self._send(alert, message):
                self._gone = True
                await consumer.commit({tp: OffsetAndMetadata(message.offset, self._recipient.mark)})
                return
            if alert is not None:
                await consumer.commit({tp: message.offset + 1})
        await consumer.commit({tp: messages[-1].offset + 1})

    def _wanted(self, message: ConsumerRecord[bytes, bytes]) -> Alert | None:
        if message.value is None:
            return None
        try:
            alert = decode(Alert, message.value, where=f"{message.topic}@{message.offset}")
        except InputError as error:
            self._log.warning("alert_unreadable", error=error.message)
            return None
        return alert if self._recipient.wants(alert) else None

    async def _send(self, alert: Alert, message: ConsumerRecord[bytes, bytes]) -> bool:
        """Try until the endpoint has it, or it has been tried for too long; say whether the endpoint is still there."""
        outgoing = self._carrier.prepare(alert, dt.datetime.fromtimestamp(max(0, message.timestamp) / 1000, dt.UTC))
        began, failures = time.monotonic(), 0
        while True:
            outcome = await self._carrier.attempt(outgoing)
            if outcome.accepted:
                self._log.info(f"{self._trade.name}_delivered", id=outgoing.id, alert=alert.id, revision=alert.revision)
                return True
            if outcome.gone:
                return False
            failures += 1
            pause = self._pauses.after(failures, outcome)
            self._log.warning(
                f"{self._trade.name}_failed",
                id=outgoing.id,
                status=outcome.status,
                reason=outcome.reason,
                again_in_s=pause,
            )
            if time.monotonic() - began + pause > GIVE_UP_SECONDS:
                self._log.error(f"{self._trade.name}_given_up", id=outgoing.id, alert=alert.id, revision=alert.revision)
                return True
            await asyncio.sleep(pause)
