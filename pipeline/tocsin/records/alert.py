"""The alert: what rings the bell. Severity, certainty and status are CAP 1.2's words."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import IsoTime, Part, Record
from tocsin.records.claim import EventTime, Measure, Place
from tocsin.records.toll import GRADES, Grade, Policy, Statement

__all__ = ["Alert", "AlertValues"]

Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]


class AlertValues(Part):
    """The numbers of an alert; they may change while the alert stays the same."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


class Alert(Record):
    """Something that rules found worth saying. Its identity is its labels; its numbers are values.

    A change of the numbers updates the alert under the same id, with the next revision.
    """

    identity: ClassVar[tuple[str, ...]] = ("labels",)
    event_type: ClassVar[str] = "casualty.alert"

    labels: dict[str, str] = Field(description="What the alert is about; the id is derived from them.")
    rule: str = Field(description="The leading rule that holds: the one that says most.")
    rules: tuple[str, ...] = Field(description="Every rule that holds.")
    rule_labels: dict[str, str] = Field(default_factory=dict, description="Labels that the rules which hold give it.")
    state: Literal["firing", "updated", "resolved", "cancelled"] = "firing"
    revision: int = Field(default=1, ge=1, description="1 for the first notice, one more for each change.")
    status: Literal["Actual", "Exercise", "Test"] = "Actual"
    severity: Severity = "Unknown"
    certainty: Certainty = "Unknown"
    headline: str = Field(description="One line: where, when, how many.")
    description: str = Field(default="", description="Plain text: who said what, with quotes.")
    event_key: str = ""
    measure: Measure | None = None
    values: AlertValues = AlertValues()
    previous: AlertValues | None = Field(default=None, description="The numbers of the revision before.")
    policy: Policy | None = None
    alternatives: dict[Policy, int | None] = Field(default_factory=dict)
    grade: Grade | None = Field(default=None, description=GRADES)
    sources: int = Field(default=0, ge=0, description="Independent original sources.")
    place: Place | None = None
    event_time: EventTime | None = None
    sent: IsoTime | None = Field(default=None, description="Event time of the change: the latest statement's.")
    statements: tuple[Statement, ...] = ()
    parts: tuple[Statement, ...] = ()
