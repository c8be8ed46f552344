"""Proper names in the words of a report: two reports that name the same village or storm are of one event more likely."""

from __future__ import annotations

import re
from functools import lru_cache

from tocsin_agents.places.lexicon import rows
from tocsin_agents.tolls.reading.names import fold
from tocsin_agents.tolls.reading.origins import AGENCY_NAMES

__all__ = ["proper_names"]

SENTENCE_START = re.compile(r"(?:^|[.!?:;\u2026\n]|\s[-\u2013\u2014]+)[\s\"'\u201c\u2018(\[]*$")
CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-z][^\W\d_]*(?:['\u2019-][^\W\d_]+)*")
DATELINE = re.compile(r"^[^a-z\n]{2,40}(?:, [A-Z]\w+)?(?:\s\([^)]{1,40}\))?\s?(?:--|[-\u2013\u2014])\s")
LONGER_WORD = re.compile(r"[^\W\d_]{4,}")
SHORTEST = 3
HEADLINE_SHARE = 0.6
"""Of the longer words of a headline; from here on capitals say nothing."""

COMMON = frozenset(
    re.findall(
        r"\w+",
        """
        monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
        october november december north south east west northern southern eastern western central united nations international
        national president prime minister ministry government colonel general captain mayor governor police army navy state
        city province region district county department red cross crescent human rights observatory islamic muslim christian
        university hospital church mosque associated press news agency the and for new
        """,
    )
)
"""Words of many names, which tell no two events apart."""


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Give the words that name countries and their people: every report of a country has them."""
    names = (name for row in rows("countries.tsv") for field in row[3:] for name in field.split("|"))
    return frozenset(word for name in names for word in fold(name).split())


@lru_cache(maxsize=4096)
def proper_names(text: str) -> frozenset[str]:
    """Give the folded words of the names in a text, less those that any report may hold."""
    body = DATELINE.sub("", text, count=1)
    if _is_headline(body):
        return frozenset()
    found = {
        word
        for match in CAPITALISED.finditer(body)
        if not SENTENCE_START.search(body, 0, match.start())
        for word in fold(match.group()).split()
        if len(word) >= SHORTEST
    }
    return frozenset(word for word in found - COMMON - _countries() if word.rstrip("s") not in _countries()) - set(
        AGENCY_NAMES
    )


def _is_headline(text: str) -> bool:
    longer = LONGER_WORD.findall(text)
    return len(longer) > SHORTEST and sum(word[0].isupper() for word in longer) >= HEADLINE_SHARE * len(longer)
