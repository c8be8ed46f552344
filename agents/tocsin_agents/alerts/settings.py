"""What a user may set about alerts: from which numbers on the bell rings, and how loud."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from tocsin import Measure

__all__ = ["AlertSettings", "Severity"]

Severity = Literal["Extreme", "Severe", "Moderate", "Minor"]

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


class AlertSettings(BaseModel):
    """Thresholds and severities by measure, in people, and how notices are marked."""

    thresholds: dict[Measure, int] = Field(
        default_factory=lambda: dict(THRESHOLDS),
        description="The least number of people that is worth an alert; a measure that is left out never is.",
    )
    severities: dict[Measure, dict[Severity, int]] = Field(
        default_factory=lambda: {measure: dict(steps) for measure, steps in SEVERITIES.items()},
        description="The least number of people for each severity.",
    )
    status: Literal["Actual", "Exercise", "Test"] = Field(
        default="Actual", description="CAP status; a replay of old articles is an Exercise or a Test."
    )
    most_remembered: int = Field(
        default=50_000, ge=10, description="Alerts that can still be updated; the longest unchanged are let go of."
    )
