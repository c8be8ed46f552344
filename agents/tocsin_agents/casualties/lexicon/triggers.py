"""The words that say that people were harmed: one entry per verb, state or noun, each with one example that the tests read.

To teach the extractor a word, add an entry where its measure is.
"""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.entries import Entry
from tocsin_agents.casualties.lexicon.injuring import INJURED
from tocsin_agents.casualties.lexicon.killing import KILLED
from tocsin_agents.casualties.lexicon.losing import ABDUCTED, CASUALTIES, DISPLACED, MISSING

__all__ = ["ENTRIES"]

ENTRIES: tuple[Entry, ...] = KILLED + INJURED + MISSING + DISPLACED + ABDUCTED + CASUALTIES
