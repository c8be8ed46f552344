"""Feeding the items, at a pace, whatever happens to the broker: each is on the topic once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from benchmarks.ordeal.news import Item
from benchmarks.ordeal.reading import patiently, read

__all__ = ["NUMBER", "Feed"]

NUMBER = "x-torture-number"
"""Header of a fed record: which item it is."""

REQUEST_MS = 120_000
"""Longer than a broker takes to come back: an idempotent producer then sends again by itself, and repeats nothing."""

WINDOW = 200
LOOK_SECONDS = 120


class Feed:
    """Sends items to a topic in their order. `sent` counts those that the broker has acknowledged."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        self._bootstrap = bootstrap
        self._topic = topic
        self._done: set[int] = set()

    @property
    def sent(self) -> int:
        """How many items are on the topic."""
        return len(self._done)

    async def run(self, items: Iterable[Item], *, rate: float) -> None:
        """Send all; `rate` is items a second, from now on, so what a pause held up is caught up with."""
        waiting = list(items)
        started = time.monotonic()
        due = {item.number: started + index / rate for index, item in enumerate(waiting)}
        while waiting:
            try:
                await self._send(waiting, due)
            except (KafkaError, OSError) as error:
                # What did arrive is on the topic; only that can say it.
                print(f"feed: {error!r}; looking at what has arrived", flush=True)
            self._done |= await patiently(LOOK_SECONDS, "reading back what was fed", self._arrived)
            waiting = [item for item in waiting if item.number not in self._done]

    async def _send(self, items: list[Item], due: dict[int, float]) -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=self._bootstrap, enable_idempotence=True, acks="all", request_timeout_ms=REQUEST_MS
        )
        await producer.start()
        pending: set[asyncio.Future[object]] = set()
        try:
            for item in items:
                await asyncio.sleep(max(0.0, due[item.number] - time.monotonic()))
                headers = [(NUMBER, str(item.number).encode()), ("content-type", b"application/json")]
                future = await producer.send(self._topic, item.value, key=item.key, headers=headers)
                future.add_done_callback(lambda sent, number=item.number: self._acknowledge(sent, number))
                pending.add(future)
                if len(pending) >= WINDOW:
                    _, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.gather(*pending)
        finally:
            await producer.stop()

    def _acknowledge(self, sent: asyncio.Future[object], number: int) -> None:
        if not sent.cancelled() and sent.exception() is None:
            self._done.add(number)

    async def _arrived(self) -> set[int]:
        lines = await read(self._bootstrap, self._topic)
        return {number for part in lines.values() for line in part if (number := number_of(line.headers)) is not None}


def number_of(headers: tuple[tuple[str, bytes], ...]) -> int | None:
    """Give the number of a fed item from its headers; None when it was not fed by us."""
    return next((int(value) for name, value in headers if name == NUMBER), None)
