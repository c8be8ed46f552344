"""What a user may set about alerts: rules and from which numbers on they hold, how loud, and when notices are held."""

from __future__ import annotations

import itertools
import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from tocsin import Measure, VictimClass

__all__ = ["SEVERITY_ORDER", "AlertSettings", "Kind", "RuleSettings", "Severity", "Status"]

Severity = Literal["Extreme", "Severe", "Moderate", "Minor"]
SEVERITY_ORDER = ("Unknown", "Minor", "Moderate", "Severe", "Extreme")
"""CAP's words, from the least."""

Status = Literal["Actual", "Exercise", "Test"]
Kind = Literal[
    "toll-conflict",
    "toll-threshold",
    "toll-revised",
    "toll-escalating",
    "mass-displacement",
    "missing-people",
    "entity-watch",
]

THRESHOLDS: dict[Measure, int] = {
    "killed": 1,
    "injured": 5,
    "missing": 5,
    "displaced": 100,
    "abducted": 1,
    "casualties": 5,
}

SEVERITIES: dict[Measure, dict[Severity, int]] = {
    "killed": {"Extreme": 100, "Severe": 10, "Moderate": 1},
    "injured": {"Minor": 1},
    "missing": {"Severe": 100, "Moderate": 10, "Minor": 1},
    "displaced": {"Severe": 100_000, "Moderate": 1_000, "Minor": 1},
    "abducted": {"Severe": 100, "Moderate": 10, "Minor": 1},
    "casualties": {"Severe": 100, "Moderate": 10, "Minor": 1},
}
"""Killed and injured as the CAP mapping has them; the others are choices of this project."""

RULE_NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")

PRESETS: dict[Kind, tuple[tuple[Measure, ...], int]] = {
    "mass-displacement": (("displaced",), 10_000),
    "missing-people": (("missing",), 10),
}
"""Kinds that are toll-threshold with a measure and a number of their own; choices of this project."""

Label = Annotated[str, Field(max_length=200)]


def _need_more_for_worse(steps: dict[Severity, int], *at: str) -> None:
    """Raise when a severity needs as many people as a worse one, or more: it could never be given."""
    rising = sorted(steps, key=SEVERITY_ORDER.index)
    for lesser, worse in itertools.pairwise(rising):
        if steps[lesser] >= steps[worse]:
            raise PydanticCustomError(
                "order",
                "must be more than the {least} of {lesser}",
                {"lesser": lesser, "least": steps[lesser], "at": (*at, worse)},
            )


class RuleSettings(BaseModel):
    """One rule: `[[agents.alerts.rules]]`. What is left out does not restrict it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(
        description="Lower-case letters, digits and hyphens; shown in every notice that it takes part in."
    )
    kind: Kind = Field(description="What it looks for. Its notices go to the topic of its kind.")
    measures: tuple[Measure, ...] = Field(default=(), description="Only tolls of these measures.")
    places: tuple[str, ...] = Field(
        default=(), description="Only in these places, by name or country code (SY), and what lies in them."
    )
    victims: tuple[VictimClass, ...] = Field(default=(), description="Count only victims said to be of these classes.")
    entities: tuple[str, ...] = Field(
        default=(), description="entity-watch: people, organisations or places, by name or by the key of `entities`."
    )
    least: int | None = Field(default=None, ge=1, description="From how many people on it holds.")
    change: int = Field(default=1, ge=1, description="toll-revised: the least difference, in people.")
    rise: int = Field(default=10, ge=1, description="toll-escalating: the least rise, in people ...")
    hours: float = Field(default=24, gt=0, description="... within so many hours of publication.")
    severities: dict[Severity, int] = Field(default_factory=dict, description="Severity from so many people on.")
    labels: dict[str, Label] = Field(default_factory=dict, description="Labels of your own, given with every notice.")

    @field_validator("name")
    @classmethod
    def _named_like_a_topic(cls, name: str) -> str:
        if not RULE_NAME.fullmatch(name):
            message = "use lower-case letters, digits and hyphens, a letter first"
            raise ValueError(message)
        return name

    @field_validator("severities")
    @classmethod
    def _rising(cls, severities: dict[Severity, int]) -> dict[Severity, int]:
        _need_more_for_worse(severities)
        return severities

    @model_validator(mode="after")
    def _says_what_it_can(self) -> Self:
        fitting = {"change": ("toll-revised",), "rise": ("toll-escalating",), "hours": ("toll-escalating",)}
        fitting["entities"] = ("entity-watch",)
        for field, kinds in fitting.items():
            if field in self.model_fields_set and self.kind not in kinds:
                message = f"{field} means something to {kinds[0]} only"
                raise ValueError(message)
        if self.kind == "entity-watch" and not self.entities:
            message = "entity-watch needs entities: the names to watch for"
            raise ValueError(message)
        if self.kind in PRESETS and self.measures:
            message = f"{self.kind} has a measure of its own; use toll-threshold for others"
            raise ValueError(message)
        return self

    @property
    def counted(self) -> tuple[Measure, ...]:
        """The measures it looks at; none given: all."""
        return PRESETS[self.kind][0] if self.kind in PRESETS else self.measures

    @property
    def threshold(self) -> int | None:
        """From how many people on it holds; None: as `thresholds` says."""
        return self.least if self.least is not None or self.kind not in PRESETS else PRESETS[self.kind][1]


class AlertSettings(BaseModel):
    """Rules, thresholds and severities by measure, in people; when notices are held, and how they are marked."""

    thresholds: dict[Measure, int] = Field(
        default_factory=lambda: dict(THRESHOLDS),
        description="The least number of people that is worth an alert; a measure that is left out never is.",
    )
    severities: dict[Measure, dict[Severity, int]] = Field(
        default_factory=lambda: {measure: dict(steps) for measure, steps in SEVERITIES.items()},
        description="The least number of people for each severity.",
    )
    rules: tuple[RuleSettings, ...] = Field(
        default=(),
        description="Rules of your own, `[[agents.alerts.rules]]`; one named as a built-in rule replaces it.",
    )
    without: tuple[str, ...] = Field(default=(), description="Rules of installed packages that are left out.")
    status: Literal["auto", "Actual", "Exercise", "Test"] = Field(
        default="auto", description="CAP status; auto: Exercise for news older than `old_after_days`, else Actual."
    )
    old_after_days: int = Field(
        default=30, ge=1, description="News so many days older than the start of the agent is a replay."
    )
    group_wait_minutes: float = Field(
        default=0, ge=0, description="Further alerts of an event wait so long after the last notice about it."
    )
    group_interval_minutes: float = Field(
        default=0, ge=0, description="Updates wait so long after the last notice about their event."
    )
    repeat_interval_minutes: float = Field(
        default=0, ge=0, description="An alert that still holds is repeated after so long; 0: never."
    )
    never_held: Severity = Field(default="Severe", description="From this severity on no notice waits.")
    leap_days: int = Field(
        default=14,
        ge=1,
        description="News dated so many days after all before it moves the clock only when a second article does too.",
    )
    inhibit: bool = Field(
        default=True, description="While an alert about a whole country holds, its parts start none with less."
    )
    flood_limit: int = Field(
        default=0, ge=0, description="New alerts a flood window lets through before a digest takes over; 0: all."
    )
    flood_minutes: float = Field(default=60, gt=0, description="Length of the flood window.")
    most_remembered: int = Field(
        default=50_000, ge=10, description="Alerts that can still be updated; the longest unchanged are let go of."
    )

    @field_validator("rules")
    @classmethod
    def _told_apart(cls, rules: tuple[RuleSettings, ...]) -> tuple[RuleSettings, ...]:
        names = [rule.name for rule in rules]
        for number, name in enumerate(names):
            if name in names[:number]:
                # `at` has the mistake told with the line of the second name.
                raise PydanticCustomError("twice", "another rule is named so", {"at": (number, "name")})
        return rules

    @field_validator("severities")
    @classmethod
    def _rising(cls, severities: dict[Measure, dict[Severity, int]]) -> dict[Measure, dict[Severity, int]]:
        for measure, steps in severities.items():
            _need_more_for_worse(steps, measure)
        return severities
