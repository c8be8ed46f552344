"""When the bell rings, how often, and on which topics."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tocsin import Alert, Estimate, Spec, alerts_of
from tocsin.testing import run
from tocsin_agents.alerts import RULES, Alerts, AlertSettings, Rule


def notices(*tolls: Any, settings: AlertSettings | None = None) -> list[Any]:
    return list(run(Alerts(settings), tolls).on("alerts"))


@pytest.fixture
def first(toll: Any, said: Any) -> Any:
    return toll(said(26, high=None, qualifier="at_least"))


@pytest.fixture
def second(toll: Any, first: Any, said: Any) -> Any:
    other = said(31, high=None, qualifier="at_least")
    return toll(*first.statements, other, conflict=True, grade="contested", sources=2)


def test_the_first_toll_fires(first: Any) -> None:
    (alert,) = notices(first)
    assert (alert.rule, alert.rules, alert.state, alert.revision) == (
        "toll-threshold",
        ("toll-threshold",),
        "firing",
        1,
    )
    assert (alert.values.low, alert.values.high, alert.previous) == (26, None, None)
    assert alert.sent == first.updated


def test_a_conflict_updates_the_same_alert_and_leads(first: Any, second: Any) -> None:
    fired, updated = notices(first, second)
    assert updated.id == fired.id
    assert (updated.rule, updated.rules) == ("toll-conflict", ("toll-conflict", "toll-threshold"))
    assert (updated.state, updated.revision) == ("updated", 2)
    assert (updated.previous.best, updated.values.best) == (26, 31)
    assert updated.headline == "Syria, Friday 9 March 2012: 26 to 31 reported killed"


def test_a_notice_goes_to_the_topic_of_every_rule_that_holds(first: Any, second: Any) -> None:
    outcome = run(Alerts(), [first, second])
    assert [len(outcome.on(f"alerts{rule}")) for rule in ("", ".toll-threshold", ".toll-conflict")] == [2, 2, 1]


def test_a_source_that_agrees_rings_nothing(first: Any, toll: Any, said: Any) -> None:
    agreed = toll(*first.statements, said(26, high=None, qualifier="at_least"), sources=2, grade="fair")
    assert len(notices(first, agreed)) == 1


def test_the_end_of_a_conflict_is_an_update_that_its_topic_hears_of(
    first: Any, second: Any, toll: Any, said: Any
) -> None:
    settled = toll(said(26, superseded=True), said(31, high=None))
    outcome = run(Alerts(), [first, second, settled])
    last = outcome.on("alerts.toll-conflict")[-1]
    assert isinstance(last, Alert)
    assert (last.rules, last.state, last.revision) == (("toll-threshold",), "updated", 3)


def test_a_retraction_cancels(first: Any, toll: Any, said: Any) -> None:
    gone = toll(said(26, superseded=True), grade="discounted", previous=Estimate(low=26, best=26))
    cancelled = notices(first, gone, gone)[1:]
    assert [(alert.state, alert.rule, alert.revision) for alert in cancelled] == [("cancelled", "toll-threshold", 2)]
    assert cancelled[0].certainty == "Unlikely"
    assert cancelled[0].values.low is None


def test_a_toll_that_moved_to_another_event_resolves(first: Any, toll: Any) -> None:
    assert notices(first, toll(grade="discounted"))[-1].state == "resolved"


def test_an_alert_that_was_over_fires_again_under_the_same_id(first: Any, toll: Any) -> None:
    fired, _, again = notices(first, toll(grade="discounted"), first)
    assert (again.id, again.state, again.revision) == (fired.id, "firing", 3)


@pytest.mark.parametrize(("measure", "quiet", "loud"), [("killed", 0, 1), ("injured", 4, 5), ("displaced", 99, 100)])
def test_numbers_below_the_threshold_ring_nothing(toll: Any, said: Any, measure: str, quiet: int, loud: int) -> None:
    assert notices(toll(said(quiet), measure=measure)) == []
    assert len(notices(toll(said(loud), measure=measure))) == 1


def test_thresholds_and_status_are_settings(toll: Any, said: Any) -> None:
    strict = AlertSettings(thresholds={"killed": 10}, status="Exercise")
    (alert,) = notices(
        toll(said(9)), toll(said(10)), toll(said(900), measure="injured", event_key="other"), settings=strict
    )
    assert (alert.values.best, alert.status) == (10, "Exercise")


@pytest.mark.parametrize(
    ("measure", "number", "severity"),
    [
        ("killed", 100, "Extreme"),
        ("killed", 99, "Severe"),
        ("killed", 10, "Severe"),
        ("killed", 9, "Moderate"),
        ("injured", 500, "Minor"),
        ("displaced", 16_000, "Moderate"),
    ],
)
def test_severity_follows_the_lowest_number(toll: Any, said: Any, measure: str, number: int, severity: str) -> None:
    assert notices(toll(said(number), measure=measure))[0].severity == severity


@pytest.mark.parametrize(
    ("grade", "certainty"),
    [("confirmed", "Observed"), ("fair", "Likely"), ("weak", "Possible"), ("contested", "Possible")],
)
def test_certainty_follows_the_grade(toll: Any, said: Any, grade: str, certainty: str) -> None:
    assert notices(toll(said(6), grade=grade))[0].certainty == certainty


def test_a_restart_between_tolls_changes_nothing(first: Any, second: Any) -> None:
    steady, restarted = (run(Alerts(), [first, second], restart_between=again) for again in (False, True))
    assert restarted.emitted == steady.emitted


def test_only_so_many_alerts_are_remembered(toll: Any, said: Any) -> None:
    tolls = [toll(said(6), event_key=f"e{n:02}", updated=f"2012-03-{n:02}") for n in range(1, 21)]
    again = notices(*tolls, toll(said(7), event_key="e01"), settings=AlertSettings(most_remembered=10))
    assert (again[-1].state, again[-1].revision) == ("firing", 1)


def test_a_rule_of_ones_own_drops_in(toll: Any, said: Any) -> None:
    risen = Rule("toll-revised", lambda toll, _: toll.previous is not None)

    class More(Alerts):
        rules = (risen, *RULES)
        spec: ClassVar[Spec] = Spec(
            name="more-alerts",
            summary="Tells of revisions too.",
            consumes=Alerts.spec.consumes,
            produces=("alerts", *(alerts_of(rule.name) for rule in (risen, *RULES))),
            state=Alerts.spec.state,
            settings=AlertSettings,
        )

    outcome = run(More(), [toll(said(7), previous=Estimate(low=6, best=6, high=6))])
    (alert,) = outcome.on("alerts.toll-revised")
    assert isinstance(alert, Alert)
    assert alert.rules == ("toll-revised", "toll-threshold")
