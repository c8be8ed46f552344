"""The Kafka that a replay writes to: its producer, its topics, and how large a record it takes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError

from tocsin.access.refusals import failure
from tocsin.ingest.intake import Intake
from tocsin.settings import Settings
from tocsin.topics.admin import Declared, TopicAdmin
from tocsin.topics.table import ARTICLES, DEADLETTERS

__all__ = ["close", "connect", "ensure_topics", "largest_record", "open_intake"]

CONNECT_SECONDS = 8.0
CLOSE_SECONDS = 5.0
LINGER_MS = 5
BATCH_BYTES = 256 * 1024
"""Below the 1 MiB that a broker takes by default."""

LIMIT = "max.message.bytes"

INGEST = "ingest"
"""Who sends what comes in by feeds and by HTTP, in the headers of articles and as the agent of dead letters."""


@asynccontextmanager
async def open_intake(settings: Settings, bootstrap: str) -> AsyncIterator[Intake]:
    """Connect, see to the topics, and give what articles that come in one by one are handed to; raises BrokerError."""
    producer = await connect(settings, bootstrap)
    try:
        await ensure_topics(settings, bootstrap)
        largest = await largest_record(settings, bootstrap)
        yield Intake(producer, settings, source=INGEST, largest=largest)
    finally:
        await close(producer)


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
        raise await failure(settings, bootstrap, error) from None
    except BaseException:
        await close(producer)
        raise
    return producer


async def close(producer: AIOKafkaProducer) -> None:
    """Close a producer; one that still waits for a broker is left after a few seconds."""
    with suppress(TimeoutError, KafkaError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await producer.stop()


async def ensure_topics(settings: Settings, bootstrap: str) -> None:
    """Create the two topics a replay writes to, unless they are there."""
    declared = tuple(
        Declared(settings.topic(topic.name), topic.partitions, topic.cleanup, topic.retention_ms, topic.summary)
        for topic in (ARTICLES, DEADLETTERS)
    )
    await TopicAdmin(settings, bootstrap).ensure(declared)


async def largest_record(settings: Settings, bootstrap: str) -> int:
    """Give the bytes of the largest record that both the settings and the articles topic allow.

    A broker that does not tell (it may be forbidden to ask) is taken to allow what the settings do.
    """
    topic = settings.topic(ARTICLES.name)
    admin = AIOKafkaAdminClient(**settings.kafka_options(bootstrap))
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await admin.start()
            answers = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic, {LIMIT: ""})])
    except (KafkaError, OSError, TimeoutError):
        return settings.max_record_bytes
    finally:
        await admin.close()
    limits = [int(entry[1]) for answer in answers for *_, entries in answer.resources for entry in entries if entry[1]]
    return min(settings.max_record_bytes, *limits)
