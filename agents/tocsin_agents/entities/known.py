"""Find names that need no model: organisations, clubs and buildings that the news knows."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from tocsin_agents.entities import lexicon
from tocsin_agents.entities.span import FieldName, Span, fits

__all__ = ["known_names"]

WORD = re.compile(r"[^\W_]+")

Known = dict[str, tuple[tuple[str, str], ...]]


@functools.cache
def _index(*, sport: bool) -> Known:
    """Give, for the first word of known names, the names with their types, the longest first."""
    names = dict.fromkeys(lexicon.names("buildings.txt"), "FAC")
    names |= dict.fromkeys((*lexicon.organisations(), *lexicon.names("clubs.txt")), "ORG")
    names |= dict.fromkeys(lexicon.names("clubs_in_sport.txt") if sport else (), "ORG")
    index: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        first = WORD.match(name)
        index.setdefault(first.group() if first else name, []).append((name, names[name]))
    return {first: tuple(found) for first, found in index.items()}


def known_names(field: FieldName, text: str, *, sport: bool) -> Iterator[Span]:
    """Give known names, none inside another or inside a word. `sport` admits clubs that are something else elsewhere."""
    index = _index(sport=sport)
    past = 0
    for word in WORD.finditer(text):
        start = word.start()
        if start < past or word.group() not in index or text[start - 1 : start] == ".":
            continue
        for name, label in index[word.group()]:
            if text.startswith(name, start) and fits(text, start, start + len(name)):
                past = start + len(name)
                yield Span(field, start, past, name, label)
                break
