"""Extract casualty claims from articles: who counted how many of what, where, when, and in which words."""

from __future__ import annotations

from tocsin_agents.casualties.agent import Casualties

__all__ = ["Casualties"]
