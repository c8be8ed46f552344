"""Places: find their names in a text and say which places they are. Shared by the built-in agents."""

from __future__ import annotations

from tocsin_agents.places.candidate import Candidate, Found
from tocsin_agents.places.countries import country_code
from tocsin_agents.places.cues import opens_dateline
from tocsin_agents.places.folding import key_of
from tocsin_agents.places.gazetteer import Gazetteer

__all__ = ["Candidate", "Found", "Gazetteer", "country_code", "key_of", "opens_dateline"]
