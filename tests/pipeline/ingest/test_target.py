from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from tocsin.errors import BrokerError
from tocsin.ingest import target
from tocsin.ingest.target import connect, largest_record
from tocsin.settings import Settings


@pytest.fixture
def nowhere() -> Iterator[str]:
    """Give an address at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


async def test_a_broker_that_is_not_there_is_a_broker_error_within_ten_seconds(
    settings: Settings, nowhere: str
) -> None:
    begun = time.monotonic()
    with pytest.raises(BrokerError, match=nowhere):
        await connect(settings, nowhere)
    assert time.monotonic() - begun < 10


async def test_a_broker_that_accepts_and_never_answers_is_a_broker_error_too(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(target, "CONNECT_SECONDS", 0.1)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(BrokerError, match="cannot be reached: no answer in time"),
    ):
        await connect(settings, f"127.0.0.1:{silent.getsockname()[1]}")


async def test_a_broker_that_does_not_tell_its_limit_is_taken_to_allow_what_is_set(
    settings: Settings, nowhere: str
) -> None:
    assert await largest_record(settings, nowhere) == settings.max_record_bytes
