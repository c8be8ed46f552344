"""The toll: the fused estimate of one event and measure, with every statement it rests on."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import IsoTime, Part, Record
from tocsin.records.claim import (
    Attribution,
    EventTime,
    Kind,
    Measure,
    Modality,
    Place,
    Polarity,
    Qualifier,
    VictimClass,
)

__all__ = ["Estimate", "Grade", "Policy", "Statement", "Toll"]

Policy = Literal["conservative", "latest", "most_sources", "most_specific"]
Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
GRADES = (
    "confirmed: officials, military or police are said to have said it, of more than their enemies, and nobody disputes it; "
    "it says nothing of how many outlets have it. fair: several independent sources. weak: one. contested: sources differ, or "
    "somebody denies it. discounted: nobody says it any more."
)
"""What the grades mean, for whoever reads a record."""


class Estimate(Part):
    """A number with its bounds; `high` null: open above."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


class Statement(Part):
    """One claim as the toll keeps it: the number, who said it, in which words, in which article."""

    claim_id: str
    article_id: str
    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: Qualifier = "exact"
    kind: Kind = "incident"
    polarity: Polarity = Field(default="affirmed", description="Not affirmed: it denies or withdraws the figure.")
    modality: Modality = "asserted"
    part_of: str | None = None
    subset: bool = False
    parts_sum: bool | None = None
    victim: VictimClass | None = Field(default=None, description="Who the victims are said to be.")
    place: str = Field(default="", description="The place as the claim's text names it.")
    attribution: tuple[Attribution, ...] = ()
    source: str | None = Field(default=None, description="The outlet.")
    origin: str = Field(default="", description="The original source that this statement counts for.")
    title: str = ""
    url: str | None = None
    published: IsoTime | None = None
    quote: str = Field(default="", description="The sentence, word for word.")
    superseded: bool = Field(default=False, description="The same source has given a later figure.")


class Toll(Record):
    """What is known about one measure of one event, from all that has been said so far.

    `low`, `best` and `high` follow the named policy; `alternatives` gives the best figure under every other one.
    """

    event_type: ClassVar[str] = "casualty.toll.changed"

    event_key: str = Field(description="The event and measure, the same however the statements arrive.")
    measure: Measure
    low: int | None = None
    best: int | None = None
    high: int | None = None
    policy: Policy
    alternatives: dict[Policy, int | None] = Field(default_factory=dict)
    conflict: bool = Field(default=False, description="Independent sources give figures that cannot all be true.")
    grade: Grade = Field(default="weak", description=GRADES)
    sources: int = Field(default=0, ge=0, description="Independent original sources, not outlets.")
    articles: int = Field(default=0, ge=0)
    place: Place | None = None
    event_time: EventTime | None = None
    previous: Estimate | None = Field(default=None, description="The estimate before the latest change.")
    updated: IsoTime | None = Field(default=None, description="Publication time of the latest statement.")
    moved_to: str | None = Field(
        default=None, description="Of a toll without statements: the key under which they count from now on."
    )
    statements: tuple[Statement, ...] = ()
    parts: tuple[Statement, ...] = Field(default=(), description="Breakdowns; they never compete with their total.")
