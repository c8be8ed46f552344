"""Groups articles on one event as they come, and tells which article belongs to which story."""

from __future__ import annotations

from tocsin_agents.stories.agent import Stories
from tocsin_agents.stories.settings import StoriesSettings

__all__ = ["Stories", "StoriesSettings"]
