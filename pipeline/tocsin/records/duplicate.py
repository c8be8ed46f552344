"""The link between an article and the earlier one that it copies or revises."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import Record

__all__ = ["Duplicate", "Relation"]

Relation = Literal["exact", "near", "partial", "revision"]


class Duplicate(Record):
    """One article is a copy of another, a part of it, or the same text with other figures.

    A `revision` is linked and also flows on to the unique articles; the other relations are only linked.
    """

    identity: ClassVar[tuple[str, ...]] = ("article_id", "canonical_id", "relation")
    event_type: ClassVar[str] = "article.duplicate"

    article_id: str = Field(description="The later article.")
    canonical_id: str = Field(description="The earliest article of the group.")
    relation: Relation
    similarity: float = Field(ge=0, le=1, description="Jaccard similarity of the two texts' word shingles.")
    containment: float = Field(default=0, ge=0, le=1, description="Share of the shorter text found in the longer.")
    source: str | None = Field(default=None, description="The outlet of the later article.")
