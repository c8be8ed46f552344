"""All agents as they are: those that serve, wait, stall, keep silent, and those that are down."""

import contextlib
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
from prometheus_client import CollectorRegistry

from tocsin import Article
from tocsin.engine.health import Health
from tocsin.engine.messages import Incoming, Outgoing, headers_for
from tocsin.engine.metrics import EngineMetrics
from tocsin.engine.processing import Processed
from tocsin.engine.supervisor import Member
from tocsin.operation.endpoint import Endpoint
from tocsin.operation.roster import Roster
from tocsin.operation.top import Row, Top
from tocsin.settings import Settings


@dataclass
class Running:
    """What an agent's process has, in this one: it answers for real, and is on the roster."""

    metrics: EngineMetrics
    now: float = 0.0
    health: Health = field(init=False)
    offset: int = 0

    def __post_init__(self) -> None:
        self.health = Health(60, lambda: self.now)

    def works(self, count: int, milliseconds: int) -> None:
        """Commit records that were so long on their way."""
        for _ in range(count):
            cause = Incoming("articles", 0, self.offset, b"", b"", timestamp_ms=1_000_000)
            output = Outgoing("floods", b"", b"", headers_for(Article(text="x"), source="floods", cause=cause))
            self.metrics.committed([cause], Processed(outputs=[output]), [1_000_000 + milliseconds], 0.01)
            self.offset += 1


@contextlib.contextmanager
def running(agent: str, member: str = "0") -> Iterator[Running]:
    registry = CollectorRegistry()
    process = Running(EngineMetrics(agent, "1", registry))
    endpoint = Endpoint(agent, process.health, registry)
    endpoint.open("127.0.0.1:0")
    try:
        with Roster(Settings()).entered(agent=agent, version="1", member=member, address=endpoint.address):
            yield process
    finally:
        endpoint.close()


@pytest.fixture
async def top() -> AsyncIterator[Top]:
    async with Top(Settings()) as found:
        yield found


async def only(top: Top) -> Row:
    [row] = await top.rows()
    return row


async def test_where_nothing_runs_there_is_nothing(top: Top) -> None:
    assert await top.rows() == []


async def test_an_agent_that_serves_is_told_with_its_figures(top: Top) -> None:
    with running("floods") as process:
        process.health.waits("")
        process.metrics.process(memory=64 * 1024 * 1024, limit=0, ready=True)
        process.metrics.lags({("articles", 0): 3, ("articles", 1): 4})
        assert (await only(top)).rate is None
        process.works(20, 150)
        row = await only(top)
    assert (row.agent, row.member, row.state, row.reason) == ("floods", "0", "serving", "")
    assert row.rate is not None
    assert row.rate > 0
    assert (row.lag, row.dead_letters, row.restarts, row.pid) == (7, 0, 0, os.getpid())
    assert row.memory_bytes == 64 * 1024 * 1024
    assert row.p50 is not None
    assert row.p99 is not None
    assert 0.1 <= row.p50 <= row.p99 <= 0.15


async def test_latency_is_that_of_the_time_watched_and_else_of_all_time(top: Top) -> None:
    with running("floods") as process:
        process.works(1_000, 9_000)
        before = await only(top)
        process.works(10, 20)
        after = await only(top)
    assert before.p50 is not None
    assert after.p50 is not None
    assert before.p50 > 5
    assert after.p50 <= 0.02


async def test_one_that_waits_says_for_what(top: Top) -> None:
    with running("floods"):
        row = await only(top)
    assert (row.state, row.reason) == ("waiting", "The agent is being opened.")


async def test_one_that_stalls_is_told_as_such(top: Top) -> None:
    with running("floods") as process:
        process.health.waits("")
        process.health.beat(rebalancing=False)
        process.now += 61
        row = await only(top)
    assert (row.state, row.reason) == ("stalled", "The engine has stood still for 61 s.")


@pytest.mark.parametrize("address", ["", "127.0.0.1:1"])
async def test_one_that_does_not_answer_is_silent(top: Top, address: str) -> None:
    with Roster(Settings()).entered(agent="floods", version="1", member="0", address=address):
        row = await only(top)
    assert (row.state, row.rate, row.pid) == ("silent", None, os.getpid())


async def test_one_that_is_down_is_told_by_its_supervisor_with_the_reason(top: Top) -> None:
    roster = Roster(Settings())
    with roster.supervising():
        roster.members([Member("floods", 0, restarts=3, ended="exit 1", reason="It holds 900 MiB.")])
        row = await only(top)
    assert (row.agent, row.member, row.state, row.reason) == ("floods", "0", "down", "It holds 900 MiB.")
    assert (row.restarts, row.rate) == (3, None)
