"""The link between an article and the earlier one that it copies or revises."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import Part, Record

__all__ = ["Change", "Duplicate", "Passage", "Relation"]

Relation = Literal["exact", "near", "partial", "revision"]


class Change(Part):
    """A figure of the later article that the earlier one does not give, or a word of casualty in a sentence that is new.

    Offsets are half-open, in characters of `field`.
    """

    field: Literal["title", "text"] = Field(description="Which part of the later article the offsets count.")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    before: str = Field(
        default="", description="The figure that stood in the same words, in lower case; empty where none did."
    )
    after: str = Field(description="The figure, or the word, as the later article writes it.")
    sentence_start: int = Field(ge=0, description="The sentence around it, in the same field.")
    sentence_end: int = Field(ge=0)


class Passage(Part):
    """A passage of the later article's text. Offsets are half-open, in characters."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Duplicate(Record):
    """One article is a copy of another, a part of it, or the same text with other figures.

    A `revision` is linked and also flows on to the unique articles; the other relations are only linked.
    """

    identity: ClassVar[tuple[str, ...]] = ("article_id", "canonical_id", "relation")
    event_type: ClassVar[str] = "article.duplicate"

    article_id: str = Field(description="The article that was read later.")
    canonical_id: str = Field(description="The article of the group that was read first, and flowed on.")
    relation: Relation
    similarity: float = Field(ge=0, le=1, description="Jaccard similarity of the two texts' word shingles.")
    containment: float = Field(default=0, ge=0, le=1, description="Share of the shorter text found in the longer.")
    compared_id: str | None = Field(
        default=None, description="The article that `changes` and `passages` compare with: the closest of the group."
    )
    changes: tuple[Change, ...] = Field(
        default=(),
        description="Of a revision: the figures that are new or other; and where harm is told of in a new sentence without one, the"
        " word for it, such as `died`.",
    )
    passages: tuple[Passage, ...] = Field(
        default=(),
        description="Of a part or a revision: what stands in both; of long texts an estimate from a sample of the words.",
    )
    original_id: str | None = Field(
        default=None,
        description="The article of the group known by now to be published first, where that is not the canonical one: it"
        " arrived late.",
    )
    source: str | None = Field(default=None, description="The outlet of the later article.")
