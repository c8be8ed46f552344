"""Each derived record once, whatever is killed when; checked by a client that knows nothing of the engine."""

import asyncio
import json
import os
import random
import signal
from collections import Counter
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.structs import ConsumerRecord

from tests.kafka.chain import Hang, Number, See
from tests.kafka.driving import HERE, Processes, kept_running, numbered_articles, produce, read_until
from tocsin import Article
from tocsin.broker import EmbeddedBroker
from tocsin.engine.messages import message_for
from tocsin.plugins.wiring import Wiring
from tocsin.settings import load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics
from tocsin.topics.table import ARTICLES

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

NUMBER = ("run", "chain:Number", "--instance", "0")
SEE = ("run", "chain:See", "--instance", "0")


@pytest.fixture
async def topics(bootstrap: str, prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    settings = load_settings()
    declared = declared_topics(Wiring([Number.spec, See.spec]), settings)
    await TopicAdmin(settings, bootstrap).ensure(declared)


def assert_each_once(records: list[ConsumerRecord[bytes, bytes]], articles: list[Article], log: str) -> None:
    """Every article arrived once, and was numbered once: 1, 2, 3, ... without a gap."""
    fields = [json.loads(record.value or b"") for record in records]
    counts = Counter(field["article_id"] for field in fields)
    lost = {article.id for article in articles} - set(counts)
    repeated = {article_id: count for article_id, count in counts.items() if count > 1}
    assert (len(lost), len(repeated)) == (0, 0), log[-4000:]
    assert sorted(field["number"] for field in fields) == list(range(1, len(articles) + 1))


@pytest.mark.usefixtures("topics")
async def test_agents_that_are_killed_lose_and_repeat_nothing(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    articles = numbered_articles(1500)
    chance = random.Random(7)
    async with kept_running(processes, NUMBER, SEE) as running:
        feeding = asyncio.create_task(produce(bootstrap, prefix, articles, rate=150))
        for _ in range(6):
            await asyncio.sleep(chance.uniform(1.0, 2.0))
            running[chance.randrange(2)].send_signal(signal.SIGKILL)
        await feeding
        records = await read_until(bootstrap, [f"{prefix}seen"], len(articles))

    assert_each_once(records, articles, processes.log())


@pytest.mark.usefixtures("topics")
async def test_members_that_come_and_go_lose_and_repeat_nothing(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    articles = numbered_articles(1200)
    see = ("run", "chain:See")
    async with kept_running(processes, NUMBER, see) as running:
        feeding = asyncio.create_task(produce(bootstrap, prefix, articles, rate=80))
        await asyncio.sleep(3)
        async with kept_running(processes.another(), see, see):
            await asyncio.sleep(5)
            running[1].send_signal(signal.SIGTERM)
            await asyncio.sleep(4)
        await feeding
        records = await read_until(bootstrap, [f"{prefix}seen"], len(articles))

    assert_each_once(records, articles, processes.log())


@pytest.mark.usefixtures("topics")
async def test_a_member_that_gives_partitions_to_another_goes_on(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    articles = numbered_articles(300)
    first = processes.start("run", "chain:See")
    processes.start("run", *NUMBER[1:])
    await processes.wait_for("agent_started", times=2)
    await produce(bootstrap, prefix, articles[:100])
    await read_until(bootstrap, [f"{prefix}seen"], 100)

    second = processes.start("run", "chain:See")
    await processes.wait_for("agent_started", times=3)
    await produce(bootstrap, prefix, articles[100:])
    records = await read_until(bootstrap, [f"{prefix}seen"], len(articles))

    assert_each_once(records, articles, processes.log())
    assert (first.poll(), second.poll()) == (None, None)


@pytest.mark.usefixtures("topics")
async def test_a_topic_that_is_deleted_and_made_anew_is_read_from_its_beginning(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    before, after = numbered_articles(200)[:150], numbered_articles(200)[150:]
    async with kept_running(processes, SEE, NUMBER):
        await produce(bootstrap, prefix, before)
        await read_until(bootstrap, [f"{prefix}seen"], len(before))
        declared = declared_topics(Wiring([Number.spec, See.spec]), load_settings())
        admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
        await admin.start()
        try:
            await admin.delete_topics([f"{prefix}articles"])
            while f"{prefix}articles" in await admin.list_topics():  # noqa: ASYNC110 - Kafka tells nobody
                await asyncio.sleep(0.1)
        finally:
            await admin.close()
        await TopicAdmin(load_settings(), bootstrap).ensure(declared)
        await produce(bootstrap, prefix, after)
        records = await read_until(bootstrap, [f"{prefix}seen"], len(before) + len(after))

    assert_each_once(records, before + after, processes.log())


@pytest.mark.usefixtures("topics")
async def test_a_member_that_sleeps_through_its_session_is_fenced_and_not_heard(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    articles = numbered_articles(1500)
    async with kept_running(processes, ("run", "chain:Number"), ("run", "chain:See")) as running:
        feeding = asyncio.create_task(produce(bootstrap, prefix, articles, rate=60))
        await asyncio.sleep(4)
        sleeper = running[0]
        sleeper.send_signal(signal.SIGSTOP)
        second = processes.start("run", "chain:Number")
        # Longer than the session timeout of ten seconds: the second member takes over in the meantime.
        await asyncio.sleep(14)
        sleeper.send_signal(signal.SIGCONT)
        await feeding
        records = await read_until(bootstrap, [f"{prefix}seen"], len(articles))
        assert second.poll() is None

    assert_each_once(records, articles, processes.log())


async def test_a_broker_that_is_killed_loses_and_repeats_nothing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = EmbeddedBroker(tmp_path / "kafka")
    bootstrap = await asyncio.to_thread(broker.start)
    monkeypatch.setenv("TOCSIN_PREFIX", "k.")
    declared = declared_topics(Wiring([Number.spec, See.spec]), load_settings())
    processes = Processes(bootstrap, "k.", tmp_path_factory.mktemp("logs"))
    articles = numbered_articles(1500)
    try:
        await TopicAdmin(load_settings(), bootstrap).ensure(declared)
        async with kept_running(processes, NUMBER, SEE):
            await produce(bootstrap, "k.", articles[:500])
            feeding = asyncio.create_task(produce(bootstrap, "k.", articles[500:], rate=100))
            for _ in range(2):
                await asyncio.sleep(3)
                pid = broker.status().pid
                assert pid is not None
                os.kill(pid, signal.SIGKILL)
                assert await asyncio.to_thread(broker.start) == bootstrap
            await feeding
            records = await read_until(bootstrap, ["k.seen"], len(articles))
    finally:
        processes.end()
        await asyncio.to_thread(broker.stop)

    assert_each_once(records, articles, processes.log())


@pytest.mark.usefixtures("topics")
async def test_what_an_aborted_transaction_wrote_is_never_seen(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    kept, dropped = numbered_articles(2)
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, transactional_id=f"{prefix}test")
    await producer.start()
    try:
        for article, commit in ((dropped, False), (kept, True)):
            await producer.begin_transaction()
            message = message_for(article, ARTICLES, source="test")
            await producer.send_and_wait(f"{prefix}articles", message.value, key=message.key)
            await (producer.commit_transaction() if commit else producer.abort_transaction())
    finally:
        await producer.stop()
    async with kept_running(processes, NUMBER, SEE):
        records = await read_until(bootstrap, [f"{prefix}seen"], 1)

    assert_each_once(records, [kept], processes.log())


@pytest.mark.usefixtures("topics")
async def test_agents_end_with_their_supervisor(processes: Processes) -> None:
    supervisor = processes.start("up", "chain:Number", "chain:See")
    await processes.wait_for("agent_started", times=2)
    children = psutil.Process(supervisor.pid).children()
    assert len(children) == 2

    supervisor.kill()

    for child in children:
        await asyncio.to_thread(child.wait, 20)


@pytest.mark.usefixtures("topics")
async def test_a_supervisor_starts_again_what_ends_and_says_so(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    supervisor = processes.start("up", "chain:Number", "chain:See")
    await processes.wait_for("agent_started", times=2)
    articles = numbered_articles(50)

    psutil.Process(supervisor.pid).children()[0].kill()
    await processes.wait_for("agent_started", times=3)
    await produce(bootstrap, prefix, articles)
    records = await read_until(bootstrap, [f"{prefix}seen"], len(articles))
    supervisor.terminate()

    assert await asyncio.to_thread(supervisor.wait, 30) == 0
    assert_each_once(records, articles, processes.log())
    assert "agent_down" in processes.log()
    assert "killed by SIGKILL" in processes.log()


@pytest.mark.usefixtures("topics")
async def test_an_agent_that_hangs_ends_and_says_where_it_stood(
    bootstrap: str, prefix: str, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    declared = declared_topics(Wiring([Hang.spec]), load_settings())
    await TopicAdmin(load_settings(), bootstrap).ensure(declared)
    hanging = processes.start("run", "chain:Hang")
    await produce(bootstrap, prefix, [Article(text="fine"), Article(text="fine too"), Article(text="hang")])

    assert await asyncio.to_thread(hanging.wait, 90) == 1
    assert f"{prefix}articles[0] has records up to" in processes.log()
    assert "Traceback" not in processes.log()


@pytest.mark.usefixtures("topics")
async def test_an_agent_is_started_anew_when_its_source_changes(processes: Processes, tmp_path: Path) -> None:
    source = tmp_path / "changing.py"
    source.write_text((HERE / "chain.py").read_text())
    further = processes.another(PYTHONPATH=str(tmp_path))
    further.start("up", "--reload", "changing:See")
    await further.wait_for("agent_started")

    source.write_text(source.read_text() + "\n# changed\n")

    await further.wait_for("agent_reloaded")
    await further.wait_for("agent_started", times=2)
    assert "agent_down" not in further.log()
