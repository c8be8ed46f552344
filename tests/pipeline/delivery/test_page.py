"""The live page over real HTTP: uvicorn answers, httpx asks."""

import asyncio
import contextlib
import json
import xml.etree.ElementTree as ET
from collections.abc import AsyncIterator
from importlib.resources import files

import httpx
import pytest

from tests.pipeline.delivery.cap_schema import problems
from tests.pipeline.delivery.making import NOON, alert_of
from tocsin.delivery.book import AlertBook
from tocsin.delivery.page.server import serve
from tocsin.errors import SettingsError
from tocsin.listening import LOOPBACK, listening

HARMFUL = "<script>alert(1)</script> \"quoted\" 'single' \u202egnp.exe\u200b ]]> &amp;"


@pytest.fixture
def book() -> AlertBook:
    return AlertBook()


@pytest.fixture
async def client(book: AlertBook) -> AsyncIterator[httpx.AsyncClient]:
    opened = listening("127.0.0.1", 0)
    address = f"http://127.0.0.1:{opened.getsockname()[1]}"
    serving = asyncio.create_task(serve(book, opened, sender="tocsin", hosts=LOOPBACK))
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=10) as client:
        yield client
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def test_the_page_is_one_document_that_loads_only_its_own(client: httpx.AsyncClient) -> None:
    page = await client.get("/")

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "://" not in page.text
    for name, media_type in (("page.css", "text/css"), ("page.js", "text/javascript"), ("icon.svg", "image/svg+xml")):
        assert name in page.text
        assert (await client.get(f"/{name}")).headers["content-type"].startswith(media_type)


async def test_every_answer_forbids_everything_but_our_own_script(client: httpx.AsyncClient) -> None:
    for path in ("/", "/page.js", "/alerts.json", "/feed.atom", "/nowhere", "/alerts/none.cap"):
        headers = (await client.get(path)).headers

        policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_script_inserts_nothing_as_markup() -> None:
    script = files("tocsin.delivery.page").joinpath("page.js").read_text()

    for way_in in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"):
        assert way_in not in script


@pytest.mark.parametrize("limit", ["many", "-1", "1.5", "\u0663", " 1"])
async def test_a_limit_that_is_no_number_is_a_mistake_of_whoever_asks(client: httpx.AsyncClient, limit: str) -> None:
    answer = await client.get("/alerts.json", params={"limit": limit})
    assert (answer.status_code, answer.text[:5]) == (400, "limit")


async def test_alerts_are_given_as_json_the_last_sent_first(client: httpx.AsyncClient, book: AlertBook) -> None:
    book.put(alert_of(id="a", sent="2012-03-09"), NOON)
    book.put(alert_of(id="b", sent="2012-03-10"), NOON)

    assert [alert["id"] for alert in (await client.get("/alerts.json")).json()] == ["b", "a"]
    assert [alert["id"] for alert in (await client.get("/alerts.json?limit=1")).json()] == ["b"]
    assert len((await client.get(f"/alerts.json?limit={'9' * 5_000}")).json()) == 2
    assert (await client.get("/alerts/a.json")).json()["sent"] == "2012-03-09"


async def test_an_alert_is_given_as_cap_with_references_to_what_it_replaces(
    client: httpx.AsyncClient, book: AlertBook
) -> None:
    book.put(alert_of(id="a/b", revision=1), NOON)
    book.put(alert_of(id="a/b", revision=2, state="updated"), NOON)

    found = await client.get("/alerts/a%2Fb.cap")

    assert found.headers["content-type"].startswith("application/cap+xml")
    assert problems(found.content) == []
    assert b"<references>tocsin,a/b.1,2012-03-10T00:00:00-00:00</references>" in found.content


async def test_the_feed_is_there_with_links_to_itself(client: httpx.AsyncClient, book: AlertBook) -> None:
    book.put(alert_of(id="a"), NOON)

    found = await client.get("/feed.atom?x=1")

    assert found.headers["content-type"].startswith("application/atom+xml")
    assert f'href="{client.base_url}/feed.atom"'.encode() in found.content
    assert f'href="{client.base_url}/alerts/a.cap"'.encode() in found.content


@pytest.mark.parametrize("path", ["/alerts/none.json", "/alerts/none.cap", "/alerts/../page.css.json", "/etc/passwd"])
async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_nothing_can_be_changed(client: httpx.AsyncClient) -> None:
    for path in ("/", "/alerts.json", "/events"):
        assert (await client.post(path)).status_code == 405


async def test_health_is_bad_until_the_topic_was_read_to_its_end(client: httpx.AsyncClient, book: AlertBook) -> None:
    assert (await client.get("/healthz")).status_code == 503
    book.ready = True
    assert (await client.get("/healthz")).json() == {"status": "ok", "alerts": 0}


async def test_a_page_of_another_name_cannot_read_it(client: httpx.AsyncClient) -> None:
    assert (await client.get("/alerts.json", headers={"host": "evil.example"})).status_code == 400
    assert (await client.get("/alerts.json", headers={"host": "localhost:1"})).status_code == 200


async def test_changes_are_pushed_as_they_happen(client: httpx.AsyncClient, book: AlertBook) -> None:
    heard: list[tuple[str, str]] = []
    async with client.stream("GET", "/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        event = ""
        async for line in stream.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event = value
            elif name == "data":
                heard.append((event, value))
                book.put(alert_of(id="a", headline=HARMFUL), NOON)
            if len(heard) == 2:
                break

    assert heard[0] == ("listening", "0")
    assert heard[1][0] == "alert"
    assert json.loads(heard[1][1])["headline"] == HARMFUL


async def test_text_that_means_harm_comes_out_as_text(client: httpx.AsyncClient, book: AlertBook) -> None:
    book.put(alert_of(id="a", headline=HARMFUL, description=HARMFUL), NOON)
    book.put(alert_of(id="b", headline=HARMFUL + "x" * 100_000, place=None), NOON)

    alerts = (await client.get("/alerts.json")).json()
    feed = ET.fromstring((await client.get("/feed.atom")).content)
    cap = await client.get("/alerts/b.cap")

    assert [alert["headline"][: len(HARMFUL)] for alert in alerts] == [HARMFUL, HARMFUL]
    assert not [element for element in feed.iter() if element.tag.rpartition("}")[2] == "script"]
    assert problems(cap.content) == []
    assert len(cap.content) < 10_000


def test_a_port_that_is_taken_is_told() -> None:
    with listening("127.0.0.1", 0) as taken, pytest.raises(SettingsError, match=r"can listen on 127\.0\.0\.1"):
        listening("127.0.0.1", taken.getsockname()[1])
