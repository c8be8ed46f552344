"""Leave out what sports pages say of their players, who are injured and missing every week."""

from __future__ import annotations

import re

from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.lexicon.cues import TEAMS

__all__ = ["without_players"]

_LEAD = 1_500
"""Characters from which the kind of page is told."""
_ENOUGH = 4
"""Words of sport, counted each time; a report of a stampede at a match has fewer in its lead."""
_WORD = re.compile(r"[a-z]+")


def without_players(drafts: list[Draft], title: str, text: str) -> list[Draft]:
    """Drop the injured and missing of a sports page, and its dead without a number."""
    if not drafts or not _is_sport(title, text):
        return drafts
    return [draft for draft in drafts if draft.measure == "killed" and draft.counted]


def _is_sport(title: str, text: str) -> bool:
    words = _WORD.findall(f"{title} {text[:_LEAD]}".lower())
    return sum(word in TEAMS for word in words) >= _ENOUGH
