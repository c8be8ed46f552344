"""Following feeds over real HTTP: what is new is sent once, and nobody is asked too often."""

import asyncio
from pathlib import Path

import pytest
from aiokafka.errors import KafkaConnectionError

from tests.pipeline.ingest.conftest import Producer
from tests.pipeline.ingest.feeds.documents import RSS, rss
from tests.pipeline.outgoing.serving import Server, answered, serving
from tocsin import Article
from tocsin.ingest.feeds import apart
from tocsin.ingest.feeds.document import reads_of
from tocsin.ingest.feeds.feed import Feed
from tocsin.ingest.feeds.polling import Follower, Outcome, Pauses
from tocsin.ingest.intake import Intake
from tocsin.records.codec import decode
from tocsin.settings import Settings

NOT_MODIFIED = answered(status="304 Not Modified")


def feed(server: Server, *, allow_private: bool = True) -> Feed:
    return Feed(url=f"http://127.0.0.1:{server.port}/news.xml", allow_private=allow_private)


def follower(producer: Producer, settings: Settings) -> Follower:
    """Give one as after a restart: what it knows is in its files."""
    return Follower(settings, Intake(producer, settings, source="ingest", largest=1_000_000))


def titles(producer: Producer) -> list[str]:
    return [decode(Article, value or b"").title for topic, _, value in producer.sent if topic == "t.articles"]


async def test_what_is_new_is_sent_once_even_after_a_restart(producer: Producer, settings: Settings) -> None:
    async with serving(answered(rss(1)), answered(rss(2, 1)), answered(rss(2, 1))) as server:
        outcomes = [await follower(producer, settings).ask(feed(server)) for _ in range(3)]

    assert titles(producer) == ["Story 1", "Story 2"]
    assert [(outcome.result, outcome.articles) for outcome in outcomes] == [("new", 1), ("new", 1), ("new", 0)]


async def test_an_entry_that_changed_is_sent_again(producer: Producer, settings: Settings) -> None:
    async with serving(answered(rss(1)), answered(rss(1, title="Corrected"))) as server:
        for _ in range(2):
            await follower(producer, settings).ask(feed(server))
    assert titles(producer) == ["Story 1", "Corrected 1"]


async def test_a_feed_is_asked_only_for_what_has_changed(producer: Producer, settings: Settings) -> None:
    first = answered(rss(1), 'etag: "abc"', "last-modified: Fri, 09 Mar 2012 18:30:00 GMT")
    async with serving(first, NOT_MODIFIED) as server:
        await follower(producer, settings).ask(feed(server))
        outcome = await follower(producer, settings).ask(feed(server))

    assert outcome == Outcome("unchanged")
    assert b'if-none-match: "abc"' in server.asked[1].lower()
    assert b"if-modified-since: fri, 09 mar 2012 18:30:00 gmt" in server.asked[1].lower()


async def test_what_kafka_did_not_take_is_sent_the_next_time(producer: Producer, settings: Settings) -> None:
    async with serving(answered(rss(1), 'etag: "abc"')) as server:
        producer.refusal = KafkaConnectionError("gone")
        assert (await follower(producer, settings).ask(feed(server))).result == "refused"
        producer.refusal = None
        await follower(producer, settings).ask(feed(server))

    assert titles(producer) == ["Story 1"]
    assert b"if-none-match" not in server.asked[1].lower()


async def test_what_is_no_feed_is_kept_once(producer: Producer, settings: Settings) -> None:
    async with serving(answered(b"<html>moved</html>")) as server:
        outcomes = [await follower(producer, settings).ask(feed(server)) for _ in range(2)]

    assert [(topic, value) for topic, _, value in producer.sent] == [("t.deadletters", b"<html>moved</html>")]
    assert [outcome.malformed for outcome in outcomes] == [1, 0]


async def test_an_address_within_a_private_network_is_not_asked(producer: Producer, settings: Settings) -> None:
    async with serving(answered(rss(1))) as server:
        outcome = await follower(producer, settings).ask(feed(server, allow_private=False))
    assert outcome.result == "failed"
    assert "not on the Internet" in outcome.reason
    assert server.asked == []


async def test_a_feed_larger_than_the_limit_is_left_alone(producer: Producer, tmp_path: Path) -> None:
    settings = Settings(prefix="t.", state_dir=tmp_path, max_feed_bytes=1024)
    async with serving(answered(rss(*range(1, 10)))) as server:
        outcome = await follower(producer, settings).ask(feed(server))
    assert "more than 1,024 bytes" in outcome.reason
    assert producer.sent == []


@pytest.mark.parametrize(
    ("status", "result", "pause"),
    [("500 No", "failed", 0.0), ("429 Slow", "failed", 77.0), ("503 Busy", "failed", 77.0), ("410 Gone", "gone", 0.0)],
)
async def test_an_answer_that_is_no_feed_is_told(
    producer: Producer, settings: Settings, status: str, result: str, pause: float
) -> None:
    async with serving(answered(b"", "retry-after: 77", status=status)) as server:
        outcome = await follower(producer, settings).ask(feed(server))
    assert (outcome.result, outcome.pause_asked) == (result, pause)


async def test_one_feed_that_is_gone_does_not_end_the_others(producer: Producer, settings: Settings) -> None:
    async with serving(answered(status="410 Gone")) as gone, serving(answered(rss(1))) as good:
        following = asyncio.create_task(follower(producer, settings).follow([feed(gone), feed(good)]))
        await producer.has_sent(1)
        assert not following.done()
        following.cancel()
        with pytest.raises(asyncio.CancelledError):
            await following
    assert titles(producer) == ["Story 1"]


async def test_a_feed_that_was_asked_a_moment_ago_is_not_asked_again_after_a_restart(
    producer: Producer, settings: Settings
) -> None:
    async with (
        serving(answered(RSS.format(items="").encode()), answered(rss(1))) as server,
        serving(answered(rss(2))) as other,
    ):
        await follower(producer, settings).ask(feed(server))
        following = asyncio.create_task(follower(producer, settings).follow([feed(server), feed(other)]))
        await producer.has_sent(1)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    assert len(server.asked) == 1


async def test_a_feed_that_takes_too_long_to_read_is_one_dead_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.0)
    [problem] = await apart.reads_apart(rss(1), url="https://e.org/a")
    assert "too much time or memory" in getattr(problem, "reason", "")


async def test_a_feed_is_read_apart_as_it_is_read_here() -> None:
    url = "https://e.org/a"
    for content in (rss(2, 1), b"no feed", b""):
        assert await apart.reads_apart(content, url=url, name="E") == reads_of(content, url=url, name="E")


def test_pauses_grow_with_failures_and_honour_what_is_asked() -> None:
    pauses = Pauses()
    assert pauses.after(900, 0) == 900
    assert [pauses.after(900, n) for n in (1, 2, 30, 99)] == [1_800, 3_600, 21_600, 21_600]
    assert pauses.after(900, 1, asked=7_200) == 7_200
    assert pauses.after(900, 0, asked=10**9) == 86_400
    assert pauses.after(86_400, 3) == 86_400


async def test_a_page_in_the_place_of_a_feed_has_failed_and_is_kept_once(
    producer: Producer, settings: Settings
) -> None:
    page = answered(b"<!doctype html><html><body><p>News</p></body></html>", 'etag: "page"')
    async with serving(page, page) as server:
        first, second = [await follower(producer, settings).ask(feed(server)) for _ in range(2)]

    assert (first.result, first.articles, first.malformed) == ("failed", 0, 1)
    assert "not a feed" in first.reason
    assert "the address of the feed, not of the page" in first.reason
    assert (second.result, second.malformed) == ("failed", 0)
    assert [topic for topic, _, _ in producer.sent] == ["t.deadletters"]
    assert b"if-none-match" not in server.asked[1].lower()


async def test_a_feed_that_is_cut_off_is_told_and_asked_for_again_until_it_is_whole(
    producer: Producer, settings: Settings
) -> None:
    content = rss(2, 1)
    cut = content[: content.index(b"<pubDate>", content.index(b"Story 1"))]
    async with serving(answered(cut, 'etag: "a"'), answered(content, 'etag: "a"')) as server:
        first, second = [await follower(producer, settings).ask(feed(server)) for _ in range(2)]

    assert first == Outcome("new", 1, 1, "it is cut off")
    assert (second.articles, second.reason) == (1, "")
    assert sorted(titles(producer)) == ["Story 1", "Story 2"]
    assert b"if-none-match" not in server.asked[1].lower()
