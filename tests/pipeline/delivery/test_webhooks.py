"""Webhooks without Kafka: what is posted, how it is signed, where it may go, and what comes of an answer."""

import asyncio
import base64
import datetime as dt
import email.utils
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from standardwebhooks import Webhook

from tests.pipeline.delivery.making import NOON, alert_of, any_alerts
from tocsin import Alert, Statement
from tocsin.access.secrets import redacted
from tocsin.delivery.attempts import Outcome, Pauses
from tocsin.delivery.webhooks.endpoint import Endpoint, endpoints
from tocsin.delivery.webhooks.message import MOST_BYTES, posted, signed_headers
from tocsin.delivery.webhooks.sender import Sender
from tocsin.errors import RecordError, SettingsError
from tocsin.records.codec import encode
from tocsin.settings import Settings

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OTHER = "whsec_" + base64.b64encode(bytes(range(1, 33))).decode()


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)


def endpoint(**fields: Any) -> Endpoint:
    plain = {"url": "https://hooks.example/tocsin", "secret_env": "HOOK_SECRET"}
    return Endpoint.model_validate(plain | fields)


def endpoint_keys() -> tuple[bytes, ...]:
    return (base64.b64decode(SECRET.removeprefix("whsec_")),)


# What is posted


def test_a_message_is_verified_by_the_library_of_standard_webhooks() -> None:
    message = posted(alert_of(), NOON)
    headers = signed_headers(message, endpoint().keys(), int(time.time()))

    body = Webhook(SECRET).verify(message.body, headers)

    assert body["type"] == "casualty.alert.created"
    assert body["timestamp"] == "2012-03-10T12:00:00.000Z"
    assert Alert.model_validate(body["data"]) == alert_of()
    with pytest.raises(Exception, match="No matching signature"):
        Webhook(OTHER).verify(message.body, headers)


def test_two_secrets_sign_twice_so_that_either_verifies(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\n{OTHER}\n")
    message = posted(alert_of(), NOON)
    keys = endpoint(secret_env=None, secret_file=tmp_path / "secret").keys()
    headers = signed_headers(message, keys, int(time.time()))

    for each in (SECRET, OTHER):
        assert Webhook(each).verify(message.body, headers)


def test_the_id_is_that_of_the_content_and_fit_for_a_header() -> None:
    assert posted(alert_of(), NOON) == posted(alert_of(), NOON)
    ids = {posted(alert_of(revision=revision, id="a\r\nb"), NOON).id for revision in (1, 2, 3)}
    assert len(ids) == 3
    assert all(each.isascii() and "." not in each and each.isprintable() for each in ids)


@given(any_alerts)
def test_any_alert_that_json_can_hold_makes_a_message_that_is_verified(alert: Alert) -> None:
    try:
        encode(alert)
    except RecordError:
        assume(False)  # noqa: FBT003 - hypothesis has it so
    message = posted(alert, NOON)
    headers = signed_headers(message, endpoint_keys(), int(time.time()))

    assert len(message.body) < MOST_BYTES
    assert Webhook(SECRET).verify(message.body, headers)["data"]["id"] == alert.id


@pytest.mark.parametrize(
    ("state", "kind"),
    [("firing", "created"), ("updated", "updated"), ("resolved", "updated"), ("cancelled", "cancelled")],
)
def test_the_type_says_what_became_of_the_alert(state: str, kind: str) -> None:
    assert json.loads(posted(alert_of(state=state), NOON).body)["type"] == f"casualty.alert.{kind}"


def test_statements_that_do_not_fit_are_left_out_and_counted() -> None:
    said = [Statement(claim_id=f"c{i}", article_id="a", low=i, quote=f"Report {i} says so. " * 9) for i in range(500)]
    alert = alert_of(statements=tuple(said), parts=tuple(said))

    message = posted(alert, NOON)
    found = json.loads(message.body)["data"]

    assert len(message.body) < MOST_BYTES
    assert len(message.body) > MOST_BYTES - 2_000
    assert found["headline"] == alert.headline
    assert found["statements"] == alert.model_dump(mode="json")["statements"][: len(found["statements"])]
    assert len(found["statements"]) + found["statements_omitted"] == 500
    assert found["parts_omitted"] == 500


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "x" * 100_000},
        {"description": "\u00e4" * 100_000},
        {"statements": (Statement(claim_id="c", article_id="a", quote="\U0001f514" * 50_000),)},
        {"labels": {f"label{i}": "x" * 100 for i in range(1000)}},
        {"rules": tuple(f"rule-{i}" for i in range(10_000))},
    ],
)
def test_no_body_is_too_large_and_each_says_which_alert_it_is_about(fields: dict[str, Any]) -> None:
    alert = alert_of(**fields)
    message = posted(alert, NOON)

    assert len(message.body) < MOST_BYTES
    assert json.loads(message.body)["data"]["id"] == alert.id


# Endpoints and their secrets


def test_alerts_are_chosen_by_rule_and_severity() -> None:
    assert endpoint().wants(alert_of(severity="Unknown"))
    assert endpoint(rules=("toll-threshold", "x"), severity="Severe").wants(alert_of())
    assert not endpoint(rules=("x",)).wants(alert_of())
    assert not endpoint(severity="Extreme").wants(alert_of())


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"url": "ftp://x/"}, "http or https"),
        ({"url": "https://user:hunter2@x/"}, "no user"),
        ({"url": "http://x:99999/"}, "[Pp]ort"),
        ({"secret_env": None}, "secret_file and secret_env"),
        ({"secret_file": "x"}, "secret_file and secret_env"),
        ({"severity": "Bad"}, "severity"),
        ({"rulse": []}, "rulse"),
    ],
)
def test_a_wrong_table_is_named_with_what_is_wrong(table: dict[str, Any], said: str) -> None:
    plain = {"url": "https://hooks.example/", "secret_env": "HOOK_SECRET"}
    tables = ({"url": "https://other.example/", "secret_env": "HOOK_SECRET"}, plain | table)

    with pytest.raises(SettingsError, match=said) as raised:
        endpoints(Settings(webhooks=tables))

    assert "number 2" in raised.value.message
    assert "hunter2" not in str(raised.value)


def test_two_endpoints_need_two_names() -> None:
    table = {"url": "https://hooks.example/", "secret_env": "HOOK_SECRET"}

    with pytest.raises(SettingsError, match="the same"):
        endpoints(Settings(webhooks=(table, table)))
    assert len(endpoints(Settings(webhooks=(table, table | {"name": "second"})))) == 2


@pytest.mark.parametrize(
    "wrong", ["", "secret word", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", SECRET.removeprefix("whsec_")]
)
def test_a_secret_that_is_none_is_refused_and_never_told(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", wrong)

    with pytest.raises(SettingsError, match="HOOK_SECRET") as raised:
        endpoint().keys()

    assert redacted(raised.value.message) == raised.value.message
    assert not wrong.removeprefix("whsec_") or wrong not in str(raised.value)


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        endpoint(secret_env=None, secret_file=tmp_path / "none").keys()


# Attempts, against a real server

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(answer: bytes, *, hang: bool = False) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Serve one answer; give the address, and the requests as they come."""
    asked: list[bytes] = []
    ended = asyncio.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        if hang:
            await ended.wait()
        writer.write(b"HTTP/1.1 " + answer + b"\r\nconnection: close\r\n\r\n")
        writer.close()

    listening = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://localhost:{listening.sockets[0].getsockname()[1]}/hook", asked
    finally:
        ended.set()
        listening.close()


async def attempt(url: str, **fields: Any) -> Outcome:
    async with Sender(endpoint(url=url, **({"allow_private": True} | fields))) as sender:
        return await sender.attempt(posted(alert_of(), NOON))


async def test_the_name_is_in_the_request_though_the_address_is_what_is_connected_to() -> None:
    async with server(b"204 No Content") as (url, asked):
        outcome = await attempt(url)

    assert outcome.accepted
    assert url.removeprefix("http://").removesuffix("/hook").encode() in asked[0].lower().split(b"host: ")[1]
    assert asked[0].lower().count(b"\r\nhost:") == 1


@pytest.mark.parametrize(
    ("answer", "status"), [(b"500 No", 500), (b"301 There\r\nlocation: /x", 301), (b"404 No", 404), (b"410 Gone", 410)]
)
async def test_whatever_is_not_2xx_is_not_accepted_and_no_redirect_is_followed(answer: bytes, status: int) -> None:
    async with server(answer) as (url, asked):
        outcome = await attempt(url)

    assert (outcome.accepted, outcome.status, outcome.gone) == (False, status, status == 410)
    assert len(asked) == 1


async def test_a_private_address_is_not_even_connected_to() -> None:
    async with server(b"200 OK") as (url, asked):
        outcome = await attempt(url, allow_private=False)

    assert not outcome.accepted
    assert "not on the Internet" in outcome.reason
    assert asked == []


async def test_an_answer_that_does_not_come_is_a_failure() -> None:
    async with server(b"200 OK", hang=True) as (url, _):
        outcome = await attempt(url, timeout_seconds=0.2)

    assert (outcome.status, outcome.reason) == (None, "no answer within 0.2 s")


async def test_nobody_there_and_nonsense_are_failures() -> None:
    async with server(b"\xff\xfe nonsense") as (url, _):
        assert not (await attempt(url)).accepted
    assert (await attempt(url)).status is None


@pytest.mark.parametrize(
    ("value", "least", "most"), [("7", 7, 7), ("99999999999", 3600, 3600), ("soon", 0, 0), ("-3", 0, 0)]
)
async def test_retry_after_is_honoured_within_bounds(value: str, least: float, most: float) -> None:
    async with server(f"429 Slow\r\nretry-after: {value}".encode()) as (url, _):
        outcome = await attempt(url)

    assert least <= outcome.retry_after <= most
    assert outcome.throttled


async def test_retry_after_may_be_a_date() -> None:
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)
    async with server(f"503 Later\r\nretry-after: {email.utils.format_datetime(moment, usegmt=True)}".encode()) as (
        url,
        _,
    ):
        outcome = await attempt(url)

    assert 50 < outcome.retry_after <= 60


def test_pauses_double_up_to_a_longest_and_follow_what_is_asked() -> None:
    pauses = Pauses(first=1, longest=60, throttled=15)

    assert [pauses.after(n, Outcome(500)) for n in (1, 2, 3, 7, 99)] == [1, 2, 4, 60, 60]
    assert [pauses.after(1, Outcome(status)) for status in (429, 502, 504, 503)] == [15, 15, 15, 1]
    assert pauses.after(1, Outcome(503, retry_after=120)) == 120
