"""Removes copies and links revisions: what says nothing new does not reach the readers of text.

An article that copies an earlier one is linked to it and goes no further; one that tells the same story with other
figures is linked and flows on, because a new toll is the news.
"""

from __future__ import annotations

from tocsin_agents.dedup.agent import Dedup
from tocsin_agents.dedup.settings import DedupSettings

__all__ = ["Dedup", "DedupSettings"]
