from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tocsin.settings import Settings


class Producer:
    """Takes records as Kafka's producer does; acknowledges each at once, or when the test does it by hand."""

    def __init__(self, *, acknowledges: bool) -> None:
        self.sent: list[tuple[str, bytes | None, bytes | None]] = []
        self.futures: list[asyncio.Future[Any]] = []
        self.refusal: Exception | None = None
        self._acknowledges = acknowledges
        self._more = asyncio.Event()

    async def send(
        self, topic: str, *, value: bytes | None, key: bytes | None, headers: list[tuple[str, bytes]]
    ) -> asyncio.Future[Any]:
        del headers
        if self.refusal is not None:
            raise self.refusal
        future = asyncio.get_running_loop().create_future()
        if self._acknowledges:
            future.set_result(None)
        self.sent.append((topic, key, value))
        self.futures.append(future)
        self._more.set()
        return future

    async def has_sent(self, count: int) -> None:
        """Wait until so many records were sent."""
        while len(self.sent) < count:
            self._more.clear()
            await self._more.wait()


@pytest.fixture
def producer() -> Producer:
    """Give a producer whose records are acknowledged at once."""
    return Producer(acknowledges=True)


@pytest.fixture
def held() -> Producer:
    """Give a producer whose records wait for the test to acknowledge them."""
    return Producer(acknowledges=False)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(prefix="t.", state_dir=tmp_path / "state", bootstrap_servers="localhost:9092")
