"""What can be set about stories; `docs/stories.md` gives the figures behind the defaults."""

from __future__ import annotations

from pydantic import BaseModel, Field

__all__ = ["StoriesSettings"]


class StoriesSettings(BaseModel):
    """How alike an article must be to a story to join it, and how long a story is remembered."""

    join: float = Field(
        default=0.15, gt=0, le=1, description="Cosine similarity from which an article belongs to a story."
    )
    merge: float = Field(
        default=0.3, gt=0, le=1, description="Cosine similarity from which two stories that an article fits are one."
    )
    split: float = Field(
        default=0.25,
        ge=0,
        le=1,
        description="Cosine similarity of its two parts below which a story is split; less than `merge`, so that they stay"
        " apart. 0: never.",
    )
    half_life_days: float = Field(
        default=45, gt=0, description="Days after which an article counts as half as alike to a story."
    )
    window_days: int = Field(default=60, ge=1, description="How many days apart an article and its story may lie.")
    max_articles: int = Field(default=50_000, ge=1, description="Articles remembered; the oldest go first.")
