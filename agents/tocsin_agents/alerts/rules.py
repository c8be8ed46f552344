"""Rules: what makes a toll worth an alert. A rule is a name and a condition; the first in the table that holds leads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import partial

from tocsin import Statement, Toll, iso_datetime
from tocsin_agents.alerts.scopes import lies_in
from tocsin_agents.alerts.settings import AlertSettings, RuleSettings, Severity
from tocsin_agents.alerts.wording import largest

__all__ = ["KINDS", "RULES", "Rule", "holding", "in_force", "least"]

Condition = Callable[[Toll, AlertSettings], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A name, and whether it holds for a toll. Its notices go to `alerts.<kind>`; without a kind to `alerts.<name>`."""

    name: str
    holds: Condition
    kind: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    severities: Mapping[Severity, int] = field(default_factory=dict)
    watches: tuple[str, ...] = ()
    """It holds only when an article names one of these people, organisations or places."""
    labels_for: Callable[[Toll], Mapping[str, str]] | None = None
    """Gives further labels, which depend on the toll."""

    @property
    def topic(self) -> str:
        """The topic of its notices."""
        return f"alerts.{self.kind or self.name}"


def least(toll: Toll) -> int | None:
    """Give the number that a toll is judged by: the lowest stated, or the best when nobody gave a lower bound."""
    return toll.low if toll.low is not None else toll.best


def _reaches(number: int | None, toll: Toll, settings: AlertSettings) -> bool:
    threshold = settings.thresholds.get(toll.measure)
    return threshold is not None and number is not None and number >= threshold


def _conflict(toll: Toll, settings: AlertSettings) -> bool:
    return toll.conflict and _reaches(largest(toll), toll, settings)


def _threshold(toll: Toll, settings: AlertSettings) -> bool:
    return _reaches(least(toll), toll, settings)


RULES: tuple[Rule, ...] = (Rule("toll-conflict", _conflict), Rule("toll-threshold", _threshold))
"""The built-in rules, the one that says most first. An agent with more rules is a subclass of Alerts with its own table."""


def in_force(rules: tuple[Rule, ...], settings: AlertSettings) -> tuple[Rule, ...]:
    """Give the rules of the settings and, after them, those of the table that none of the settings' replaces."""
    own = tuple(_configured(rule) for rule in settings.rules)
    names = {rule.name for rule in own}
    return (*own, *(rule for rule in rules if rule.name not in names))


def holding(
    rules: tuple[Rule, ...], toll: Toll, settings: AlertSettings, named: Container[str] = ()
) -> tuple[Rule, ...]:
    """Give the rules that hold, the leading one first; none holds for a toll that was withdrawn.

    `named` are the rules that watch for somebody whom an article of the toll names.
    """
    if toll.grade == "discounted":
        return ()
    seen = (rule for rule in rules if not rule.watches or rule.name in named)
    return tuple(rule for rule in seen if rule.holds(toll, settings))


def _configured(rule: RuleSettings) -> Rule:
    return Rule(rule.name, partial(_holds, rule), rule.kind, rule.labels, rule.severities, rule.entities)


def _holds(rule: RuleSettings, toll: Toll, settings: AlertSettings) -> bool:
    if rule.counted and toll.measure not in rule.counted:
        return False
    if rule.places and not any(lies_in(toll, name) for name in rule.places):
        return False
    return KINDS[rule.kind](rule, toll, settings)


def _number(rule: RuleSettings, toll: Toll) -> int | None:
    """Give the number that a rule judges: the toll's, or of the victims of its classes the most that anyone states."""
    if not rule.victims:
        return largest(toll) if rule.kind == "toll-conflict" else least(toll)
    said = (*(one for one in toll.statements if not one.superseded and one.polarity == "affirmed"), *toll.parts)
    numbers = (one.low if one.low is not None else one.best for one in said if one.victim in rule.victims)
    return max((number for number in numbers if number is not None), default=None)


def _enough(rule: RuleSettings, toll: Toll, settings: AlertSettings) -> bool:
    number = _number(rule, toll)
    if rule.threshold is None:
        return _reaches(number, toll, settings)
    return number is not None and number >= rule.threshold


def _disputed(rule: RuleSettings, toll: Toll, settings: AlertSettings) -> bool:
    return toll.conflict and _enough(rule, toll, settings)


def _revised(rule: RuleSettings, toll: Toll, settings: AlertSettings) -> bool:
    before = toll.previous
    if before is None or not _enough(rule, toll, settings):
        return False
    pairs = ((before.low, toll.low), (before.best, toll.best), (before.high, toll.high))
    return any(old is not None and new is not None and abs(new - old) >= rule.change for old, new in pairs)


def _escalating(rule: RuleSettings, toll: Toll, settings: AlertSettings) -> bool:
    """Hold when the latest figure is higher by `rise` than one that was published at most `hours` before it."""
    figures = sorted(filter(None, map(_dated, toll.statements)))
    if not figures or not _enough(rule, toll, settings):
        return False
    latest, number = figures[-1]
    since = latest - dt.timedelta(hours=rule.hours)
    recent = [earlier for when, earlier in figures if since <= when < latest]
    return any(number - earlier >= rule.rise for earlier in recent)


def _dated(statement: Statement) -> tuple[dt.datetime, int] | None:
    number = statement.best if statement.best is not None else statement.low
    if (
        number is None
        or statement.published is None
        or statement.polarity != "affirmed"
        or statement.kind == "increment"
    ):
        return None
    return iso_datetime(statement.published), number


KINDS: dict[str, Callable[[RuleSettings, Toll, AlertSettings], bool]] = {
    "toll-conflict": _disputed,
    "toll-threshold": _enough,
    "toll-revised": _revised,
    "toll-escalating": _escalating,
    "mass-displacement": _enough,
    "missing-people": _enough,
    "entity-watch": _enough,
}
"""The kinds of rules that settings may name, each with a topic of its own."""
