"""The tolls agent: what is known about every event and measure, from all that has been said about it."""

from __future__ import annotations

from tocsin_agents.tolls.agent import Tolls
from tocsin_agents.tolls.settings import TollSettings

__all__ = ["TollSettings", "Tolls"]
