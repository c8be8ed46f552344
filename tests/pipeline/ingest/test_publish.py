from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError

from tocsin.errors import BrokerError, TopicError
from tocsin.ingest.ledger import Ledger
from tocsin.ingest.publish import Publisher, message_of
from tocsin.ingest.reads import Found, Malformed, Position
from tocsin.records import Article, DeadLetter
from tocsin.records.codec import decode
from tocsin.settings import Settings


def found(line: int) -> Found:
    return Found(article=Article(text=f"Story {line}."), where=f"feed.jsonl:{line}", after=Position(0, 0, line, line))


async def ticks() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_an_article_travels_under_its_id_with_cloudevents_headers() -> None:
    article = Article(title="One", published="2012-03-09")
    message = message_of(Found(article=article, where="", after=Position()))
    headers = dict(message.headers)
    assert (message.topic, message.key) == ("articles", article.id.encode())
    assert decode(Article, message.value or b"") == article
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_id"] == article.id.encode()
    assert headers["ce_source"] == b"tocsin/replay"
    assert headers["ce_time"] == b"2012-03-09T00:00:00Z"
    assert headers["content-type"] == b"application/json"
    assert "traceparent" in headers


def test_a_trace_begins_in_the_same_place_by_whatever_way_an_article_came_in() -> None:
    replayed, posted = (dict(message_of(found(1), source).headers) for source in ("replay", "ingest"))
    assert replayed["traceparent"] == posted["traceparent"]
    assert (replayed["ce_source"], posted["ce_source"]) == (b"tocsin/replay", b"tocsin/ingest")


def test_an_article_without_a_time_has_no_time_header() -> None:
    assert "ce_time" not in dict(message_of(found(1)).headers)


def test_the_same_article_makes_the_same_message() -> None:
    assert message_of(found(1)) == message_of(found(1))


def test_a_malformed_input_becomes_a_dead_letter_with_its_bytes() -> None:
    message = message_of(Malformed(where="feed.jsonl:17", reason="not JSON.", original=b"\xff{", size=2))
    letter = DeadLetter.from_headers(message.headers)
    assert (message.topic, message.key, message.value) == ("deadletters", None, b"\xff{")
    assert (letter.agent, letter.stage, letter.where) == ("replay", "read", "feed.jsonl:17")
    assert (letter.error, letter.message) == ("InputError", "not JSON.")
    assert "x-tocsin-truncated" not in dict(message.headers)


def test_a_truncated_dead_letter_says_so() -> None:
    message = message_of(Malformed(where="feed.jsonl:17", reason="too long.", original=b"x" * 10, size=5000))
    assert dict(message.headers)["x-tocsin-truncated"] == b"10 of 5000 bytes"


async def test_no_more_than_the_window_is_under_way(settings: Settings, held: Any) -> None:
    publisher = Publisher(held, settings, Ledger(), window=2)
    await publisher.publish(found(1))
    await publisher.publish(found(2))
    third = asyncio.create_task(publisher.publish(found(3)))
    await ticks()
    assert len(held.sent) == 2
    held.futures[1].set_result(None)
    await third
    assert len(held.sent) == 3


async def test_the_ledger_follows_acknowledgements_and_not_sending(settings: Settings, held: Any) -> None:
    ledger = Ledger()
    publisher = Publisher(held, settings, ledger)
    for line in (1, 2, 3):
        await publisher.publish(found(line))
    held.futures[1].set_result(None)
    await ticks()
    assert ledger.position == Position()
    held.futures[0].set_result(None)
    await ticks()
    assert ledger.position.line == 2


async def test_a_refused_record_ends_publishing_and_is_named(settings: Settings, held: Any) -> None:
    ledger = Ledger()
    publisher = Publisher(held, settings, ledger)
    await publisher.publish(found(1))
    await publisher.publish(found(2))
    held.futures[0].set_exception(KafkaTimeoutError())
    held.futures[1].set_result(None)
    with pytest.raises(BrokerError, match=r"feed\.jsonl:1"):
        await publisher.drain()
    with pytest.raises(BrokerError, match=r"feed\.jsonl:1"):
        await publisher.publish(found(3))
    assert ledger.position == Position()


async def test_a_record_too_large_for_the_topic_says_what_to_raise(settings: Settings, producer: Any) -> None:
    producer.refusal = MessageSizeTooLargeError()
    with pytest.raises(TopicError, match=r"larger than t\.articles takes") as caught:
        await Publisher(producer, settings, Ledger()).publish(found(1))
    assert "max.message.bytes" in caught.value.hint


async def test_an_article_larger_than_kafka_takes_becomes_a_dead_letter(settings: Settings, producer: Any) -> None:
    publisher = Publisher(producer, settings, Ledger())
    publisher.largest = 100_000
    large = Found(article=Article(text="x" * 200_000), where="feed.jsonl:1", after=Position(0, 0, 1, 1))
    sent = await publisher.publish(large)
    assert isinstance(sent, Malformed)
    assert (sent.stage, sent.where, sent.after) == ("publish", "feed.jsonl:1", large.after)
    ((topic, key, value),) = producer.sent
    assert (topic, key, len(value)) == ("t.deadletters", None, 65_536)
    assert sent.size > 200_000
