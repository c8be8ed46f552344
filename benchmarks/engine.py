"""What the engine costs on real Kafka: an agent that passes records on, beside plain aiokafka doing the same."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import TopicPartition

from benchmarks.articles import ordinary_news
from benchmarks.measuring import Figure, show
from tocsin import Agent, Article, Output, Spec, Topic
from tocsin.broker import EmbeddedBroker
from tocsin.engine.messages import message_for
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.admin import TopicAdmin, declared_topics
from tocsin.topics.table import ARTICLES

COUNT = 8_000
BATCH = 100
RUNS = 3
COPIES = Topic("copies", Article)


class Identity(Agent[Article]):
    """Passes articles on."""

    spec = Spec(name="identity", summary="Passes on.", consumes=("articles",), produces=(COPIES,), batch=BATCH)

    def process(self, article: Article, /) -> Iterable[Output]:
        """Give the article itself."""
        yield article


def run() -> None:
    """Measure both in turn, on an embedded Kafka of their own."""
    with tempfile.TemporaryDirectory() as folder:
        broker = EmbeddedBroker(Path(folder) / "kafka")
        bootstrap = broker.start()
        try:
            plain, engine = [], []
            for number in range(RUNS):
                plain.append(asyncio.run(_plain(bootstrap, f"p{number}.")))
                engine.append(asyncio.run(_engine(bootstrap, f"e{number}.")))
        finally:
            broker.stop()
    figures = [
        Figure("plain aiokafka, a transaction a batch", "articles", tuple(plain)),
        Figure("an identity agent in the engine", "articles", tuple(engine)),
    ]
    show(f"through Kafka, articles of 300 words, batches of {BATCH}, one partition", figures)


async def _fill(bootstrap: str, prefix: str) -> Settings:
    settings = Settings(prefix=prefix)
    await TopicAdmin(settings, bootstrap).ensure(declared_topics(Wiring([Identity.spec]), settings))
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True)
    await producer.start()
    try:
        messages = [message_for(a, ARTICLES, source="bench") for a in ordinary_news(COUNT, words=300)]
        topic = settings.topic(ARTICLES.name)
        sent = [await producer.send(topic, m.value, key=m.key, headers=list(m.headers)) for m in messages]
        await asyncio.gather(*sent)
    finally:
        await producer.stop()
    return settings


async def _plain(bootstrap: str, prefix: str) -> float:
    settings = await _fill(bootstrap, prefix)
    source, target = settings.topic(ARTICLES.name), settings.topic(COPIES.name)
    tp = TopicPartition(source, 0)
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, isolation_level="read_committed")
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, transactional_id=f"{prefix}plain", acks="all")
    await consumer.start()
    await producer.start()
    try:
        consumer.assign([tp])
        await consumer.seek_to_beginning(tp)
        done, started = 0, time.perf_counter()
        while done < COUNT:
            records = (await consumer.getmany(tp, timeout_ms=500, max_records=BATCH)).get(tp, [])
            if not records:
                continue
            await producer.begin_transaction()
            sent = [await producer.send(target, r.value, key=r.key, headers=list(r.headers)) for r in records]
            await producer.send_offsets_to_transaction({tp: records[-1].offset + 1}, f"{prefix}plain")
            await asyncio.gather(*sent)
            await producer.commit_transaction()
            done += len(records)
        return done / (time.perf_counter() - started)
    finally:
        await consumer.stop()
        await producer.stop()


async def _engine(bootstrap: str, prefix: str) -> float:
    settings = await _fill(bootstrap, prefix)
    environment = {**os.environ, "KAFKA_BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_PREFIX": prefix}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tocsin", "run", "benchmarks.engine:Identity"),
        env=environment,
        stderr=asyncio.subprocess.DEVNULL,
    )
    consumer = AIOKafkaConsumer(
        settings.topic(COPIES.name),
        bootstrap_servers=bootstrap,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        done, started = 0, 0.0
        while done < COUNT:
            batches = await consumer.getmany(timeout_ms=500)
            # The clock starts with the first records that come out: starting a process is not the engine's rate.
            if batches and not started:
                started = time.perf_counter()
                first = sum(len(records) for records in batches.values())
            done += sum(len(records) for records in batches.values())
        return (done - first) / (time.perf_counter() - started)
    finally:
        await consumer.stop()
        process.terminate()
        await process.wait()
