"""The rate of an agent as its own process on real Kafka, from articles on a topic to records on others."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from tocsin import Article, Spec
from tocsin.broker import EmbeddedBroker
from tocsin.engine.messages import message_for
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.admin import TopicAdmin, declared_topics
from tocsin.topics.table import ARTICLES

__all__ = ["Course", "embedded_kafka", "fill", "rate"]


@dataclass(frozen=True, slots=True)
class Course:
    """What is measured: an agent, as `tocsin run` names it, and what it makes of articles."""

    agent: str
    spec: Spec
    articles: Sequence[Article]
    records: int
    """Records that the agent makes of these articles, on all its topics."""


@contextmanager
def embedded_kafka() -> Iterator[str]:
    """Run an embedded Kafka of its own; give its address."""
    with tempfile.TemporaryDirectory() as folder:
        broker = EmbeddedBroker(Path(folder) / "kafka")
        try:
            yield broker.start()
        finally:
            broker.stop()


async def fill(bootstrap: str, prefix: str, spec: Spec, articles: Sequence[Article]) -> Settings:
    """Make an agent's topics under a prefix of their own, and put the articles on theirs."""
    settings = Settings(prefix=prefix)
    await TopicAdmin(settings, bootstrap).ensure(declared_topics(Wiring([spec]), settings))
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True)
    await producer.start()
    try:
        messages = [message_for(article, ARTICLES, source="bench") for article in articles]
        topic = settings.topic(ARTICLES.name)
        sent = [await producer.send(topic, m.value, key=m.key, headers=list(m.headers)) for m in messages]
        await asyncio.gather(*sent)
    finally:
        await producer.stop()
    return settings


async def rate(bootstrap: str, prefix: str, course: Course) -> float:
    """Give the articles a second that come through, counted in the records that a read_committed reader sees."""
    settings = await fill(bootstrap, prefix, course.spec, course.articles)
    environment = {**os.environ, "KAFKA_BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_PREFIX": prefix}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tocsin", "run", course.agent), env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    consumer = AIOKafkaConsumer(
        *(settings.topic(topic.name) for topic in course.spec.outputs),
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        done, first, started = 0, 0, 0.0
        while done < course.records:
            batches = await consumer.getmany(timeout_ms=500)
            done += sum(len(records) for records in batches.values())
            # The clock starts with the first records that come out: starting a process is not the engine's rate.
            if batches and not started:
                started, first = time.perf_counter(), done
            if process.returncode is not None:
                sys.exit(f"{course.agent} ended with {process.returncode} after {done} records")
        return (done - first) / course.records * len(course.articles) / (time.perf_counter() - started)
    finally:
        await consumer.stop()
        process.terminate()
        await process.wait()
