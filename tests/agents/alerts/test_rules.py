"""Rules from settings: what each kind holds for, and where its notices go."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tocsin import Alert, Estimate, Place
from tocsin.testing import run
from tocsin_agents.alerts import Alerts, AlertSettings


def settings_of(**rule: Any) -> AlertSettings:
    return AlertSettings.model_validate({"thresholds": {}, "rules": [{"name": "mine", **rule}]})


def rings(toll: Any, **rule: Any) -> bool:
    return bool(run(Alerts(settings_of(**rule)), [toll]).of(Alert))


def test_a_rule_goes_by_its_number_measure_and_place(toll: Any, said: Any) -> None:
    twelve = toll(said(12))
    assert rings(twelve, kind="toll-threshold", least=12)
    assert not rings(twelve, kind="toll-threshold", least=13)
    assert rings(twelve, kind="toll-threshold", least=1, measures=["injured", "killed"])
    assert not rings(twelve, kind="toll-threshold", least=1, measures=["injured"])
    for place, held in [("SY", True), ("sy", True), ("syria", True), ("TR", False), ("Homs", False)]:
        assert rings(twelve, kind="toll-threshold", least=1, places=[place]) is held


def test_a_rule_about_some_victims_counts_only_those(toll: Any, said: Any) -> None:
    children = said(4, victim="child", subset=True, part_of="claim of 12", claim_id="part")
    attack = toll(said(12, victim="civilian"), parts=(children,))
    assert rings(attack, kind="toll-threshold", least=4, victims=["child"])
    assert not rings(attack, kind="toll-threshold", least=5, victims=["child"])
    assert not rings(attack, kind="toll-threshold", least=1, victims=["journalist"])


def test_a_dispute_is_judged_by_its_largest_figure(toll: Any, said: Any) -> None:
    disputed = toll(said(6), said(29), conflict=True, grade="contested")
    assert rings(disputed, kind="toll-conflict", least=29)
    assert not rings(disputed, kind="toll-conflict", least=30)
    assert not rings(toll(said(29)), kind="toll-conflict", least=1)


def test_a_revision_is_told_from_the_change_on_that_was_asked_for(toll: Any, said: Any) -> None:
    revised = toll(said(31), previous=Estimate(low=26, best=26, high=26))
    assert rings(revised, kind="toll-revised", least=1, change=5)
    assert not rings(revised, kind="toll-revised", least=1, change=6)
    assert not rings(toll(said(31)), kind="toll-revised", least=1)


@pytest.mark.parametrize(("rise", "hours", "held"), [(20, 6, True), (21, 6, False), (20, 5, False), (5, 2, True)])
def test_a_toll_escalates_by_people_within_hours(toll: Any, said: Any, rise: int, hours: int, held: bool) -> None:  # noqa: FBT001
    early = said(10, published="2012-03-09T10:00:00Z", superseded=True)
    middle = said(24, published="2012-03-09T14:00:00Z", superseded=True)
    late = said(30, published="2012-03-09T16:00:00Z")
    climbing = toll(early, middle, late)
    assert rings(climbing, kind="toll-escalating", least=1, rise=rise, hours=hours) is held


def test_presets_have_a_measure_and_a_number_of_their_own(toll: Any, said: Any) -> None:
    assert rings(toll(said(10_000), measure="displaced"), kind="mass-displacement")
    assert not rings(toll(said(9_999), measure="displaced"), kind="mass-displacement")
    assert not rings(toll(said(10_000)), kind="mass-displacement")
    assert rings(toll(said(10), measure="missing"), kind="missing-people")
    assert rings(toll(said(3), measure="missing"), kind="missing-people", least=3)


def test_a_notice_carries_the_rules_name_labels_and_severity_on_the_topic_of_its_kind(toll: Any, said: Any) -> None:
    rule = {"kind": "toll-threshold", "least": 1, "labels": {"desk": "east"}, "severities": {"Extreme": 5}}
    (alert,) = run(Alerts(settings_of(**rule)), [toll(said(6))]).on("alerts.toll-threshold")
    assert isinstance(alert, Alert)
    assert (alert.rule, alert.rule_labels, alert.severity) == ("mine", {"desk": "east"}, "Extreme")
    assert alert.labels == {"event": "sy/2012-03-09/killed", "measure": "killed"}


def test_a_rule_named_as_a_built_in_one_replaces_it(toll: Any, said: Any) -> None:
    rule = {"name": "toll-threshold", "kind": "toll-threshold", "least": 50}
    strict = AlertSettings.model_validate({"rules": [rule]})
    assert run(Alerts(strict), [toll(said(49))]).of(Alert) == []
    assert run(Alerts(strict), [toll(said(50))]).of(Alert)


def test_a_rule_without_a_number_takes_that_of_its_measure(toll: Any, said: Any) -> None:
    settings = AlertSettings.model_validate(
        {"thresholds": {"killed": 3}, "rules": [{"name": "sahel", "kind": "toll-threshold", "places": ["ML"]}]}
    )
    mali = Place(text="Mopti", country="ML", where_prec=1)
    names = [alert.rules for alert in run(Alerts(settings), [toll(said(3), place=mali)]).of(Alert)]
    assert names[0] == ("sahel", "toll-threshold")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "toll-treshold"},
        {"kind": "toll-threshold", "name": "No Spaces"},
        {"kind": "toll-threshold", "rise": 3},
        {"kind": "missing-people", "measures": ["killed"]},
        {"kind": "toll-threshold", "unknown": 1},
    ],
)
def test_what_a_rule_cannot_mean_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        settings_of(**wrong)


def test_two_rules_of_one_name_are_refused() -> None:
    rule = {"name": "mine", "kind": "missing-people"}
    with pytest.raises(ValidationError, match="another rule is named so"):
        AlertSettings.model_validate({"rules": [rule, rule]})


def test_one_dispute_over_an_event_rings_once(toll: Any, said: Any) -> None:
    killed = toll(said(6), said(29), conflict=True, grade="contested")
    injured = toll(said(9), said(90), conflict=True, measure="injured", event_key="sy/2012-03-09/injured")
    outcome = run(Alerts(), [killed, injured])
    assert [alert.measure for alert in outcome.on("alerts.toll-conflict") if isinstance(alert, Alert)] == ["killed"]
    assert len(outcome.on("alerts")) == 2
