"""A process that somebody starts again waits for Kafka, rather than end and be started for nothing."""

import asyncio
import os
import socket

import pytest
from structlog.testing import capture_logs

from tocsin.engine import patience
from tocsin.engine.patience import is_supervised, supervisor_is_gone, until_reachable


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LOOK_SECONDS", 0.01)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def test_what_listens_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, capture_logs() as logs:
        await until_reachable(f"127.0.0.1:{free_port()}, 127.0.0.1:{server.getsockname()[1]}")
    assert logs == []


async def test_what_comes_later_is_waited_for() -> None:
    port = free_port()
    with capture_logs() as logs:
        waiting = asyncio.create_task(until_reachable(f"127.0.0.1:{port}"))
        while not logs:  # noqa: ASYNC110 - a log tells nobody
            await asyncio.sleep(0.005)
        assert not waiting.done()
        with socket.create_server(("127.0.0.1", port)):
            await waiting
    assert {entry["event"] for entry in logs} == {"kafka_awaited"}


async def test_nothing_is_waited_for_any_more_when_it_is_over() -> None:
    looks = iter([False, False, True])
    await until_reachable(f"127.0.0.1:{free_port()}", lambda: next(looks))
    assert list(looks) == []


@pytest.mark.parametrize("bootstrap", ["", "nonsense", "127.0.0.1:", "127.0.0.1:99999"])
async def test_after_a_minute_it_is_for_others_to_say_what_is_amiss(
    monkeypatch: pytest.MonkeyPatch, bootstrap: str
) -> None:
    monkeypatch.setattr(patience, "MOST_SECONDS", 0.02)
    await until_reachable(bootstrap)


def test_a_process_knows_whether_its_supervisor_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TOCSIN_SUPERVISOR", raising=False)
    assert not is_supervised()
    assert not supervisor_is_gone()
    monkeypatch.setenv("TOCSIN_SUPERVISOR", str(os.getppid()))
    assert is_supervised()
    assert not supervisor_is_gone()
    monkeypatch.setenv("TOCSIN_SUPERVISOR", str(os.getpid()))
    assert supervisor_is_gone()
