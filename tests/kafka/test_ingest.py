"""Articles from feeds and by HTTP on real Kafka, through processes that are killed."""

import asyncio
import contextlib
import json
import re

import httpx
import pytest

from tests.kafka.driving import Processes, read_until
from tests.pipeline.ingest.feeds.documents import rss
from tests.pipeline.outgoing.serving import answered, serving
from tocsin import Article
from tocsin.records.codec import decode

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

TOKEN = "a-token-of-the-tests"


async def listening(processes: Processes) -> str:
    """Give the address that the last process tells, as soon as it does."""
    await processes.wait_for("/articles")
    return str(re.findall(r"http://\S+/articles", processes.log())[-1])


async def post(address: str, content: bytes, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=60) as client:
        return await client.post(address, content=content, headers={"content-type": "application/x-ndjson", **headers})


async def titles(bootstrap: str, prefix: str, count: int) -> list[str]:
    found = await read_until(bootstrap, [f"{prefix}articles"], count)
    return [decode(Article, record.value or b"").title for record in found]


async def test_what_was_accepted_by_post_is_on_kafka_though_the_process_is_killed(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    guarded = processes.another(TOCSIN_INGEST_TOKEN=TOKEN)
    process = guarded.start("ingest", "http", "--port", "0")
    address = await listening(guarded)
    assert (await post(address, b'{"title": "None"}')).status_code == 401

    body = b"\n".join([*(json.dumps({"title": f"Story {n}"}).encode() for n in range(500)), b"{broken"])
    answer = await post(address, body, authorization=f"Bearer {TOKEN}")
    process.kill()

    assert answer.status_code == 202
    assert (len(answer.json()["ids"]), answer.json()["malformed"]) == (500, 1)
    assert await titles(bootstrap, prefix, 500) == [f"Story {n}" for n in range(500)]
    [letter] = await read_until(bootstrap, [f"{prefix}deadletters"], 1)
    headers = dict(letter.headers)
    assert (letter.value, headers["x-tocsin-where"]) == (b"{broken", b"POST /articles:501")
    assert headers["__connect.errors.connector.name"] == b"ingest"
    assert TOKEN not in guarded.log()


async def test_a_feed_is_followed_over_kills_and_each_entry_is_sent_once(
    bootstrap: str, prefix: str, processes: Processes
) -> None:
    steps = [rss(1), rss(2, 1), rss(3, 2, 1)]
    async with serving(*map(answered, steps)) as server:
        url = f"http://127.0.0.1:{server.port}/news.xml"
        for count in (1, 2, 3):
            once = processes.start("ingest", "feed", url, "--once", "--allow-private", "--name", "Wire")
            assert await asyncio.to_thread(once.wait, 60) == 0, processes.log()
            assert len(await titles(bootstrap, prefix, count)) == count
        following = processes.start("ingest", "feed", url, "--every", "1", "--allow-private", "--name", "Wire")
        await processes.wait_for("Following 1 feed.")
        await processes.wait_for("feed_asked", times=3)
        with contextlib.suppress(ProcessLookupError):
            following.kill()
    assert await titles(bootstrap, prefix, 3) == ["Story 1", "Story 2", "Story 3"]


async def test_a_feed_within_a_private_network_is_refused_in_a_sentence(processes: Processes) -> None:
    async with serving(answered(rss(1))) as server:
        once = processes.start("ingest", "feed", f"http://127.0.0.1:{server.port}/", "--once")
        assert await asyncio.to_thread(once.wait, 60) == 1
    assert "not on the Internet" in processes.log()
    assert "Traceback" not in processes.log()
    assert server.asked == []
