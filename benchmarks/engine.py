"""What the engine costs on real Kafka: an agent that passes records on, beside plain aiokafka doing the same."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import TopicPartition

from benchmarks.articles import ordinary_news
from benchmarks.measuring import Figure, show
from benchmarks.through_kafka import Course, embedded_kafka, fill, rate
from tocsin import Agent, Article, Output, Spec, Topic
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


def identity(articles: Sequence[Article]) -> Course:
    """Give the course of the agent that passes articles on: what an agent costs that does nothing."""
    return Course("benchmarks.engine:Identity", Identity.spec, articles, len(articles))


def run() -> None:
    """Measure both in turn, on an embedded Kafka of their own."""
    articles = ordinary_news(COUNT, words=300)
    course = identity(articles)
    plain, engine = [], []
    with embedded_kafka() as bootstrap:
        for number in range(RUNS):
            plain.append(asyncio.run(_plain(bootstrap, f"p{number}.", articles)))
            engine.append(asyncio.run(rate(bootstrap, f"e{number}.", course)))
    figures = [
        Figure("plain aiokafka, a transaction a batch", "articles", tuple(plain)),
        Figure("an identity agent in the engine", "articles", tuple(engine)),
    ]
    show(f"through Kafka, articles of 300 words, batches of {BATCH}, one partition", figures)


async def _plain(bootstrap: str, prefix: str, articles: Sequence[Article]) -> float:
    settings = await fill(bootstrap, prefix, Identity.spec, articles)
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
