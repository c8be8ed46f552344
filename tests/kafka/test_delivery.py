"""Alerts from real Kafka to others: webhooks to a receiver that is killed and misbehaves, and the live page."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import feedparser
import httpx
import pytest
from aiokafka import AIOKafkaProducer

from tests.kafka.driving import Processes
from tests.kafka.receiving import SECRET, Receiver
from tests.pipeline.delivery.desk import TOKEN, Desk
from tests.pipeline.delivery.making import alert_of
from tocsin import Alert
from tocsin.engine.messages import message_for
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.admin import TopicAdmin, declared_topics
from tocsin.topics.table import ALERTS

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]


def numbered(first: int, last: int) -> list[Alert]:
    return [alert_of(labels={"event": f"e{i // 2}"}, revision=1 + i % 2, sources=i) for i in range(first, last)]


async def make_topics(bootstrap: str, prefix: str) -> None:
    settings = Settings(prefix=prefix)
    await TopicAdmin(settings, bootstrap).ensure(declared_topics(Wiring([]), settings))


async def raise_alerts(bootstrap: str, prefix: str, alerts: list[Alert]) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all")
    await producer.start()
    try:
        for alert in alerts:
            message = message_for(alert, ALERTS, source="test")
            await producer.send_and_wait(f"{prefix}alerts", message.value, key=message.key)
    finally:
        await producer.stop()


async def until(holds: Callable[[], bool], said: Callable[[], str], patience: float = 90) -> None:
    deadline = asyncio.get_running_loop().time() + patience
    while not holds():
        assert asyncio.get_running_loop().time() < deadline, said()
        await asyncio.sleep(0.1)


def configured(receiver: Receiver, processes: Processes, *names: str) -> Processes:
    tables = [
        f'[[webhooks]]\nname = "{name}"\nurl = "http://127.0.0.1:{receiver.port}/{name}"\nsecret_env = "HOOK_SECRET"\n'
        f'allow_private = true\ntimeout_seconds = 1\nstart = "beginning"\n'
        for name in names
    ]
    tables.append(
        '[[webhooks]]\nname = "dead"\nurl = "http://127.0.0.1:9/"\nsecret_env = "HOOK_SECRET"\nallow_private = true\n'
        'start = "beginning"\n'
    )
    (receiver.folder / "tocsin.toml").write_text("\n".join(tables))
    return processes.another(TOCSIN_CONFIG=str(receiver.folder / "tocsin.toml"), HOOK_SECRET=SECRET)


async def test_every_alert_arrives_whatever_is_killed_and_whatever_is_answered(
    bootstrap: str, prefix: str, processes: Processes, receiver: Receiver
) -> None:
    alerts = numbered(0, 30)
    await make_topics(bootstrap, prefix)
    receiver.plan("flaky", "204", "500", "204", "hang", "503 1", "204", "404", "204")
    receiver.plan("gone", "204", "204", "410")
    senders = configured(receiver, processes, "steady", "flaky", "gone")
    first = senders.start("deliver", "webhooks")

    await raise_alerts(bootstrap, prefix, alerts[:10])
    await until(lambda: len(receiver.accepted("steady")) == 10, senders.log)
    await until(lambda: len(receiver.accepted("flaky")) > 3, senders.log)
    await until(lambda: len(receiver.came("gone")) == 3, senders.log)
    receiver.kill()
    await raise_alerts(bootstrap, prefix, alerts[10:20])
    first.kill()
    first.wait()
    receiver.start()
    second = senders.start("deliver", "webhooks")
    await raise_alerts(bootstrap, prefix, alerts[20:])
    await until(lambda: all(len(receiver.accepted(name)) == 30 for name in ("steady", "flaky")), senders.log)

    told = Counter((alert.id, alert.revision) for alert in alerts)
    for name in ("steady", "flaky"):
        assert Counter((line["alert"], line["revision"]) for line in receiver.accepted(name)) == told
    answers = Counter(line["answer"] for name in ("steady", "flaky") for line in receiver.came(name))
    assert answers.keys() == {"204", "500", "hang", "503 1", "404"}
    assert [line["answer"] for line in receiver.came("gone")] == ["204", "204", "410"]
    assert "webhook_disabled" in senders.log()

    second.terminate()
    assert second.wait(30) == 0
    senders.start("deliver", "webhooks", "--enable", "gone")
    await until(lambda: len(receiver.accepted("gone")) == 30, senders.log)
    assert len(receiver.accepted("steady")) == 30


async def test_the_page_shows_what_is_on_the_topic_and_what_comes(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    await make_topics(bootstrap, prefix)
    await raise_alerts(bootstrap, prefix, numbered(0, 4))
    processes.start("page", "--port", "0")
    await processes.wait_for("http://")
    address = next(line for line in processes.log().splitlines() if line.startswith("http://"))

    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=10) as client:
        for _ in range(100):
            if (await client.get("/healthz")).status_code == 200:
                break
            await asyncio.sleep(0.1)
        assert [alert["revision"] for alert in (await client.get("/alerts.json")).json()] == [2, 2]
        alert_id = alert_of(labels={"event": "e0"}).id
        async with client.stream("GET", "/events") as stream:
            lines = stream.aiter_lines()
            async for line in lines:
                if line.startswith("data: {"):
                    assert json.loads(line.removeprefix("data: "))["revision"] == 3
                    break
                if line.startswith("data: "):
                    changed = alert_of(labels={"event": "e0"}, revision=3, state="updated")
                    await raise_alerts(bootstrap, prefix, [changed])
        cap = (await client.get(f"/alerts/{alert_id}.cap")).text
        assert f"{alert_id}.2" in cap
        assert "<msgType>Update</msgType>" in cap
    page = processes.started[0]
    page.terminate()
    assert page.wait(15) == 0


async def test_alerts_become_notifications_and_a_feed_file(
    bootstrap: str, prefix: str, processes: Processes, tmp_path: Path
) -> None:
    await make_topics(bootstrap, prefix)
    await raise_alerts(bootstrap, prefix, numbered(0, 4))
    path, desk = tmp_path / "alerts.atom", Desk()
    desk.answers = [200, 500]
    (tmp_path / "tocsin.toml").write_text('[[notify]]\nname = "desk"\nurl_env = "DESK_URL"\nstart = "beginning"\n')
    delivering = processes.another(TOCSIN_CONFIG=str(tmp_path / "tocsin.toml"), DESK_URL=desk.address)
    try:
        notifying = delivering.start("deliver", "notify")
        feeding = delivering.start("deliver", "feed", str(path))
        await until(lambda: len(desk.came) == 5, delivering.log)
        await until(path.exists, delivering.log)
        await raise_alerts(bootstrap, prefix, numbered(4, 6))
        await until(lambda: len(feedparser.parse(path.read_bytes()).entries) == 3, delivering.log)
        await until(lambda: len(desk.came) == 7, delivering.log)
    finally:
        desk.close()

    told = [came["message"].splitlines()[-1] for came in desk.came]
    assert told[1] == told[2]
    assert TOKEN not in delivering.log()
    for process in (notifying, feeding):
        process.terminate()
        assert process.wait(30) == 0


@pytest.mark.usefixtures("bootstrap")
async def test_a_page_of_a_topic_that_does_not_exist_says_so(prefix: str, processes: Processes) -> None:
    page = processes.start("page", "--port", "0")

    assert await asyncio.to_thread(page.wait, 30) == 1
    assert f"There is no topic {prefix}alerts" in processes.log()
