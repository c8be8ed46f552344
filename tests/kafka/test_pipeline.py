"""Every built-in agent as a process of its own on real Kafka, from the seed articles to the alert."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.kafka.driving import Processes, produce, read_until
from tocsin import Article
from tocsin.plugins.discovery import installed

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

SEEDS = Path(__file__).parents[2] / "seeds"

THIRD = """Monitors raise toll

Residents said 33 people were killed in Syria on Friday.
"""


def tocsin(bootstrap: str, prefix: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "KAFKA_BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_PREFIX": prefix}
    return subprocess.run(
        [sys.executable, "-m", "tocsin", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )


async def values(bootstrap: str, topic: str, count: int) -> list[dict[str, Any]]:
    return [json.loads(record.value or b"") for record in await read_until(bootstrap, [topic], count, patience=60)]


async def test_the_seeds_become_one_alert_and_a_third_article_updates_it(
    bootstrap: str, prefix: str, processes: Processes, tmp_path: Path
) -> None:
    processes.start("up")
    await processes.wait_for("agent_started", times=len(installed()))
    tocsin(bootstrap, prefix, "replay", str(SEEDS))
    alerts = await values(bootstrap, f"{prefix}alerts", 2)

    assert len({alert["id"] for alert in alerts}) == 1
    last = alerts[-1]
    assert last["headline"] == "Syria, Friday 9 March 2012: 26 to 31 reported killed"
    assert last["values"] == {"low": 26, "best": last["values"]["best"], "high": None}
    assert last["rules"] == ["toll-conflict", "toll-threshold"]
    said = {(s["source"], s["attribution"][0]["type"], s["low"]) for s in last["statements"]}
    assert said == {("The Guardian", "opposition", 26), ("GlobalPost", "news_agency", 31)}
    assert all(str(s["low"]) in s["quote"] for s in last["statements"])
    assert sorted(part["best"] for part in last["parts"]) == [14, 17]

    (tmp_path / "third.txt").write_text(THIRD)
    replay = ("replay", str(tmp_path / "third.txt"), "--published", "2012-03-10", "--source", "A third outlet")
    tocsin(bootstrap, prefix, *replay)
    updated = (await values(bootstrap, f"{prefix}alerts", len(alerts) + 1))[-1]

    assert updated["id"] == last["id"]
    assert updated["revision"] == last["revision"] + 1
    assert updated["headline"] == "Syria, Friday 9 March 2012: 26 to 33 reported killed"


async def test_what_is_on_the_topics_can_be_subscribed_to(bootstrap: str, prefix: str, processes: Processes) -> None:
    processes.start("up")
    await processes.wait_for("agent_started", times=len(installed()))
    tocsin(bootstrap, prefix, "replay", str(SEEDS))
    await read_until(bootstrap, [f"{prefix}alerts"], 2, patience=60)

    conflict = ("subscribe", "--from-beginning", "--rule", "toll-conflict", "--count", "1")
    lines = tocsin(bootstrap, prefix, *conflict).stdout.splitlines()
    severe = ("subscribe", "alerts", "--from-beginning", "--severity", "Severe", "--count", "1", "--json")

    about = ("subscribe", "entities", "--from-beginning", "--about", "liu weimin", "--count", "1", "--json")

    assert [json.loads(line)["rule"] for line in lines] == ["toll-conflict"]
    named = json.loads(tocsin(bootstrap, prefix, *about).stdout)
    assert "Liu Weimin" in {entity["name"] for entity in named["entities"]}
    assert json.loads(tocsin(bootstrap, prefix, *severe).stdout)["severity"] == "Severe"


def bulletins(count: int) -> list[Article]:
    """Give articles of which every third reports deaths somewhere else, and every tenth repeats an earlier one."""
    towns = ["Homs", "Hama", "Idlib", "Aleppo", "Damascus", "Mosul", "Basra", "Kabul", "Herat", "Kano"]
    articles: list[Article] = []
    chance = random.Random(3)
    for i in range(count):
        title = f"Bulletin {i}"
        if i % 10 == 9:
            title, text = articles[i - 9].title, articles[i - 9].text
        elif i % 3 == 0:
            text = f"At least {i + 2} people were killed in {towns[i % 10]} on Thursday, officials said. Report {i}."
        else:
            text = " ".join(f"{chance.choice(towns)} council session {chance.randrange(10_000)}" for _ in range(20))
        articles.append(Article(title=title, text=text, published="2012-03-09", source=f"Outlet {i % 7}"))
    return articles


async def test_agents_killed_one_after_another_leave_each_article_and_derived_record_once(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    articles = bulletins(300)
    supervisor = processes.start("up")
    await processes.wait_for("agent_started", times=len(installed()))
    feeding = asyncio.create_task(produce(bootstrap, prefix, articles, rate=40))
    for victim in range(5):
        await asyncio.sleep(1)
        children = sorted(psutil.Process(supervisor.pid).children(), key=lambda child: child.pid)
        children[victim % len(children)].send_signal(signal.SIGKILL)
    await feeding
    linked = [f"{prefix}articles.unique", f"{prefix}duplicates"]
    deduplicated = await read_until(bootstrap, linked, len(articles))
    entities = await read_until(bootstrap, [f"{prefix}entities"], 270)
    rest = await read_until(bootstrap, [f"{prefix}claims", f"{prefix}tolls", f"{prefix}alerts"], 3, quiet=4)

    fields = [json.loads(record.value or b"") for record in deduplicated]
    went = Counter(field.get("article_id") or field["id"] for field in fields if field.get("relation") != "revision")
    assert went == Counter({article.id: 1 for article in articles})
    unique = [field["id"] for field in fields if "article_id" not in field]
    tagged = Counter(json.loads(record.value or b"")["article_id"] for record in entities)
    assert tagged == Counter(unique)
    ids = Counter((record.topic, json.loads(record.value or b"")["id"], record.value) for record in rest)
    assert {key: count for key, count in ids.items() if count > 1} == {}
    assert len(await read_until(bootstrap, [f"{prefix}deadletters"], 0, quiet=1)) == 0
