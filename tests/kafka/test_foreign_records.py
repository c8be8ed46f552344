"""Records that somebody else wrote on the topics: each is a dead letter of whoever reads it, and the news goes on."""

from collections import Counter
from collections.abc import Sequence

import pytest
from aiokafka import AIOKafkaProducer

from tests.kafka.driving import Processes, produce, read_until
from tocsin import Article, DeadLetter
from tocsin.plugins.discovery import load_all
from tocsin.plugins.wiring import Wiring
from tocsin.settings import load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]

READERS = {"articles": ["dedup"], "articles.unique": ["casualties"], "claims": ["tolls"], "tolls": ["alerts"]}

GARBAGE = (
    b"", b"\0", b"\xff\xfe{", b"null", b"[]", b'"text"', b"{", b"[" * 2_000, b'{"text": 5}', b'{"id": {}}', b"9" * 400, b'{"measure": []}',
)  # fmt: skip

HEADERS: tuple[Sequence[tuple[str, bytes]], ...] = (
    [],
    [("traceparent", b"\xff"), ("ce_id", b""), ("ce_time", b"never"), ("", b"\0")],
    [("x-tocsin-attempts", b"999999999999999999999"), ("x-tocsin-entered", b"9999-12-31T23:59:59-14:00")],
    [("__connect.errors.topic", b"deadletters"), ("x-tocsin-only", b"")],
)

ARTICLE = Article(
    title="Clashes in Homs",
    text="At least 26 people were killed in Homs, Syria, on Friday, activists said.",
    published="2012-03-10",
    source="Wire",
)


async def test_what_somebody_else_wrote_harms_nobody(
    bootstrap: str, prefix: str, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    wiring = Wiring([agent.spec for agent in load_all()])
    await TopicAdmin(load_settings(), bootstrap).ensure(declared_topics(wiring, load_settings()))
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all") as producer:
        for topic in READERS:
            for number, value in enumerate(GARBAGE):
                headers = list(HEADERS[number % len(HEADERS)])
                await producer.send_and_wait(f"{prefix}{topic}", value, key=b"k", headers=headers)
            await producer.send_and_wait(f"{prefix}{topic}", None, key=b"k")
            others = [("x-tocsin-only", b"somebody-else")]
            await producer.send_and_wait(f"{prefix}{topic}", b"{", key=b"k", headers=others)
    await produce(bootstrap, prefix, [ARTICLE])

    running = [processes.start("run", agent) for readers in READERS.values() for agent in readers]

    letters = await read_until(bootstrap, [f"{prefix}deadletters"], len(GARBAGE) * len(READERS), patience=300)
    read = [DeadLetter.from_headers(tuple(record.headers)) for record in letters]
    assert Counter((letter.topic, letter.agent) for letter in read) == {
        (topic, agent): len(GARBAGE) for topic, readers in READERS.items() for agent in readers
    }, processes.log()[-3000:]
    assert Counter(record.value for record in letters) == dict.fromkeys(GARBAGE, len(READERS))
    assert len(await read_until(bootstrap, [f"{prefix}alerts"], 1, patience=180)) >= 1
    assert [process.poll() for process in running] == [None] * len(running)
