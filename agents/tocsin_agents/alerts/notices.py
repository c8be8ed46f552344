"""Notices: what an alert says, made from a toll, the rules that hold for it and what was told before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from tocsin import Alert, AlertValues, Toll, iso_date
from tocsin_agents.alerts.rules import Rule, least
from tocsin_agents.alerts.settings import SEVERITY_ORDER, AlertSettings, Severity, Status
from tocsin_agents.alerts.wording import describe, headline, largest

__all__ = ["OVER", "Phase", "event_of", "notice", "phase_of", "severity_of", "status_of", "values_of"]

Phase = Literal["firing", "updated", "resolved", "cancelled"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely"]
Told = dict[str, Any]

CERTAINTIES: dict[str, Certainty] = {
    "confirmed": "Observed",
    "fair": "Likely",
    "weak": "Possible",
    "contested": "Possible",
    "discounted": "Unlikely",
}
"""CAP's word for each grade of a toll."""

OVER = frozenset({"resolved", "cancelled"})


def event_of(event_key: str) -> str:
    """Give the event of a key, which all its measures share."""
    return event_key.rpartition("/")[0] or event_key


def phase_of(toll: Toll, told: Told | None, rules: tuple[Rule, ...]) -> Phase | None:
    """Say what has become of an alert; None when there is nothing to tell."""
    if told is None or told["phase"] in OVER:
        return "firing" if rules else None
    if not rules:
        return "cancelled" if toll.grade == "discounted" and toll.statements else "resolved"
    return None if _same(toll, told, rules) else "updated"


def _same(toll: Toll, told: Told, rules: tuple[Rule, ...]) -> bool:
    numbers = (told["values"], told["largest"]) == (values_of(toll).model_dump(), largest(toll))
    return numbers and told["rules"] == [rule.name for rule in rules]


def notice(  # noqa: PLR0913 - all that an alert is made of
    toll: Toll,
    told: Told | None,
    rules: tuple[Rule, ...],
    phase: Phase,
    *,
    settings: AlertSettings,
    status: Status,
    watched: Iterable[str] = (),
) -> Alert:
    """Say it: an alert that is over still names the rules it was about, or who follows them would not hear of its end."""
    named = tuple(rule.name for rule in rules) or tuple(told["rules"] if told else ())
    return Alert(
        labels=told["labels"] if told else {"event": toll.event_key, "measure": toll.measure},
        rule=named[0],
        rules=named,
        rule_labels=_labels(toll, rules, list(watched)),
        state=phase,
        revision=told["revision"] + 1 if told else 1,
        status=status,
        severity=severity_of(toll, rules, settings),
        certainty=CERTAINTIES[toll.grade],
        headline=headline(toll),
        description=describe(toll),
        values=values_of(toll),
        previous=AlertValues.model_validate(told["values"]) if told else None,
        sent=toll.updated,
        event_key=toll.event_key,
        measure=toll.measure,
        policy=toll.policy,
        alternatives=toll.alternatives,
        grade=toll.grade,
        sources=toll.sources,
        place=toll.place,
        event_time=toll.event_time,
        statements=toll.statements,
        parts=toll.parts,
    )


def _labels(toll: Toll, rules: tuple[Rule, ...], named: list[str]) -> dict[str, str]:
    """Give the labels of the rules that hold, those of the leading one first of all, and who was watched for."""
    labels = {"entity": ", ".join(named)} if named else {}
    for rule in reversed(rules):
        labels |= dict(rule.labels_for(toll)) if rule.labels_for else {}
        labels |= rule.labels
    return labels


def values_of(toll: Toll) -> AlertValues:
    """Give the numbers of a toll as an alert has them."""
    return AlertValues(low=toll.low, best=toll.best, high=toll.high)


def severity_of(toll: Toll, rules: tuple[Rule, ...], settings: AlertSettings) -> Severity | Literal["Unknown"]:
    """Give the highest severity that the rules which hold come to; those without steps of their own go by the settings."""
    number = least(toll)
    usual = settings.severities.get(toll.measure, {})
    steps = [step for each in [rule.severities or usual for rule in rules] or [usual] for step in each.items()]
    reached = [severity for severity, at_least in steps if number is not None and number >= at_least]
    return max(reached, key=SEVERITY_ORDER.index, default="Unknown")


def status_of(published: str | None, settings: AlertSettings, today: dt.date | None) -> Status:
    """Give CAP's status: with `auto`, Exercise for what was old news on the day the agent started."""
    if settings.status != "auto":
        return settings.status
    if published is None or today is None:
        return "Actual"
    return "Exercise" if (today - iso_date(published)).days > settings.old_after_days else "Actual"
