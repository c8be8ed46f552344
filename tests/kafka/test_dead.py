"""Dead letters: listed, sent again to the one agent that failed, given up."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.kafka.chain import Fragile, Number
from tests.kafka.driving import HERE, Processes, produce, read_until
from tocsin import Article
from tocsin.plugins.wiring import Wiring
from tocsin.settings import load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics

Tool = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]


@pytest.fixture
def dead(bootstrap: str, prefix: str) -> Tool:
    environment = {
        **os.environ,
        "KAFKA_BOOTSTRAP_SERVERS": bootstrap,
        "TOCSIN_PREFIX": prefix,
        "PYTHONPATH": str(HERE),
    }

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tocsin", "dead", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    return run


async def test_a_record_is_sent_again_to_the_agent_that_failed_on_it_and_no_other(
    bootstrap: str, prefix: str, processes: Processes, monkeypatch: pytest.MonkeyPatch, dead: Tool
) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    declared = declared_topics(Wiring([Fragile.spec, Number.spec]), load_settings())
    await TopicAdmin(load_settings(), bootstrap).ensure(declared)
    broken = processes.start("run", "chain:Fragile")
    processes.start("run", "chain:Number")
    good, bad = Article(text="good"), Article(text="bad")
    await produce(bootstrap, prefix, [good, bad])
    await read_until(bootstrap, [f"{prefix}deadletters"], 1)
    await read_until(bootstrap, [f"{prefix}numbered"], 2)

    [line] = (await asyncio.to_thread(dead, "list", "--json")).stdout.splitlines()
    letter = json.loads(line)
    assert (letter["reason"]["agent"], letter["reason"]["attempts"]) == ("fragile", 1)
    assert bad.id in (await asyncio.to_thread(dead, "show", letter["id"])).stdout

    # It fails again as long as nothing has been mended, and is then another letter, with its attempts counted.
    assert (await asyncio.to_thread(dead, "retry", "--agent", "fragile")).returncode == 0
    await read_until(bootstrap, [f"{prefix}deadletters"], 2)
    [line] = (await asyncio.to_thread(dead, "list", "--json")).stdout.splitlines()
    assert json.loads(line)["reason"]["attempts"] == 2

    broken.terminate()
    await asyncio.to_thread(broken.wait, 30)
    processes.another(FRAGILE_IS_MENDED="1").start("run", "chain:Fragile")
    assert (await asyncio.to_thread(dead, "retry", json.loads(line)["id"])).returncode == 0
    seen = await read_until(bootstrap, [f"{prefix}fragile.seen"], 2)

    assert sorted(json.loads(record.value or b"")["article_id"] for record in seen) == sorted([good.id, bad.id])
    assert len(await read_until(bootstrap, [f"{prefix}numbered"], 2)) == 2
    assert (await asyncio.to_thread(dead, "list", "--json")).stdout == ""


async def test_what_is_given_up_is_no_longer_listed(
    bootstrap: str, prefix: str, processes: Processes, monkeypatch: pytest.MonkeyPatch, dead: Tool
) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    declared = declared_topics(Wiring([Fragile.spec]), load_settings())
    await TopicAdmin(load_settings(), bootstrap).ensure(declared)
    processes.start("run", "chain:Fragile")
    await produce(bootstrap, prefix, [Article(text="bad")])
    await read_until(bootstrap, [f"{prefix}deadletters"], 1)

    assert (await asyncio.to_thread(dead, "drop", "--error", "ValueError")).returncode == 0

    assert (await asyncio.to_thread(dead, "list", "--json")).stdout == ""
    [line] = (await asyncio.to_thread(dead, "list", "--json", "--all")).stdout.splitlines()
    assert json.loads(line)["handled"] == "dropped"
    unknown = await asyncio.to_thread(dead, "show", "nosuch")
    assert unknown.returncode == 1
    assert "No dead letter has the id nosuch" in unknown.stderr
