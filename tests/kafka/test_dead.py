"""Dead letters: listed, sent again to the one agent that failed, given up."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from tests.kafka.chain import Fragile, Number, See
from tests.kafka.driving import HERE, Processes, produce, read_until
from tocsin import Article, DeadLetter
from tocsin.engine.messages import Header
from tocsin.plugins.wiring import Wiring
from tocsin.settings import load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics

Tool = Callable[..., subprocess.CompletedProcess[str]]
Bury = Callable[..., Awaitable[None]]

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
    shown = (await asyncio.to_thread(dead, "show", letter["id"])).stdout
    assert bad.id in shown
    assert f'"id": "{letter["id"]}"' in shown
    assert "chain.py:" in letter["reason"]["raised"]
    by_record = DeadLetter.model_validate(letter["reason"]).id
    again = await asyncio.to_thread(dead, "show", by_record)
    assert (again.stdout, again.stderr) == (shown, "")

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
    nobody = await asyncio.to_thread(dead, "list", "--agent", "nosuch")
    assert nobody.stderr.startswith("No dead letter that is waiting fits;")
    unknown = await asyncio.to_thread(dead, "show", "nosuch")
    assert unknown.returncode == 1
    assert "No dead letter has the id nosuch" in unknown.stderr


@pytest.fixture
async def bury(bootstrap: str, prefix: str, monkeypatch: pytest.MonkeyPatch) -> Bury:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    declared = declared_topics(Wiring([Number.spec, See.spec]), load_settings())
    await TopicAdmin(load_settings(), bootstrap).ensure(declared)

    async def write(*letters: DeadLetter, value: bytes = b"{}", headers: Sequence[Header] = ()) -> None:
        async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
            sent = [
                await producer.send(f"{prefix}deadletters", value, key=b"k", headers=[*headers, *each.headers()])
                for each in letters
            ]
            await asyncio.gather(*sent)

    return write


def failed(offset: int = 0, **fields: Any) -> DeadLetter:
    known = {"topic": "numbered", "partition": 2, "offset": offset, "agent": "see", "error": "E"}
    return DeadLetter.model_validate(known | fields)


async def test_letters_are_chosen_by_what_they_say(bury: Bury, dead: Tool) -> None:
    await bury(
        failed(1, message="a broken pipe"), failed(2, error="KeyError"), failed(3, topic="articles", agent="number")
    )

    def listed(*options: str) -> list[int]:
        return [json.loads(line)["reason"]["offset"] for line in dead("list", "--json", *options).stdout.splitlines()]

    assert await asyncio.to_thread(listed) == [1, 2, 3]
    assert await asyncio.to_thread(listed, "--text", "Broken") == [1]
    assert await asyncio.to_thread(listed, "--topic", "numbered", "--since", "1h") == [1, 2]
    assert await asyncio.to_thread(listed, "--until", "2012-03-09") == []
    counted = (await asyncio.to_thread(dead, "list", "--count", "--agent", "see")).stdout.splitlines()
    assert [line.split() for line in counted] == [["1", "see", "numbered", "E"], ["1", "see", "numbered", "KeyError"]]


async def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    bury: Bury, dead: Tool, bootstrap: str, prefix: str
) -> None:
    await bury(failed(1), failed(2, attempts=5))
    for action, count in (("retry", 1), ("drop", 2)):
        said = await asyncio.to_thread(dead, action, "--agent", "see", "--dry-run")
        assert len(said.stdout.splitlines()) == count
        assert f"{count} would be" in said.stderr
    assert len((await asyncio.to_thread(dead, "list", "--json")).stdout.splitlines()) == 2
    assert await read_until(bootstrap, [f"{prefix}numbered"], 0) == []


async def test_a_record_is_sent_again_where_it_was_with_its_lineage_and_its_attempts(
    bury: Bury, dead: Tool, bootstrap: str, prefix: str
) -> None:
    lineage = [("traceparent", b"00-aa"), ("ce_id", b"id"), ("ce_causationid", b"cause")]
    await bury(failed(1, attempts=3), value=b"\x00raw", headers=[*lineage, ("x-tocsin-only", b"see")])

    assert (await asyncio.to_thread(dead, "retry", "--agent", "see")).stderr == "1 sent again.\n"

    [sent] = await read_until(bootstrap, [f"{prefix}numbered"], 1)
    assert (sent.partition, sent.key, sent.value) == (2, b"k", b"\x00raw")
    assert list(sent.headers) == [*lineage, ("x-tocsin-only", b"see"), ("x-tocsin-attempts", b"3")]


async def test_what_would_only_come_back_is_told_and_left(bury: Bury, dead: Tool, bootstrap: str, prefix: str) -> None:
    await bury(
        failed(1, attempts=5),
        failed(2, topic="deadletters"),
        failed(3, topic="gone"),
        failed(4, partition=9),
        DeadLetter(agent="see", where="feed.jsonl:3", error="InputError"),
    )
    said = await asyncio.to_thread(dead, "retry", "--agent", "see")
    assert said.returncode == 1
    for words in ("failed 5 times", "nothing that an agent", "no topic", "no partition 9", "mend feed.jsonl:3"):
        assert words in said.stderr
    assert "0 sent again." in said.stderr

    forced = await asyncio.to_thread(dead, "retry", "--agent", "see", "--force")
    assert "1 sent again." in forced.stderr
    assert len(await read_until(bootstrap, [f"{prefix}numbered"], 1)) == 1


async def test_many_letters_are_sent_again_each_once(bury: Bury, dead: Tool, bootstrap: str, prefix: str) -> None:
    await bury(*[failed(offset) for offset in range(1_200)])

    assert "1,200 sent again." in (await asyncio.to_thread(dead, "retry", "--topic", "numbered")).stderr
    assert "0 sent again." in (await asyncio.to_thread(dead, "retry", "--topic", "numbered")).stderr

    assert len(await read_until(bootstrap, [f"{prefix}numbered"], 1_200)) == 1_200


async def test_a_line_that_could_not_be_read_is_kept_and_can_be_mended(
    bury: Bury, dead: Tool, tmp_path: Path, bootstrap: str, prefix: str
) -> None:
    del bury
    archive = tmp_path / "archive.jsonl"
    archive.write_bytes(b'{"text": "fine"}\n{"text": 5}\n')
    environment = {**os.environ, "KAFKA_BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_PREFIX": prefix}
    command = [sys.executable, "-m", "tocsin", "replay", str(archive)]
    await asyncio.to_thread(subprocess.run, command, env=environment, check=True, capture_output=True, timeout=60)

    [line] = (await asyncio.to_thread(dead, "list", "--json")).stdout.splitlines()
    letter = json.loads(line)
    assert letter["reason"]["where"].endswith("archive.jsonl:2")
    shown = await asyncio.to_thread(dead, "show", letter["id"][:6], "--raw")
    assert shown.stdout == '{"text": 5}'
    refused = await asyncio.to_thread(dead, "retry", letter["id"])
    assert "mend" in refused.stderr
    await asyncio.to_thread(dead, "drop", letter["id"][:6])
    again = await asyncio.to_thread(dead, "retry", letter["id"])
    assert "it was dropped already" in again.stderr
