"""Secrets planted everywhere, every command run with all its logs: none comes out, however it ends."""

import asyncio
import contextlib
import io
import os
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import click
import httpx
import pytest

from tests.kafka.driving import HERE
from tests.kafka.receiving import SECRET, Receiver
from tests.kafka.secured import USERS, SecuredKafka
from tests.kafka.test_ways_in import raise_alert
from tocsin.cli import cli
from tocsin.errors import TocsinError
from tocsin.operation.roster import Roster
from tocsin.settings import load_settings

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

SEEDS = str(Path(__file__).parents[2] / "seeds")
CANARIES = {
    "login": USERS["operator"],
    "wrong login": "canary-wrong-login",
    "key password": "canary-key-password",
    "webhook": SECRET,
    "webhook address": "canary-webhook-path",
    "agent": "canary-of-an-agent",
    "token": "canary-token-of-ingest",
}
COMMANDS = (
    ("topics", "ensure"),
    ("topics", "list", "--json"),
    ("topics", "acls", "--json"),
    ("doctor",),
    ("doctor", "--json"),
    ("agents", "--json"),
    ("agents", "canary:Leaky"),
    ("graph",),
    ("schema", "article"),
    ("rules", "list"),
    ("replay", SEEDS),
    ("subscribe", "--from-beginning", "--json", "--count", "2", "articles"),
    ("dead", "list", "--json"),
    ("silence", "list"),
    ("alerts", "explain", "x"),
    ("trace", "x"),
    ("deliver", "webhooks", "--enable", "nobody"),
)


@pytest.fixture
def planted(
    secured: SecuredKafka, prefix: str, folder: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """Plant the canaries in the environment and in files, and give the environment."""
    locked = secured.authority.issue("canary", name="operator", key_password=CANARIES["key password"])
    (folder / "token").write_text(CANARIES["token"] + "\n")
    (folder / "hook").write_text(SECRET + "\n")
    address = f"http://127.0.0.1:{receiver.port}/{CANARIES['webhook address']}"
    (folder / "tocsin.toml").write_text(
        f'[[webhooks]]\nurl = "{address}"\nsecret_file = "hook"\nallow_private = true\nstart = "beginning"\n'
        f'[[webhooks]]\nname = "down"\nurl = "http://127.0.0.1:9/{CANARIES["webhook address"]}"\nsecret_file = "hook"\n'
    )
    variables = secured.login("SCRAM-SHA-256") | {
        "KAFKA_SSL_CERTFILE": str(locked.certificate),
        "KAFKA_SSL_KEYFILE": str(locked.key),
        "KAFKA_SSL_KEY_PASSWORD": CANARIES["key password"],
        "TOCSIN_INGEST_TOKEN_FILE": str(folder / "token"),
        "TOCSIN_LEAKY_KEY": CANARIES["agent"],
        "TOCSIN_PREFIX": prefix,
        "TOCSIN_LOG_FORMAT": "pretty",
        "TOCSIN_OPERATION_ADDRESS": "127.0.0.1:0",
        "PYTHONPATH": str(HERE),
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.syspath_prepend(str(HERE))
    return dict(os.environ)


def clean(said: str, where: object) -> None:
    for kind, canary in CANARIES.items():
        assert canary not in said, f"the secret of the {kind} came out of {where}: {said[-3000:]}"


def said_by(*arguments: str) -> str:
    """Run a command with all its logs; give what it printed, and what Python would print of the error it ended with."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            cli.main(["--debug", *arguments], prog_name="tocsin", standalone_mode=False)
    except (SystemExit, TocsinError, click.ClickException, click.exceptions.Exit):
        out.write(traceback.format_exc())
    out.seek(0)
    return out.read()


@pytest.mark.usefixtures("planted")
def test_no_secret_comes_out_of_a_command_that_does_well() -> None:
    for command in COMMANDS:
        clean(said_by(*command), command)


@pytest.mark.usefixtures("planted")
def test_no_secret_comes_out_of_a_command_that_is_not_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    for changed in ({"KAFKA_SASL_PASSWORD": CANARIES["wrong login"]}, {"KAFKA_SSL_KEY_PASSWORD": "canary-wrong-login"}):
        with monkeypatch.context() as patch:
            for name, value in changed.items():
                patch.setenv(name, value)
            for command in COMMANDS:
                clean(said_by(*command), command)


def wait_until(log: Path, *words: str) -> None:
    deadline = time.monotonic() + 90
    while not all(word in log.read_text() for word in words):
        assert time.monotonic() < deadline, log.read_text()[-4000:]
        time.sleep(0.1)


@contextlib.contextmanager
def running(environment: dict[str, str], log: Path, *arguments: str) -> Iterator[None]:
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "tocsin", "--debug", *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def test_no_secret_comes_out_of_what_goes_on_running(
    planted: dict[str, str], secured: SecuredKafka, prefix: str, folder: Path, receiver: Receiver
) -> None:
    said_by("topics", "ensure")
    said_by("replay", SEEDS)
    receiver.plan(CANARIES["webhook address"], "500", "204")
    asyncio.run(raise_alert(secured.plain, prefix))
    with (
        running(planted, folder / "agent.log", "run", "canary:Leaky"),
        running(planted, folder / "hooks.log", "deliver", "webhooks"),
        running(planted, folder / "http.log", "ingest", "http", "--port", "0"),
        running(planted, folder / "page.log", "page", "--port", "0"),
    ):
        wait_until(folder / "agent.log", "record_failed")
        wait_until(folder / "hooks.log", "webhook_delivered", "webhook_failed")
        wait_until(folder / "http.log", "/articles")
        wait_until(folder / "page.log", "http://127.0.0.1")
        clean(said_by("top", "--json"), "top")
        (member,) = Roster(load_settings()).processes()
        for path in ("metrics", "readyz", "healthz"):
            answer = httpx.get(f"http://{member.address}/{path}", trust_env=False)
            assert answer.text
            clean(answer.text, path)
        [address] = set(re.findall(r"http://127\.0\.0\.1:\d+/articles", (folder / "http.log").read_text()))
        for token in (CANARIES["token"], CANARIES["wrong login"]):
            answer = httpx.post(
                address, headers={"authorization": f"Bearer {token}"}, json={"text": 1}, trust_env=False
            )
            clean(answer.text, "ingest http")
    for log in ("agent.log", "hooks.log", "http.log", "page.log"):
        clean((folder / log).read_text(), log)
    assert "service_failed" in (folder / "agent.log").read_text()
    listed = said_by("dead", "list", "--json")
    assert "401 from https://service.example/?key=****" in listed
    clean(listed, "the dead letters")
