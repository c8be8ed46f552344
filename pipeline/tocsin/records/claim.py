"""The casualty claim: one assertion about people killed, injured, missing or displaced, with its words.

The vocabularies are the field's: UCDP GED (low, best, high; precision codes of place and time), ACLED (revisions), MUC-4
(qualifiers, zero), TAC/ERE realis (modality), PLOVER (evidence), Airwars (verification).
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import AliasChoices, Field, computed_field

from tocsin.records.base import IsoTime, Part, Record

__all__ = [
    "Attribution",
    "Claim",
    "EventTime",
    "Evidence",
    "Extractor",
    "Measure",
    "Place",
    "Previous",
    "SourceType",
    "Victim",
    "VictimClass",
]

Measure = Literal["killed", "injured", "missing", "displaced", "abducted", "casualties"]
"""What is counted; `casualties` is killed or injured, undivided."""

Qualifier = Literal[
    "exact",
    "at_least",
    "more_than",
    "at_most",
    "fewer_than",
    "approx",
    "range",
    "vague",
    "plural",
    "none",
    "unknown",
]
Kind = Literal["incident", "period_total", "cumulative", "increment", "breakdown", "rate", "stock"]
Polarity = Literal["affirmed", "zero", "denied", "retracted"]
Modality = Literal[
    "asserted",
    "feared",
    "alleged",
    "hypothetical",
    "threatened",
    "forecast",
    "question",
    "slogan",
    "fiction",
]
VictimClass = Literal[
    "civilian",
    "combatant",
    "security_forces",
    "protester",
    "child",
    "woman",
    "journalist",
    "aid_worker",
    "perpetrator",
    "unknown",
]
SourceType = Literal[
    "official",
    "military",
    "police",
    "medical",
    "opposition",
    "armed_group",
    "monitor_ngo",
    "un_igo",
    "state_media",
    "news_agency",
    "witness",
    "anonymous",
    "author",
]

ALERTABLE_MODALITIES = frozenset({"asserted", "feared", "alleged"})
ALERTABLE_KINDS = frozenset({"incident", "period_total", "increment", "breakdown"})


class Previous(Part):
    """The figure that this one replaces, as the text gives it ("rose to 31 from 26")."""

    low: int | None = None
    best: int | None = None
    high: int | None = None
    direction: Literal["up", "down", "same"] | None = None


class Victim(Part):
    """Who is counted."""

    text: str = ""
    class_: VictimClass = Field(
        default="unknown",
        validation_alias=AliasChoices("class", "class_"),
        serialization_alias="class",
    )
    as_claimed: bool = Field(default=False, description="The class is a party's word for them ('terrorists').")


class Attribution(Part):
    """One link of the chain of who said it; the chain runs from the outermost to the innermost source."""

    name: str = Field(default="", description="As the text names it.")
    type: SourceType
    verb: str = Field(default="", description="How it is said: said, reported, claimed, denied.")
    stance: Literal["neutral", "doubts", "endorses"] = "neutral"
    inferred: bool = Field(default=False, description="Carried over from elsewhere in the article.")


class Place(Part):
    """Where it happened.

    `where_prec` follows UCDP GED: 1 exact point, 2 limited area around a place, 3 district (ADM2), 4 province (ADM1),
    5 larger than ADM1 or vague, 6 whole country, 7 sea or air.
    """

    text: str = Field(default="", description="As the text names it.")
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2.")
    adm1: str | None = Field(default=None, description="First-level subdivision.")
    adm2: str | None = Field(default=None, description="Second-level subdivision.")
    lat: float | None = Field(default=None, description="Degrees north, WGS 84.")
    lon: float | None = Field(default=None, description="Degrees east, WGS 84.")
    geonames_id: int | None = None
    where_prec: int | None = Field(default=None, ge=1, le=7)
    inclusive: bool = Field(default=True, description="False: the parent scope without the places named beside it.")
    inferred: bool = Field(default=False, description="Carried over from elsewhere in the article.")


class EventTime(Part):
    """When it happened, as whole days, both ends included.

    `date_prec` follows UCDP GED: 1 exact day, 2 a span of 2-6 days, 3 a known week, 4 a known month, 5 a known year.
    """

    start: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    end: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    date_prec: int | None = Field(default=None, ge=1, le=5)
    text: str = Field(default="", description="The words it was read from.")
    anchor: Literal["publication", "dateline", "explicit"] | None = None
    inferred: bool = Field(default=False, description="Carried over from elsewhere in the article.")


class Evidence(Part):
    """The words a claim rests on: `sentence` is exactly `[start:end)` of the title or the body, in characters."""

    field: Literal["title", "body"]
    sentence: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quoted: bool = Field(default=False, description="The words stand inside quotation marks.")


class Extractor(Part):
    """What read the claim, and how sure it is."""

    name: str = "casualties"
    version: str = ""
    rule: str = ""
    confidence: float = Field(default=1.0, ge=0, le=1)


class Claim(Record):
    """One assertion, before any fusion: who counted how many of what, where, when, and in which words."""

    event_type: ClassVar[str] = "casualty.claim.extracted"

    article_id: str
    measure: Measure
    low: int | None = Field(default=None, ge=0, description="Smallest number the words allow (UCDP).")
    best: int | None = Field(default=None, ge=0, description="The number the words state; never invented.")
    high: int | None = Field(default=None, ge=0, description="Largest number the words allow; null: open.")
    qualifier: Qualifier = "exact"
    count_text: str = ""
    unit: Literal["person", "family", "household"] = "person"
    kind: Kind = "incident"
    part_of: str | None = Field(default=None, description="Id of the claim that this is a part of.")
    subset: bool = Field(default=False, description="True when parts may overlap ('including 12 children').")
    parts_sum: bool | None = Field(default=None, description="Whether the parts of this total add up to it.")
    previous: Previous | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    temporal_role: Literal["current", "background"] = "current"
    victim: Victim | None = None
    includes_perpetrator: bool | None = None
    attribution: tuple[Attribution, ...] = ()
    verification: Literal["unverified_stated"] | None = None
    place: Place | None = None
    event_time: EventTime | None = None
    evidence: tuple[Evidence, ...] = ()
    extractor: Extractor = Extractor()

    source: str | None = Field(default=None, description="The outlet of the article.")
    title: str = Field(default="", description="The article's headline.")
    url: str | None = None
    published: IsoTime | None = None
    more: bool = Field(
        default=False, description="Further claims of the same article follow: who waits for them sees the whole."
    )

    @computed_field  # type: ignore[prop-decorator] # the documented pydantic spelling
    @property
    def alertable(self) -> bool:
        """Whether the claim may raise an alert: affirmed, asserted or feared or alleged, of this event, and current."""
        return (
            self.polarity == "affirmed"
            and self.modality in ALERTABLE_MODALITIES
            and self.kind in ALERTABLE_KINDS
            and self.temporal_role == "current"
        )
