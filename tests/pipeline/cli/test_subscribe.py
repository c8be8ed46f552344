"""`tocsin subscribe`: which records are shown, and how those that failed are."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from click.testing import CliRunner

from tocsin import Agent, Alert, Article, DeadLetter, Entities, Entity, Output, Spec
from tocsin.cli import cli, subscribe
from tocsin.engine.messages import Incoming
from tocsin.plugins.wiring import Wiring
from tocsin.records.codec import encode


class Rivers(Agent[Article]):
    spec = Spec(name="rivers", summary="Reads.", consumes=("articles",), produces=("claims",))

    def process(self, article: Article, /) -> Iterable[Output]:
        del article
        return ()


class Names(Agent[Article]):
    spec = Spec(name="names", summary="Names.", consumes=("articles",), produces=("entities",))

    def process(self, article: Article, /) -> Iterable[Output]:
        del article
        return ()


WIRING = Wiring([Rivers.spec])
WIRING_OF_ENTITIES = Wiring([Names.spec])
LETTER = DeadLetter(
    topic="articles", partition=0, offset=7, agent="rivers", error="KeyError", message="no \x1b[31mriver"
)


def alert(severity: str, *rules: str) -> Incoming:
    record = Alert.model_validate(
        {"labels": {"e": "1"}, "rule": rules[0], "rules": rules, "headline": "Homs", "severity": severity}
    )
    return Incoming("alerts", 0, 0, b"k", encode(record))


@pytest.mark.parametrize(
    ("rule", "severity", "wanted"),
    [
        (None, None, True),
        ("conflict", None, True),
        ("toll", None, True),
        ("mass", None, False),
        (None, "Minor", True),
        (None, "Severe", True),
        (None, "Extreme", False),
        ("conflict", "Severe", True),
        ("mass", "Minor", False),
    ],
)
def test_alerts_are_chosen_by_rule_and_least_severity(rule: str | None, severity: str | None, *, wanted: bool) -> None:
    assert subscribe._filter(WIRING, rule, severity, None)(alert("Severe", "toll", "conflict")) is wanted


def test_records_that_are_no_alerts_are_not_held_back() -> None:
    article = Incoming("articles", 0, 0, b"k", encode(Article(text="x")))
    assert subscribe._filter(WIRING, "toll", "Extreme", None)(article)


def test_what_is_no_alert_on_the_topic_of_alerts_is_told_and_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert not subscribe._filter(WIRING, "toll", None, None)(Incoming("alerts", 0, 3, b"k", b"{"))
    assert capsys.readouterr().err.startswith("alerts@3: not JSON")


def test_a_dead_letter_is_a_line_of_json_with_its_reason_whatever_failed(capsys: pytest.CaptureFixture[str]) -> None:
    subscribe._json_line(Incoming("deadletters", 0, 0, b"k", b"\xff{", LETTER.headers()))
    assert DeadLetter.model_validate(json.loads(capsys.readouterr().out)) == LETTER


def test_a_dead_letter_that_does_not_say_when_it_failed_failed_when_kafka_got_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    subscribe._json_line(Incoming("deadletters", 0, 0, b"k", b"{", LETTER.headers(), 1_331_294_400_000))
    assert json.loads(capsys.readouterr().out)["failed_at"] == "2012-03-09T12:00:00+00:00"


def test_a_dead_letter_is_shown_to_people_without_what_could_drive_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    subscribe._for_people(WIRING)(Incoming("deadletters", 0, 0, b"k", b"\xff{", LETTER.headers()))
    shown = capsys.readouterr()
    assert "KeyError" in shown.out
    assert "\x1b" not in shown.out
    assert shown.err == ""


def test_any_other_record_is_the_line_that_is_on_the_topic(capsys: pytest.CaptureFixture[str]) -> None:
    message = alert("Minor", "toll")
    subscribe._json_line(message)
    assert capsys.readouterr().out.encode() == (message.value or b"") + b"\n"


def named(*entities: Entity) -> Incoming:
    return Incoming("entities", 0, 0, b"k", encode(Entities(article_id="a", entities=entities)))


ANNAN = Entity(key="person:kofi annan", name="Kofi Annan", type="PERSON", mentions=2, aliases=("Annan",))
UN = Entity(key="org:united nations", name="United Nations", type="ORG", mentions=1, aliases=("UN", "U.N."))
HOMS = Entity(key="geonames:169577", name="Homs", type="GPE", mentions=1, aliases=())


@pytest.mark.parametrize(
    ("about", "wanted"),
    [
        ("Kofi Annan", True),
        ("kofi a. annan", True),
        ("Annan", True),
        ("the U.N.", True),
        ("geonames:169577", True),
        ("Kofi", False),
        ("Anan", False),
        ("Nations", False),
    ],
)
def test_articles_are_chosen_by_whom_and_what_they_name(about: str, *, wanted: bool) -> None:
    chooses = subscribe._filter(WIRING_OF_ENTITIES, None, None, about)
    assert chooses(named(ANNAN, UN, HOMS)) is wanted
    assert not chooses(named())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("claims", "--about", "Annan"), "--about asks nothing of claims: tocsin subscribe entities --about"),
        (("claims", "--severity", "severe"), "--severity asks nothing of claims: tocsin subscribe alerts --severity"),
        (
            ("alerts", "tolls", "--rule", "toll-conflict"),
            "--rule asks nothing of tolls: tocsin subscribe alerts --rule",
        ),
        (("no-such-topic", "--rule", "toll-conflict"), "--rule asks nothing of no-such-topic"),
        (("tocsin.claims", "--severity", "severe"), "--severity asks nothing of claims"),
    ],
)
def test_a_filter_that_a_topic_has_nothing_for_is_refused(arguments: tuple[str, ...], said: str) -> None:
    answer = CliRunner().invoke(cli, ["subscribe", *arguments])
    assert answer.exit_code == 2
    assert said in " ".join(answer.output.split())


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("toll-conflct", "No rule that is in force here is named toll-conflct. Did you mean toll-conflict?"),
        ("nosuch", "No rule that is in force here is named nosuch. There are: toll-conflict, toll-threshold."),
    ],
)
def test_a_rule_that_nobody_here_knows_is_told(
    tocsin: Any, nowhere: str, monkeypatch: pytest.MonkeyPatch, rule: str, said: str
) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", nowhere)
    assert tocsin("subscribe", "alerts.toll-threshold", "--rule", rule).err.startswith(said)
    assert "No rule" not in tocsin("subscribe", "--rule", "toll-conflict").err
