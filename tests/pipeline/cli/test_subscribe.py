"""`tocsin subscribe`: which records are shown, and how those that failed are."""

import json
from collections.abc import Iterable

import pytest

from tocsin import Agent, Alert, Article, DeadLetter, Output, Spec
from tocsin.cli import subscribe
from tocsin.engine.messages import Incoming
from tocsin.plugins.wiring import Wiring
from tocsin.records.codec import encode


class Rivers(Agent[Article]):
    spec = Spec(name="rivers", summary="Reads.", consumes=("articles",), produces=("claims",))

    def process(self, article: Article, /) -> Iterable[Output]:
        del article
        return ()


WIRING = Wiring([Rivers.spec])
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
    assert subscribe._filter(WIRING, rule, severity)(alert("Severe", "toll", "conflict")) is wanted


def test_records_that_are_no_alerts_are_not_held_back() -> None:
    article = Incoming("articles", 0, 0, b"k", encode(Article(text="x")))
    assert subscribe._filter(WIRING, "toll", "Extreme")(article)


def test_what_is_no_alert_on_the_topic_of_alerts_is_told_and_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert not subscribe._filter(WIRING, "toll", None)(Incoming("alerts", 0, 3, b"k", b"{"))
    assert capsys.readouterr().err.startswith("alerts@3: not JSON")


def test_a_dead_letter_is_a_line_of_json_with_its_reason_whatever_failed(capsys: pytest.CaptureFixture[str]) -> None:
    subscribe._json_line(Incoming("deadletters", 0, 0, b"k", b"\xff{", LETTER.headers()))
    assert DeadLetter.model_validate(json.loads(capsys.readouterr().out)) == LETTER


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
