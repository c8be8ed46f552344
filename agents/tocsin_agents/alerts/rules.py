"""Rules: what makes a toll worth an alert. A rule is a name and a condition; the first in the table that holds leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tocsin import Toll
from tocsin_agents.alerts.settings import AlertSettings
from tocsin_agents.alerts.wording import largest

__all__ = ["RULES", "Rule", "holding", "least"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A name, which is also that of its topic `alerts.<name>`, and whether it holds for a toll."""

    name: str
    holds: Callable[[Toll, AlertSettings], bool]


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


def holding(rules: tuple[Rule, ...], toll: Toll, settings: AlertSettings) -> tuple[str, ...]:
    """Give the names of the rules that hold, the leading one first; none holds for a toll that was withdrawn."""
    if toll.grade == "discounted":
        return ()
    return tuple(rule.name for rule in rules if rule.holds(toll, settings))
