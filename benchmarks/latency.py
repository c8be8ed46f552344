"""How long an article takes to become an alert, through every agent on real Kafka, at the pace of the world's online news."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks.articles import ordinary_news
from tocsin import Article
from tocsin.broker import EmbeddedBroker
from tocsin.engine.backlog import wait_until_done
from tocsin.engine.messages import Incoming, entered, message_for, received, trace_id
from tocsin.plugins.discovery import installed, load_all
from tocsin.plugins.graph import in_flow_order
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.table import ALERTS, ARTICLES

RATE = 10
"""Articles a second."""

COUNT = 900
WARM_UP = 100
"""The first articles do not count: caches fill, and the first batch of each partition waits for its owner."""

DAYS = 90
"""Articles are spread over so many days, so that they are about many events with few reports each."""

START_SECONDS = 600


def run() -> None:
    """Measure on an embedded Kafka of its own, with every installed agent in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        broker = EmbeddedBroker(Path(folder) / "kafka")
        bootstrap = broker.start()
        try:
            sent, alerts = asyncio.run(_measure(bootstrap, Path(folder)))
        finally:
            broker.stop()
    _show(sent, alerts)


async def _measure(bootstrap: str, folder: Path) -> tuple[dict[str, float], list[tuple[Incoming, float]]]:
    settings = Settings(prefix="latency.", bootstrap_servers=bootstrap)
    async with _agents(bootstrap, folder, settings):
        consumer = AIOKafkaConsumer(
            settings.topic(ALERTS.name),
            bootstrap_servers=bootstrap,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
        )
        await consumer.start()
        try:
            working = asyncio.create_task(_work(bootstrap, settings))
            alerts: list[tuple[Incoming, float]] = []
            while True:
                done = working.done()  # looked at before reading: what agents had written by then is still read
                batches = await consumer.getmany(timeout_ms=100)
                now = time.time()
                alerts += [(received(record, ALERTS.name), now) for records in batches.values() for record in records]
                if done and not batches:
                    return await working, alerts
        finally:
            await consumer.stop()


async def _work(bootstrap: str, settings: Settings) -> dict[str, float]:
    """Send the articles, and wait until every agent has processed all that follows."""
    sent = await _feed(bootstrap, settings)
    wiring = Wiring([agent_class.spec for agent_class in load_all()])
    await wait_until_done(settings, bootstrap, wiring, in_flow_order(wiring))
    return sent


async def _feed(bootstrap: str, settings: Settings) -> dict[str, float]:
    """Send the articles at their pace; give when each was handed over, by its trace."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True)
    await producer.start()
    sent: dict[str, float] = {}
    try:
        began = time.monotonic()
        for number, article in enumerate(_articles()):
            await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))
            message = message_for(article, ARTICLES, source="bench")
            sent[trace_id(article.id)] = time.time()
            await producer.send(
                settings.topic(ARTICLES.name), message.value, key=message.key, headers=list(message.headers)
            )
    finally:
        await producer.stop()
    return sent


def _articles() -> list[Article]:
    first = dt.date(2012, 3, 9)
    return [
        Article.model_validate(
            article.model_dump(exclude={"id"}) | {"published": (first + dt.timedelta(days=number % DAYS)).isoformat()}
        )
        for number, article in enumerate(ordinary_news(COUNT, words=500, reports=0.05))
    ]


@asynccontextmanager
async def _agents(bootstrap: str, folder: Path, settings: Settings) -> AsyncIterator[None]:
    environment = {
        **os.environ,
        "KAFKA_BOOTSTRAP_SERVERS": bootstrap,
        "TOCSIN_PREFIX": settings.prefix,
        "TOCSIN_STATE_DIR": str(folder / "state"),
        "TOCSIN_LOG_FORMAT": "json",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tocsin", "up"), env=environment, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    draining: asyncio.Task[bytes] | None = None
    said: list[str] = []
    try:
        try:
            async with asyncio.timeout(START_SECONDS):
                while sum('"agent_started"' in line for line in said) < len(installed()):
                    said.append((await process.stderr.readline()).decode() or sys.exit("The agents have ended."))
        except TimeoutError:
            sys.exit(f"The agents have not started within {START_SECONDS} s:\n{''.join(said)}")
        draining = asyncio.create_task(process.stderr.read())
        yield
    finally:
        process.terminate()
        await process.wait()
        if draining is not None:
            await draining


def _show(sent: dict[str, float], alerts: list[tuple[Incoming, float]]) -> None:
    counted = set(list(sent)[WARM_UP:])
    arrivals, written = [], []
    for message, at in alerts:
        trace = next((value.decode().split("-")[1] for name, value in message.headers if name == "traceparent"), "")
        began = entered(message.headers)
        if trace in counted and began is not None:
            arrivals.append(at - sent[trace])
            written.append((message.timestamp_ms - began) / 1000)
    if not arrivals:
        sys.exit("No article became an alert.")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    agents = len(installed())
    print(f"\nfrom article to alert, {RATE} articles/s of 500 words, {agents} agents, {COUNT - WARM_UP} articles")
    print(
        f"  {len(arrivals):,} alerts; load average {load} on {os.cpu_count()} cores (the broker and all agents on them)"
    )
    for name, found in (
        ("handed over to read by a subscriber", arrivals),
        ("as /metrics has it, record to record", written),
    ):
        found.sort()
        print(f"  {name:<40} p50 {_at(found, 0.5):.3f} s   p99 {_at(found, 0.99):.3f} s   worst {found[-1]:.3f} s")


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
