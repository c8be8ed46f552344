"""Getting something whole over HTTP: what comes back, and every limit."""

import gzip
import zlib

import pytest

from tests.pipeline.outgoing.serving import Names, answered, guard, serving
from tocsin.errors import FetchError
from tocsin.outgoing.fetching import Fetched, Fetcher, Limits

HERE = "127.0.0.1"
NAMES = Names({"feeds.example": [(HERE,)]})


async def fetch(port: int, limits: Limits | None = None, path: str = "/", **headers: str) -> Fetched:
    async with Fetcher(guard(NAMES, HERE), limits) as fetcher:
        return await fetcher.get(f"http://feeds.example:{port}{path}", headers=headers)


async def test_an_answer_comes_back_whole_with_its_status_and_headers() -> None:
    async with serving(answered(b"<rss/>", 'etag: "1"', status="404 Not Found")) as server:
        found = await fetch(server.port, None, "/news.xml", **{"if-none-match": '"0"'})

    assert (found.status, found.body, found.headers["etag"]) == (404, b"<rss/>", '"1"')
    assert found.url == f"http://feeds.example:{server.port}/news.xml"
    assert b'if-none-match: "0"' in server.asked[0].lower()
    assert b"user-agent: tocsin\r\n" in server.asked[0].lower()


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("GZIP", gzip.compress)]
)
async def test_packed_answers_are_unpacked(coding: str, pack: object) -> None:
    assert callable(pack)
    body = b"<rss/>" * 1000
    async with serving(answered(pack(body), f"content-encoding: {coding}")) as server:
        assert (await fetch(server.port)).body == body


async def test_a_bomb_is_not_unpacked_beyond_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    async with serving(answered(bomb, "content-encoding: gzip")) as server:
        with pytest.raises(FetchError, match="more than 100,000 bytes"):
            await fetch(server.port, Limits(most_bytes=100_000))


async def test_a_body_of_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    async with serving(answered(b"x" * 1000)) as server:
        assert len((await fetch(server.port, Limits(most_bytes=1000))).body) == 1000
        with pytest.raises(FetchError, match="more than 999 bytes"):
            await fetch(server.port, Limits(most_bytes=999))


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip"])
async def test_packing_that_was_not_asked_for_is_refused(coding: str) -> None:
    async with serving(answered(b"x", f"content-encoding: {coding}")) as server:
        with pytest.raises(FetchError, match="not asked for"):
            await fetch(server.port)


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"<rss/>" * 1000)[:-20]], ids=["no gzip", "cut short"])
async def test_broken_packing_is_an_error(body: bytes) -> None:
    async with serving(answered(body, "content-encoding: gzip")) as server:
        with pytest.raises(FetchError, match=str(server.port)):
            await fetch(server.port)


async def test_an_answer_that_does_not_end_is_cut_short() -> None:
    async with serving(answered(b"<rss>"), hang=True) as server:
        with pytest.raises(FetchError, match=r"no whole answer within 0\.3 s"):
            await fetch(server.port, Limits(seconds=0.3))


async def test_redirects_are_followed_so_far_and_no_further() -> None:
    onward = answered(b"", "location: /next", status="301 Moved")
    async with serving(onward, onward, answered(b"there")) as server:
        found = await fetch(server.port, Limits(redirects=2))
    assert (found.body, found.url) == (b"there", f"http://feeds.example:{server.port}/next")

    async with serving(onward) as server:
        with pytest.raises(FetchError, match="more than 2 times"):
            await fetch(server.port, Limits(redirects=2))
    assert len(server.asked) == 3


async def test_the_body_of_a_redirect_is_not_read() -> None:
    endless = answered(b"x" * 10_000, "location: /next", "content-length: 1000000000", status="302 Found")
    async with serving(endless, answered(b"there"), hang=True) as server:
        with pytest.raises(FetchError, match="no whole answer"):
            await fetch(server.port, Limits(seconds=1))
    assert len(server.asked) == 2


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://feeds.example/", "http://", "http://[::1"])
async def test_a_redirect_to_anything_else_is_an_error(place: str) -> None:
    async with serving(answered(b"", f"location: {place}", status="302 Found")) as server:
        with pytest.raises(FetchError):
            await fetch(server.port)
    assert len(server.asked) == 1


async def test_a_forbidden_address_is_an_error_that_says_so() -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(
            FetchError, match=r"^http://127.0.0.1:9/: 127\.0\.0\.1 is not on the Internet; allow_private permits it\.$"
        ):
            await fetcher.get("http://127.0.0.1:9/")


@pytest.mark.parametrize("url", ["", "no address", "http://", "http://a b/", "file:///etc/passwd", "http://\udcff/"])
async def test_what_is_no_address_is_an_error(url: str) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(FetchError):
            await fetcher.get(url)


async def test_cookies_are_not_kept() -> None:
    async with serving(answered(b"", "set-cookie: who=me")) as server, Fetcher(guard(NAMES, HERE)) as fetcher:
        for _ in range(2):
            await fetcher.get(f"http://feeds.example:{server.port}/")

    assert not any(b"cookie:" in asked.lower() for asked in server.asked)
