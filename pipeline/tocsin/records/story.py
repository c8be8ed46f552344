"""Which story an article belongs to."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from tocsin.records.base import Record

__all__ = ["Story", "StoryEvent"]

StoryEvent = Literal["opened", "joined", "merged", "split"]


class Story(Record):
    """An article has opened a story or joined one, or has shown that two stories are one, or one is two.

    Every article is told once as `opened` or `joined`, copies included. `merged` may follow: from then on `story_id` stands
    for `merged_id` too. Or `split`: from then on `members` belong to `split_id`, and all others to `story_id` as before.
    """

    identity: ClassVar[tuple[str, ...]] = ("article_id", "story_id", "event", "merged_id")
    event_type: ClassVar[str] = "article.story"

    article_id: str = Field(description="The article that joined, or that shows what else the record says.")
    story_id: str = Field(description="The story; its id is that of the article that opened it.")
    event: StoryEvent
    similarity: float = Field(
        ge=0,
        le=1,
        description="Cosine similarity with the story, less with time; 1 when opened. Of `merged` and `split`, that of the"
        " two stories.",
    )
    size: int = Field(
        default=1,
        ge=1,
        description="Articles of the story that are remembered, this one included; of `split`, those of the new one.",
    )
    merged_id: str | None = Field(default=None, description="The story that is part of `story_id` from now on.")
    split_id: str | None = Field(
        default=None, description="The new story; its id is that of this article and `/split`."
    )
    members: tuple[str, ...] = Field(
        default=(), description="Of `split`: the articles that are in `split_id` from now on, in the order of arrival."
    )
