"""The entity tagger: who and what an article names, where, merged into entities and linked to places."""

from __future__ import annotations

from tocsin_agents.entities.agent import EntitySettings, EntityTagger

__all__ = ["EntitySettings", "EntityTagger"]
