"""A broken deployment stops its agent, and does not empty a topic into the dead letters; bad records do not."""

import asyncio
import json
import subprocess

import pytest
from aiokafka.structs import TopicPartition

from tests.kafka.chain import Fragile
from tests.kafka.driving import Processes, produce, read_until
from tocsin import Article
from tocsin.engine.tail import newest
from tocsin.plugins.wiring import Wiring
from tocsin.settings import load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

STOPS = "Agent fragile fails on most of what it reads"


@pytest.fixture(autouse=True)
async def topics(bootstrap: str, prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    await TopicAdmin(load_settings(), bootstrap).ensure(declared_topics(Wiring([Fragile.spec]), load_settings()))


def articles(text: str, count: int) -> list[Article]:
    return [Article(title=f"{text} {number}", text=text) for number in range(count)]


async def stops(processes: Processes) -> None:
    """Start the agent, and wait until it has ended by itself."""
    process = processes.start("run", "chain:Fragile")
    try:
        assert await asyncio.to_thread(process.wait, 90) == 1
    except subprocess.TimeoutExpired:
        pytest.fail(f"It goes on: {processes.log()[-4000:]}")


async def test_a_broken_agent_stops_and_what_is_mended_does_all_of_it(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    await produce(bootstrap, prefix, [*articles("good", 5), *articles("bad", 300)])
    for times in (1, 2):
        await stops(processes)
        assert processes.log().count(STOPS) == times
    buried = await read_until(bootstrap, [f"{prefix}deadletters"], 0)
    assert len(buried) < 50

    processes.another(FRAGILE_IS_MENDED="1").start("run", "chain:Fragile")
    seen = await read_until(bootstrap, [f"{prefix}fragile.seen"], 305 - len(buried))
    ids = [json.loads(record.value or b"")["article_id"] for record in seen]
    assert len(ids) == len(set(ids)) == 305 - len(buried)


async def test_failures_are_counted_over_restarts(bootstrap: str, prefix: str, processes: Processes) -> None:
    first = processes.start("run", "chain:Fragile")
    await produce(bootstrap, prefix, articles("bad", 49))
    assert len(await read_until(bootstrap, [f"{prefix}deadletters"], 49)) == 49
    first.terminate()
    await asyncio.to_thread(first.wait, 60)

    await produce(bootstrap, prefix, articles("bad", 1))
    await stops(processes)
    assert STOPS in processes.log()
    assert len(await read_until(bootstrap, [f"{prefix}deadletters"], 49)) == 49


async def test_bad_records_become_dead_letters_when_the_agent_can_do_those_behind(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    await produce(bootstrap, prefix, [*articles("bad", 300), *articles("good", 20)])
    processes.start("run", "chain:Fragile")

    assert len(await read_until(bootstrap, [f"{prefix}fragile.seen"], 20)) == 20
    assert len(await read_until(bootstrap, [f"{prefix}deadletters"], 300)) == 300
    assert STOPS not in processes.log()


async def test_a_stretch_of_bad_records_holds_an_agent_up_only_until_good_ones_come(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    await produce(bootstrap, prefix, articles("bad", 60))
    await stops(processes)

    await produce(bootstrap, prefix, articles("good", 10))
    processes.start("run", "chain:Fragile")

    assert len(await read_until(bootstrap, [f"{prefix}fragile.seen"], 10)) == 10
    assert len(await read_until(bootstrap, [f"{prefix}deadletters"], 60)) == 60


async def test_without_a_limit_nothing_stops(bootstrap: str, prefix: str, processes: Processes) -> None:
    await produce(bootstrap, prefix, articles("bad", 120))
    processes.another(TOCSIN_BREAKER_FAILURES="0").start("run", "chain:Fragile")

    assert len(await read_until(bootstrap, [f"{prefix}deadletters"], 120)) == 120


async def test_the_newest_records_of_a_partition_are_read_from_an_offset_on(bootstrap: str, prefix: str) -> None:
    await produce(bootstrap, prefix, articles("good", 30))
    tp = TopicPartition(f"{prefix}articles", 0)
    options = load_settings().kafka_options(bootstrap)

    assert [m.offset for m in await newest(tp, "articles", 0, 5, options)] == [25, 26, 27, 28, 29]
    assert [m.offset for m in await newest(tp, "articles", 28, 5, options)] == [28, 29]
    assert await newest(tp, "articles", 30, 5, options) == []
