"""Notifications by Apprise, against a real HTTP server that it posts to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.delivery.desk import TOKEN, Desk
from tests.pipeline.delivery.making import NOON, alert_of
from tocsin.delivery.notify.notifier import MOST_BODY, MOST_TITLE, Notifier, notification_of
from tocsin.delivery.notify.service import Service, services
from tocsin.errors import SettingsError
from tocsin.settings import Settings

# Apprise imports a module that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    try:
        yield desk
    finally:
        desk.close()


@pytest.fixture
def notifier(desk: Desk, tmp_path: Path) -> Notifier:
    (tmp_path / "address").write_text(f"{desk.address}\n")
    return Notifier(Service(name="desk", url_file=tmp_path / "address"))


async def test_an_alert_arrives_with_its_words(notifier: Notifier, desk: Desk) -> None:
    outcome = await notifier.attempt(notifier.prepare(alert_of(), NOON))

    assert outcome.accepted
    (came,) = desk.came
    assert came["title"] == "Homs, Friday 9 March 2012: 12 to 19 reported killed"
    assert came["message"].splitlines()[:2] == ["Residents: 12 killed", "A monitor: 19 killed"]
    assert alert_of().id in came["message"]
    assert came["type"] == "failure"


async def test_a_service_that_refuses_has_not_got_it(notifier: Notifier, desk: Desk) -> None:
    desk.answers = [500]
    message = notifier.prepare(alert_of(), NOON)
    refused = await notifier.attempt(message)

    assert (refused.accepted, refused.status) == (False, None)
    assert TOKEN not in refused.reason
    assert (await notifier.attempt(message)).accepted


async def test_a_service_that_does_not_answer_is_given_up_in_time(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "address").write_text(desk.address)
    desk.slow.clear()
    slow = Notifier(Service(name="desk", url_file=tmp_path / "address", timeout_seconds=0.2))

    assert (await slow.attempt(slow.prepare(alert_of(), NOON))).reason == "no answer within 0.2 s"


async def test_nobody_there_is_a_failure_that_tells_no_token(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "address").write_text(f"json://user:{TOKEN}@127.0.0.1:9/")
    outcome = await (nobody := Notifier(Service(name="desk", url_file=tmp_path / "address"))).attempt(
        nobody.prepare(alert_of(), NOON)
    )

    assert not outcome.accepted
    assert TOKEN not in outcome.reason
    assert TOKEN not in "".join(capfd.readouterr())


def test_a_revision_and_an_end_say_so() -> None:
    assert notification_of(alert_of(revision=2, state="updated")).title.endswith("(updated, revision 2)")
    assert notification_of(alert_of(state="cancelled", revision=3)).type == "success"
    assert notification_of(alert_of(severity="Minor")).type == "info"


def test_long_text_is_cut_and_keeps_its_last_line() -> None:
    long = notification_of(alert_of(headline="x" * 1_000, description="y\n" * 5_000))
    assert (len(long.title), len(long.body)) <= (MOST_TITLE, MOST_BODY)
    assert long.body.splitlines()[-1].endswith(alert_of().id)


def test_an_address_is_taken_from_a_variable_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_URL", "json://127.0.0.1/")
    assert Service(name="desk", url_env="DESK_URL").address() == "json://127.0.0.1/"


@pytest.mark.parametrize("held", ["", f"nosuch://{TOKEN}/", f"json://a {TOKEN}"])
def test_an_address_that_is_none_is_refused_and_never_told(held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_URL", held)
    with pytest.raises(SettingsError, match="DESK_URL") as raised:
        Notifier(Service(name="desk", url_env="DESK_URL"))
    assert TOKEN not in f"{raised.value} {raised.value.hint}"


def test_without_apprise_the_install_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.setenv("DESK_URL", "json://127.0.0.1/")
    with pytest.raises(SettingsError) as raised:
        Notifier(Service(name="desk", url_env="DESK_URL"))
    assert raised.value.hint == "pip install 'tocsin[notify]'"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"name": "desk"}, "url_file and url_env"),
        ({"url_env": "X"}, "name"),
        ({"name": "desk", "url_env": "X", "url_file": "y"}, "url_file and url_env"),
        ({"name": "desk", "url": f"json://{TOKEN}/"}, "url"),
    ],
)
def test_a_wrong_table_is_named_without_what_it_holds(table: dict[str, Any], said: str) -> None:
    with pytest.raises(SettingsError, match=said) as raised:
        services(Settings(notify=(table,)))
    assert "number 1" in raised.value.message
    assert TOKEN not in str(raised.value)
