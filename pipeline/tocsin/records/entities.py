"""The people, organisations and places that an article names."""

from __future__ import annotations

import unicodedata
from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import IsoTime, Part, Record

__all__ = ["Entities", "Entity", "Mention", "PlaceCandidate", "Role"]


class Mention(Part):
    """One name where it stands: `text` is exactly `[start:end)` of the article's `field`, in characters."""

    field: Literal["title", "text"]
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    type: str = Field(description="PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, PRODUCT, WORK_OF_ART or LAW (OntoNotes 5).")
    entity: str = Field(default="", description="Key of the entity in `entities` that this names.")


class Role(Part):
    """Words that say who somebody is without naming them: `text` is exactly `[start:end)` of `field`, in characters."""

    field: Literal["title", "text"]
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class PlaceCandidate(Part):
    """One of several places that a name may mean."""

    name: str
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2.")
    admin1: str | None = Field(default=None, description="First-level subdivision.")
    feature: str
    geonames_id: int | None = None
    score: float = Field(ge=0, le=1, description="Share of belief; those of all candidates together are 1.")


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
    aliases: tuple[str, ...] = Field(
        default=(), description="Other names: those of the article, and those it is known by."
    )
    salience: float = Field(default=0.0, ge=0, le=1, description="How much the article is about it; of the foremost 1.")
    lead: int = Field(default=0, ge=0, description="Which of the record's mentions names it first, counted from 0.")
    roles: tuple[Role, ...] = Field(default=(), description="For people: what the article says that they are.")
    feature: str | None = Field(
        default=None,
        description="For places: country, admin1, capital, city, locality, region, sea or nationality.",
    )
    admin1: str | None = Field(default=None, description="First-level subdivision that a place lies in or is.")
    admin1_id: int | None = Field(default=None, description="Its GeoNames id.")
    within: str | None = Field(default=None, description="For a locality that no list has: the place that it lies in.")
    geonames_id: int | None = None
    score: float | None = Field(default=None, ge=0, le=1, description="For places: how sure it is that it is this one.")
    candidates: tuple[PlaceCandidate, ...] = Field(
        default=(), description="For places that may well be another: the likeliest, this one first."
    )

    def goes_by(self, name: str) -> bool:
        """Tell whether this is called `name`, by its own name, an alias, or its key; capitals, marks and titles do not count."""
        wanted = _folded(name)
        if self.key.casefold() == name.casefold() or wanted in map(_folded, (self.name, *self.aliases)):
            return True
        # "Kofi Annan" is also "Kofi A. Annan": the first and the last word tell people apart.
        parts, own = wanted.split(), _folded(self.name).split()
        return self.type == "PERSON" and len(parts) > 1 and len(own) > 1 and (parts[0], parts[-1]) == (own[0], own[-1])


class Entities(Record):
    """All names of one article, with offsets, merged into entities."""

    identity: ClassVar[tuple[str, ...]] = ("article_id", "mentions")
    event_type: ClassVar[str] = "article.entities"

    article_id: str
    source: str | None = None
    published: IsoTime | None = None
    model: str = Field(default="", description="The tagger and its version.")
    language: str = Field(
        default="", description="ISO 639-1 of the article's language as far as it shows; only English is tagged."
    )
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(
        char if char.isalnum() else " " for char in plain if not unicodedata.combining(char) and char != "."
    )
    words = letters.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "mr", "mrs", "ms", "dr"} else words)
