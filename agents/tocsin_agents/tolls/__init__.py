"""The tolls agent: what is known about every event and measure, from all that has been said about it.

Claims of one article become reports of one place and time (`reading`), reports become events (`joining`), and what was said
about each measure of an event becomes one toll (`counting`, `fusion`); `ledger` and `clock` keep and close them.
"""

from __future__ import annotations

from tocsin_agents.tolls.agent import Tolls
from tocsin_agents.tolls.settings import TollSettings

__all__ = ["TollSettings", "Tolls"]
