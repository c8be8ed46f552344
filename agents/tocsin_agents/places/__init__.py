"""Places: find their names in a text and say which places they are. Shared by the built-in agents."""

from __future__ import annotations

from tocsin_agents.places.candidate import Candidate, Found
from tocsin_agents.places.cues import opens_dateline
from tocsin_agents.places.gazetteer import Gazetteer

__all__ = ["Candidate", "Found", "Gazetteer", "opens_dateline"]
