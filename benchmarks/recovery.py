"""How long it takes to serve again: after an agent is killed, after the broker is, and with a state of 100,000 articles.

Serving again means: an article that was sent after the kill has come out, committed. `tocsin up` does what is to be done.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

import psutil
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from benchmarks.copies import unlike_articles
from tocsin import Article
from tocsin.broker import EmbeddedBroker
from tocsin.engine.changelog import changelog_topic, write_change
from tocsin.engine.messages import message_for
from tocsin.engine.restore import restore
from tocsin.plugins.state import State
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.admin import TopicAdmin, declared_topics
from tocsin.topics.table import ARTICLES, UNIQUE
from tocsin_agents.dedup import Dedup

RUNS = 10
REMEMBERED = 100_000
PREFIX = "recovery."
FEED_SECONDS = 0.05
PATIENCE_SECONDS = 120
SERVING_SECONDS = 12.0


def run() -> None:
    """Measure, each several times, and print medians."""
    print(f"\nrecovery, medians of {RUNS}: from the kill to the first article sent after it that has come out")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    settings, broker = Settings(prefix=PREFIX), EmbeddedBroker(folder / "kafka")
    bootstrap = broker.start()
    try:
        await TopicAdmin(settings, bootstrap).ensure(declared_topics(Wiring([Dedup.spec]), settings))
        async with _up(folder) as process, _Line(bootstrap, settings) as line:
            await line.serving_after(lambda: None)
            _show("agent killed", await line.times(lambda: _kill_agent(process)))
            _show("broker killed", await line.times(lambda: _kill_broker(broker)))
        await _remember(bootstrap, settings)
        _show(f"state of {REMEMBERED:,} read back", [await _restore(bootstrap, settings) for _ in range(RUNS)])
        async with _up(folder) as process, _Line(bootstrap, settings) as line:
            await line.serving_after(lambda: None)
            _show("agent with that state killed", await line.times(lambda: _kill_agent(process)))
    finally:
        broker.stop()


@contextlib.asynccontextmanager
async def _up(folder: Path) -> AsyncIterator[psutil.Process]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("KAFKA_", "TOCSIN_"))},
        "TOCSIN_DATA_DIR": str(folder),
        "TOCSIN_STATE_DIR": str(folder),
        "TOCSIN_PREFIX": PREFIX,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tocsin", "up", "dedup"), env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


class _Line:
    """Articles sent one after another, and a look at what comes out. Use it as an async context."""

    def __init__(self, bootstrap: str, settings: Settings) -> None:
        self._producer = AIOKafkaProducer(
            bootstrap_servers=bootstrap, enable_idempotence=True, acks="all", request_timeout_ms=120_000
        )
        self._consumer = AIOKafkaConsumer(
            settings.topic(UNIQUE.name), bootstrap_servers=bootstrap, isolation_level="read_committed"
        )
        self._topic = settings.topic(ARTICLES.name)
        self._sent: dict[str, float] = {}
        self._feeding: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._producer.start()
        await self._consumer.start()
        self._feeding = asyncio.create_task(self._feed())
        return self

    async def __aexit__(self, *_exception: object) -> None:
        assert self._feeding is not None
        self._feeding.cancel()
        await asyncio.gather(self._feeding, return_exceptions=True)
        await self._consumer.stop()
        await self._producer.stop()

    async def times(self, strike: Callable[[], None]) -> list[float]:
        """Strike several times, with some time to serve in between, so that the first pause of the supervisor applies."""
        seconds = []
        for _ in range(RUNS):
            until = time.monotonic() + SERVING_SECONDS
            async for _record in self._consumer:
                if time.monotonic() > until:
                    break
            seconds.append(await self.serving_after(strike))
        return seconds

    async def serving_after(self, strike: Callable[[], None]) -> float:
        """Give the seconds from a strike until an article sent after it has come out."""
        strike()
        struck = time.monotonic()
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for record in self._consumer:
                if self._sent.get((record.key or b"").decode(), 0.0) > struck:
                    return time.monotonic() - struck
        raise AssertionError  # a consumer does not end

    async def _feed(self) -> None:
        number = 0
        while True:
            number += 1
            article = Article(title=f"Live {time.time_ns()}", text=f"Text {number} of {time.time_ns()}.")
            message = message_for(article, ARTICLES, source="bench")
            self._sent[article.id] = time.monotonic()
            await self._producer.send(self._topic, message.value, key=message.key, headers=list(message.headers))
            await asyncio.sleep(FEED_SECONDS)


def _kill_agent(up: psutil.Process) -> None:
    [agent] = [child for child in up.children() if "run" in child.cmdline()]
    agent.kill()


def _kill_broker(broker: EmbeddedBroker) -> None:
    pid = broker.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


async def _remember(bootstrap: str, settings: Settings) -> None:
    """Write the changelog that so many articles leave."""
    agent, state = Dedup(), State(Dedup.spec.state)
    agent.attach(state)
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    await producer.start()
    try:
        for article in itertools.islice(unlike_articles(), REMEMBERED):
            list(agent.process(article, state))
            for key, value in map(write_change, state.settle()):
                await producer.send(settings.topic(changelog_topic(Dedup.spec.name)), value, key=key, partition=0)
        await producer.flush()
    finally:
        await producer.stop()


async def _restore(bootstrap: str, settings: Settings) -> float:
    agent, state = Dedup(), State(Dedup.spec.state)
    agent.attach(state)
    topic = settings.topic(changelog_topic(Dedup.spec.name))
    with ThreadPoolExecutor(1) as executor:

        async def in_thread(call: Callable[..., object], *arguments: object) -> object:
            return await asyncio.get_running_loop().run_in_executor(executor, call, *arguments)

        started = time.perf_counter()
        await restore(state, topic, 0, settings.kafka_options(bootstrap), in_thread)
        return time.perf_counter() - started


def _show(name: str, seconds: list[float]) -> None:
    middle = statistics.median(seconds)
    print(f"  {name:<44} {middle:6.1f} s   ({min(seconds):.1f} to {max(seconds):.1f})", flush=True)
