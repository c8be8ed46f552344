"""The people, organisations and places that an article names."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import IsoTime, Part, Record

__all__ = ["Entities", "Entity", "Mention"]


class Mention(Part):
    """One name where it stands: `text` is exactly `[start:end)` of the article's `field`, in characters."""

    field: Literal["title", "text"]
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    type: str = Field(description="PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, PRODUCT, WORK_OF_ART or LAW (OntoNotes 5).")
    entity: str = Field(default="", description="Key of the entity in `entities` that this names.")


class Entity(Part):
    """What one or several mentions of an article name."""

    key: str = Field(
        description="Stable across articles: a GeoNames or ISO 3166-1 id where linked, else type and name."
    )
    name: str
    type: str
    mentions: int = Field(ge=1, description="How often the article names it.")
    linked: bool = Field(default=False, description="True when `key` points into GeoNames or ISO 3166-1.")
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2, for places and nationalities.")
    lat: float | None = None
    lon: float | None = None


class Entities(Record):
    """All names of one article, with offsets, merged into entities."""

    identity: ClassVar[tuple[str, ...]] = ("article_id", "mentions")
    event_type: ClassVar[str] = "article.entities"

    article_id: str
    source: str | None = None
    published: IsoTime | None = None
    model: str = Field(default="", description="The tagger and its version.")
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
