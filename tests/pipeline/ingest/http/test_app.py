"""Articles by POST: what is answered to whom, and that 202 means that Kafka has them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from aiokafka.errors import KafkaConnectionError

from tests.pipeline.ingest.conftest import Producer
from tocsin import Article
from tocsin.ingest.http import app as module
from tocsin.ingest.http.app import Rules, receiving_app
from tocsin.ingest.intake import Intake
from tocsin.ingest.reads import Limits
from tocsin.records.codec import decode
from tocsin.settings import Settings

Client = Callable[..., httpx.AsyncClient]
JSON = {"content-type": "application/json"}
LINES = {"content-type": "application/x-ndjson"}
TEXT = {"content-type": "text/plain"}
ONE = b'{"title": "One", "text": "First."}'


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    """Give a client of the application on a producer."""
    opened: list[httpx.AsyncClient] = []

    def make(producer: Producer, **rules: Any) -> httpx.AsyncClient:
        intake = Intake(producer, settings, source="ingest", largest=100_000)
        usual: dict[str, Any] = {"body_bytes": 10_000, "limits": Limits(article_bytes=5_000), "hosts": ("localhost",)}
        transport = httpx.ASGITransport(app=receiving_app(intake, Rules(**(usual | rules))))
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://localhost:8322"))
        return opened[-1]

    yield make
    for each in opened:
        await each.aclose()


async def test_an_article_is_accepted_when_kafka_has_it(client: Client, held: Producer) -> None:
    posting = asyncio.create_task(client(held).post("/articles", content=ONE, headers=JSON))
    await held.has_sent(1)
    assert not posting.done()

    held.futures[0].set_result(None)
    answer = await posting

    [(topic, key, value)] = held.sent
    article = decode(Article, value or b"")
    assert (topic, key, article.title) == ("t.articles", article.id.encode(), "One")
    assert (answer.status_code, answer.json()) == (202, {"ids": [article.id]})


async def test_lines_that_cannot_be_read_are_kept_and_told_and_the_others_accepted(
    client: Client, producer: Producer
) -> None:
    answer = await client(producer).post("/articles", content=ONE + b"\n{\n" + b'{"title": "Two"}', headers=LINES)

    assert answer.status_code == 202
    assert len(answer.json()["ids"]) == 2
    assert answer.json()["malformed"] == 1
    [problem] = answer.json()["problems"]
    assert (problem["where"], problem["problem"][:8]) == ("POST /articles:2", "not JSON")
    assert [topic for topic, _, _ in producer.sent] == ["t.articles", "t.deadletters", "t.articles"]
    assert producer.sent[1][2] == b"{"


async def test_what_cannot_be_read_at_all_is_told_where_and_what_was_expected(
    client: Client, producer: Producer
) -> None:
    answer = await client(producer).post("/articles", content=b'{"headline": "x"}', headers=JSON)

    assert answer.status_code == 400
    [problem] = answer.json()["problems"]
    assert problem["problem"] == "neither title nor text; it has headline."
    assert [topic for topic, _, _ in producer.sent] == ["t.deadletters"]


async def test_text_is_taken_with_what_the_query_says(client: Client, producer: Producer) -> None:
    answer = await client(producer).post("/articles?source=Wire", content="Two were killed.", headers=TEXT)

    assert answer.status_code == 202
    assert decode(Article, producer.sent[0][2] or b"").source == "Wire"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        (JSON | {"content-encoding": "gzip"}, 415),
        (JSON | {"origin": "https://evil.example"}, 403),
        (TEXT | {"origin": "null"}, 403),
        (TEXT | {"sec-fetch-site": "cross-site"}, 403),
        (TEXT | {"sec-fetch-site": "same-origin"}, 403),
        (JSON | {"host": "evil.example"}, 400),
    ],
)
async def test_a_page_in_a_browser_cannot_post(
    client: Client, producer: Producer, headers: dict[str, str], status: int
) -> None:
    assert (await client(producer).post("/articles", content=ONE, headers=headers)).status_code == status
    assert producer.sent == []


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        ("Bearer right-token-right", 202),
        ("bearer  right-token-right ", 202),
        ("Bearer wrong", 401),
        ("Basic x", 401),
        ("", 401),
    ],
)
async def test_whoever_posts_brings_the_token(
    client: Client, producer: Producer, authorization: str, status: int
) -> None:
    with_token = client(producer, token="right-token-right")
    headers = JSON | ({"authorization": authorization} if authorization else {})
    assert (await with_token.post("/articles", content=ONE, headers=headers)).status_code == status
    assert len(producer.sent) == (status == 202)


async def test_a_body_that_is_too_large_is_refused_before_it_has_all_arrived(
    client: Client, producer: Producer
) -> None:
    arrived = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal arrived
        for _ in range(100):
            arrived += 1
            yield b"x" * 1_000

    answer = await client(producer).post("/articles", content=chunks(), headers=JSON)
    declared = await client(producer).post("/articles", content=b"x" * 10_001, headers=JSON)

    assert (answer.status_code, declared.status_code) == (413, 413)
    assert arrived <= 11
    assert producer.sent == []


async def test_kafka_that_does_not_answer_is_told_with_when_to_come_again(client: Client, producer: Producer) -> None:
    producer.refusal = KafkaConnectionError("gone")
    answer = await client(producer).post("/articles", content=ONE, headers=JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "gone" in answer.json()["problem"]


async def test_kafka_that_falls_silent_is_not_waited_for_for_ever(
    client: Client, held: Producer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tocsin.ingest.intake.PATIENCE_SECONDS", 0.05)
    assert (await client(held).post("/articles", content=ONE, headers=JSON)).status_code == 503


async def test_more_at_once_than_memory_allows_are_asked_to_come_again(
    client: Client, held: Producer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_AT_ONCE", 2)
    posting = client(held)
    first = [asyncio.create_task(posting.post("/articles", content=ONE, headers=JSON)) for _ in range(2)]
    await held.has_sent(2)

    third = await posting.post("/articles", content=ONE, headers=JSON)

    assert (third.status_code, third.headers["retry-after"]) == (429, "1")
    for future in held.futures:
        future.set_result(None)
    assert [answer.status_code for answer in await asyncio.gather(*first)] == [202, 202]


async def test_an_article_that_kafka_does_not_take_is_told(producer: Producer, settings: Settings) -> None:
    intake = Intake(producer, settings, source="ingest", largest=2_000)
    rules = Rules(body_bytes=10_000, limits=Limits())
    transport = httpx.ASGITransport(app=receiving_app(intake, rules))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as posting:
        answer = await posting.post("/articles", content=json.dumps({"text": "x" * 3_000}), headers=JSON)
    assert answer.status_code == 400
    assert "larger as a record" in answer.json()["problems"][0]["problem"]
    assert [topic for topic, _, _ in producer.sent] == ["t.deadletters"]


async def test_other_methods_and_paths_are_not_there(client: Client, producer: Producer) -> None:
    asking = client(producer)
    assert (await asking.get("/articles")).status_code == 405
    assert (await asking.post("/", content=ONE)).status_code == 404
    assert (await asking.options("/articles", headers={"origin": "https://evil.example"})).status_code == 405
    assert (await asking.get("/healthz")).json() == {"status": "ok"}
