from __future__ import annotations

import asyncio
import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from tocsin.ingest.target import ensure_topics, largest_record
from tocsin.records import DeadLetter
from tocsin.settings import Settings

pytestmark = pytest.mark.kafka

COUNT = 3000
STOPPED_BY_SIGINT = 130


class Tocsin:
    """`tocsin replay` as its users run it: a process of its own."""

    def __init__(self, bootstrap: str, prefix: str, state: Path) -> None:
        kafka = {"KAFKA_BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_PREFIX": prefix, "TOCSIN_STATE_DIR": str(state)}
        self._environment = os.environ | kafka

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        code = "from tocsin.cli import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, "replay", *arguments],
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def replay(self, *arguments: str, stdin: str = "") -> tuple[int, str]:
        with self.start(*arguments) as process:
            _, stderr = process.communicate(stdin)
        return process.returncode, stderr


@pytest.fixture
async def tocsin(bootstrap: str, prefix: str, tmp_path: Path) -> Tocsin:
    # A topic that is not there yet cannot be watched.
    await ensure_topics(Settings(prefix=prefix), bootstrap)
    return Tocsin(bootstrap, prefix, tmp_path / "state")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl.gz"
    path.write_bytes(gzip.compress(b"".join(b'{"id": "a%d", "title": "Story %d"}\n' % (n, n) for n in range(COUNT))))
    return path


async def consume(bootstrap: str, topic: str, *, at_least: int = 0) -> list[ConsumerRecord]:
    """Read a topic to its end, which is waited for until it has so many records."""
    partition = TopicPartition(topic, 0)
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest", enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign([partition])
        records: list[ConsumerRecord] = []
        while len(records) < at_least or await consumer.position(partition) < (
            await consumer.end_offsets([partition])
        ).get(partition, 0):
            records += (await consumer.getmany(partition, timeout_ms=500)).get(partition, [])
        return records
    finally:
        await consumer.stop()


async def set_config(bootstrap: str, topic: str, config: dict[str, str]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, config)])
    finally:
        await admin.close()


async def test_the_seeds_arrive_with_outlet_and_date(bootstrap: str, prefix: str, tocsin: Tocsin) -> None:
    status, said = await asyncio.to_thread(tocsin.replay, str(Path(__file__).parents[2] / "seeds"))
    assert (status, said) == (0, "2 articles sent\n")
    records = await consume(bootstrap, f"{prefix}articles")
    articles = [json.loads(record.value) for record in records]
    assert [article["source"] for article in articles] == ["The Guardian", "GlobalPost"]
    assert [record.key.decode() for record in records] == [article["id"] for article in articles]
    assert dict(records[0].headers)["ce_time"] == b"2012-03-09T00:00:00Z"


async def test_ctrl_c_and_resume_neither_lose_nor_repeat_an_article(
    bootstrap: str, prefix: str, tocsin: Tocsin, archive: Path
) -> None:
    stops = 0
    arguments = [str(archive), "--rate", "500/s"]
    for target in (300, 700, 1100):
        process = tocsin.start(*arguments)
        await consume(bootstrap, f"{prefix}articles", at_least=target)
        process.send_signal(signal.SIGINT)
        _, said = await asyncio.to_thread(process.communicate)
        assert process.returncode == STOPPED_BY_SIGINT
        assert "go on with --resume" in said
        stops += 1
        arguments = [str(archive), "--rate", "500/s", "--resume"]
    status, said = await asyncio.to_thread(tocsin.replay, str(archive), "--resume")
    assert (status, stops) == (0, 3)
    records = await consume(bootstrap, f"{prefix}articles", at_least=COUNT)
    assert [record.key.decode() for record in records] == [f"a{n}" for n in range(COUNT)]


async def test_killed_and_resumed_every_article_arrives(
    bootstrap: str, prefix: str, tocsin: Tocsin, archive: Path
) -> None:
    process = tocsin.start(str(archive), "--rate", "500/s")
    await consume(bootstrap, f"{prefix}articles", at_least=800)
    process.kill()
    await asyncio.to_thread(process.communicate)
    status, _ = await asyncio.to_thread(tocsin.replay, str(archive), "--resume")
    assert status == 0
    records = await consume(bootstrap, f"{prefix}articles", at_least=COUNT)
    assert {record.key.decode() for record in records} == {f"a{n}" for n in range(COUNT)}
    assert len(records) < 2 * COUNT


async def test_a_changed_archive_cannot_be_resumed(tocsin: Tocsin, archive: Path) -> None:
    await asyncio.to_thread(tocsin.replay, str(archive))
    os.utime(archive, ns=(1, 1))
    status, said = await asyncio.to_thread(tocsin.replay, str(archive), "--resume")
    assert status == 1
    assert "archive.jsonl.gz: has changed" in said


async def test_malformed_lines_reach_the_dead_letters_as_they_were(bootstrap: str, prefix: str, tocsin: Tocsin) -> None:
    lines = '{"title": "One"}\nnonsense\n{"body": 1}\n{"title": "Two"}\n'
    status, said = await asyncio.to_thread(tocsin.replay, "-", "--strict", stdin=lines)
    assert status == 1
    assert said.splitlines()[-1] == f"2 articles sent, 2 malformed (in {prefix}deadletters)"
    assert said.startswith("stdin:2: not JSON")
    letters = await consume(bootstrap, f"{prefix}deadletters", at_least=2)
    assert [(letter.key, letter.value) for letter in letters] == [(None, b"nonsense"), (None, b'{"body": 1}')]
    assert DeadLetter.from_headers(letters[1].headers).where == "stdin:3"


async def test_without_strict_malformed_lines_are_no_failure(tocsin: Tocsin) -> None:
    status, said = await asyncio.to_thread(tocsin.replay, "-", stdin="nonsense\n" * 25)
    assert status == 0
    assert len(said.splitlines()) == 22
    assert "and 5 more like these" in said
    assert said.index("more like these") < said.index(" malformed (in ")


async def test_ctrl_c_ends_a_replay_that_waits_for_input(bootstrap: str, prefix: str, tocsin: Tocsin) -> None:
    process = tocsin.start("-")
    assert process.stdin is not None
    process.stdin.write('{"title": "One"}\n')
    process.stdin.flush()
    await consume(bootstrap, f"{prefix}articles", at_least=1)
    process.send_signal(signal.SIGINT)
    status = await asyncio.to_thread(process.wait)
    assert status == STOPPED_BY_SIGINT
    assert "standard input cannot be resumed" in process.communicate()[1]


async def test_the_limit_of_the_topic_is_known_before_a_record_is_refused(
    bootstrap: str, prefix: str, tocsin: Tocsin
) -> None:
    settings = Settings(prefix=prefix, max_record_bytes=2**30)
    await set_config(bootstrap, f"{prefix}articles", {"max.message.bytes": "100000"})
    assert await largest_record(settings, bootstrap) == 100_000
    lines = f'{{"title": "One"}}\n{{"title": "Large", "text": "{"x" * 150_000}"}}\n{{"title": "Two"}}\n'
    status, said = await asyncio.to_thread(tocsin.replay, "-", stdin=lines)
    assert status == 0
    assert said.startswith("stdin:2: larger as a record than the 100,000 bytes that Kafka takes.")
    assert len(await consume(bootstrap, f"{prefix}articles", at_least=2)) == 2
