"""What can be set about the search for copies; `docs/dedup.md` gives the figures behind the defaults."""

from __future__ import annotations

from pydantic import BaseModel, Field

__all__ = ["DedupSettings"]


SECONDS_A_DAY = 86_400


class DedupSettings(BaseModel):
    """How alike two texts must be to be linked, and how far back to look."""

    near: float = Field(default=0.45, gt=0, le=1, description="Jaccard similarity from which two texts are copies.")
    partial: float = Field(
        default=0.7,
        gt=0,
        le=1,
        description="Share of the shorter text that must stand in the longer for it to be a part of it.",
    )
    min_shingles: int = Field(
        default=12,
        ge=3,
        description="Texts with fewer distinct runs of three words are compared for equality only.",
    )
    window_days: float = Field(default=7, gt=0, description="How far apart two copies may be published.")
    max_articles: int = Field(default=100_000, ge=1, description="Articles remembered; the oldest go first.")

    @property
    def window_seconds(self) -> int:
        """The window in seconds."""
        return int(self.window_days * SECONDS_A_DAY)
