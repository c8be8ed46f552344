"""Rules of other packages, announced by entry points."""

from __future__ import annotations

import importlib
import importlib.metadata
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tocsin import Alert, PluginError, alerts_of, installed_rules, load_rule
from tocsin.testing import run
from tocsin_agents.alerts import Alerts, AlertSettings

CODE = """
def night(toll):
    return toll.measure == "killed" and (toll.low or 0) >= 5

def desk(toll):
    return {"desk": toll.place.country} if toll.place else None

def broken(toll):
    return toll.no_such_field > 3
"""

ANNOUNCED = """
[tocsin.rules]
night-desk = night_rules:night
country-desk = night_rules:desk
broken = night_rules:broken
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Install a distribution with rules: what `pip install` leaves behind."""
    (tmp_path / "night_rules.py").write_text(CODE)
    info = tmp_path / "night_rules-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: night-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ANNOUNCED)
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    yield tmp_path
    sys.modules.pop("night_rules", None)


RULES = ("broken", "country-desk", "night-desk")


def ringing(toll: Any, *names: str) -> list[Alert]:
    """Give the notices of an agent made where the rules are installed, with all but some of them left out."""
    # Topics are declared when the class is made, which here was before the rules were installed.
    spec = replace(Alerts.spec, produces=(*Alerts.spec.produces, *map(alerts_of, RULES)))
    without = tuple(set(RULES) - set(names))
    agent = type("Installed", (Alerts,), {"spec": spec})(AlertSettings(thresholds={}, without=without))
    outcome = run(agent, [toll])
    assert outcome.failed == ()
    return outcome.of(Alert)


@pytest.mark.usefixtures("installed")
def test_announced_rules_are_found_by_name() -> None:
    assert installed_rules() == RULES


@pytest.mark.usefixtures("installed")
def test_a_rule_rings_on_a_topic_of_its_own(toll: Any, said: Any) -> None:
    alerts = ringing(toll(said(6)), "night-desk")
    assert [(alert.rule, alert.headline) for alert in alerts] == 2 * [
        ("night-desk", "Syria, Friday 9 March 2012: 6 reported killed")
    ]
    assert ringing(toll(said(4)), "night-desk") == []


@pytest.mark.usefixtures("installed")
def test_a_rule_that_gives_labels_holds_and_labels_its_notices(toll: Any, said: Any) -> None:
    assert ringing(toll(said(6)), "country-desk")[0].rule_labels == {"desk": "SY"}
    assert ringing(toll(said(6), place=None), "country-desk") == []


@pytest.mark.usefixtures("installed")
def test_a_rule_that_fails_does_not_keep_another_from_ringing(toll: Any, said: Any) -> None:
    assert {alert.rules for alert in ringing(toll(said(6)), "broken", "night-desk")} == {("night-desk",)}


@pytest.mark.usefixtures("installed")
def test_a_rule_can_be_left_out(toll: Any, said: Any) -> None:
    assert ringing(toll(said(6))) == []


@pytest.mark.usefixtures("installed")
def test_a_rule_that_is_not_there_is_told_with_what_to_do() -> None:
    with pytest.raises(PluginError, match="not one rule 'day-desk'"):
        load_rule("day-desk")


def test_a_name_that_no_topic_can_have_is_refused() -> None:
    point = importlib.metadata.EntryPoint("Night Desk", "night_rules:night", "tocsin.rules")
    with pytest.raises(PluginError, match="cannot be named 'Night Desk'"):
        installed_rules([point])


def test_a_rule_whose_code_does_not_import_is_told() -> None:
    point = importlib.metadata.EntryPoint("x", "no_such_module:night", "tocsin.rules")
    with pytest.raises(PluginError, match="no_such_module"):
        load_rule("x", [point])


def test_a_rule_must_be_a_function() -> None:
    point = importlib.metadata.EntryPoint("x", "string:digits", "tocsin.rules")
    with pytest.raises(PluginError, match="is no function"):
        load_rule("x", [point])
