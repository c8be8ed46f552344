"""The article: what enters the pipeline."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ConfigDict, Field, field_validator, model_validator

from tocsin.records.base import IsoTime, Record

__all__ = ["Article"]


class Article(Record):
    """One news article, as one outlet published it.

    Fields that an input brings along and that are not named here are kept and travel on.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    identity: ClassVar[tuple[str, ...]] = ("source", "url", "published", "title", "text")
    event_type: ClassVar[str] = "article.published"

    title: str = Field(default="", description="The headline; empty when the article has none.")
    text: str = Field(default="", description="The body; all offsets into the body count its characters.")
    published: IsoTime | None = Field(default=None, description="When the outlet published it.")
    published_inferred: bool = Field(default=False, description="True when `published` was worked out, not stated.")
    source: str | None = Field(default=None, description="The outlet.")
    url: str | None = Field(default=None, description="Where it was published.")

    @field_validator("title", "text", mode="before")
    @classmethod
    def _null_is_empty(cls, value: object) -> object:
        return "" if value is None else value

    @model_validator(mode="after")
    def _says_something(self) -> Article:
        if not self.title.strip() and not self.text.strip():
            message = "title and text are both empty"
            raise ValueError(message)
        return self
