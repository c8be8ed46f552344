"""Which story an article belongs to."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import Record

__all__ = ["Story", "StoryEvent"]

StoryEvent = Literal["opened", "joined", "merged"]


class Story(Record):
    """An article has opened a story or joined one, or has shown that two stories are one.

    Every article is told once as `opened` or `joined`, copies included. `merged` follows: from then on `story_id` stands
    for `merged_id` too.
    """

    identity: ClassVar[tuple[str, ...]] = ("article_id", "story_id", "event", "merged_id")
    event_type: ClassVar[str] = "article.story"

    article_id: str = Field(description="The article that joined, or that shows that two stories are one.")
    story_id: str = Field(description="The story; its id is that of the article that opened it.")
    event: StoryEvent
    similarity: float = Field(
        ge=0, le=1, description="Cosine similarity with the story, less with time; 1 when opened."
    )
    size: int = Field(default=1, ge=1, description="Articles of the story that are remembered, this one included.")
    merged_id: str | None = Field(default=None, description="The story that is part of `story_id` from now on.")
