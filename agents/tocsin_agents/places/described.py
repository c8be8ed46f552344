"""Names with their country said before them: "the Greek village of Mati" is not the Mati of the Philippines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tocsin_agents.places.candidate import Candidate
from tocsin_agents.places.folding import CAPITALISED, key_of
from tocsin_agents.places.judgement import Hit

__all__ = ["described"]

SETTLEMENTS = {"city": 1, "town": 1, "village": 1, "port": 1, "capital": 1, "hamlet": 1, "settlement": 1, "resort": 1, "suburb": 2,
    "district": 3, "county": 3, "province": 4, "region": 4, "state": 4, "governorate": 4, "island": 4}  # fmt: skip
"""What a place is called before its name, with UCDP's precision of an event in one."""

BEFORE = re.compile(rf"(?:['\u2019]s)? (?:[a-z]+(?:-[a-z]+)* ){{0,4}}?(?P<what>{'|'.join(SETTLEMENTS)}) of $")
AFTER = re.compile(rf" (?P<what>{'|'.join(SETTLEMENTS)})\b")
OWNED = re.compile(r"['\u2019]s $")
REACH = 60
"""Characters between a country and the name it is said of, at most."""


def described(text: str, hits: Sequence[Hit], wide: Iterable[str]) -> Iterator[Hit]:
    """Give the hits, those that follow a country or its people narrowed to it, and unlisted names that do so besides.

    `wide` are the keys of names that are never narrowed: those of countries and peoples.
    """
    kept = frozenset(wide)
    ends = {hit.end: country for hit in hits if (country := _country(hit))}
    for hit in hits:
        country, what = _said_before(text, hit.start, ends)
        after = AFTER.match(text, hit.end)
        called = what or (after["what"] if after else "")
        yield _within(hit, country, called) if country and hit.key not in kept else hit
    starts = {hit.start for hit in hits}
    for name in CAPITALISED.finditer(text):
        country, what = _said_before(text, name.start(), ends) if name.start() not in starts else (None, "")
        if country and what:
            key = key_of(name.group())
            yield _within(Hit(name.start(), name.end(), key, ()), country, what)


def _country(hit: Hit) -> Candidate | None:
    return next((c for c in hit.candidates if c.kind in {"country", "nationality"}), None)


def _said_before(text: str, start: int, ends: dict[int, Candidate]) -> tuple[Candidate | None, str]:
    """Give the country said before a name, and what the name is said to be."""
    for end in range(start - 1, max(-1, start - REACH), -1):
        country = ends.get(end)
        if country is not None:
            match = BEFORE.fullmatch(text, end, start)
            if match:
                return country, match["what"]
            return (country, "") if country.kind == "country" and OWNED.fullmatch(text, end, start) else (None, "")
    return None, ""


def _within(hit: Hit, country: Candidate, what: str) -> Hit:
    inside = tuple(c for c in hit.candidates if c.country == country.country)
    if inside or not what:
        return replace(hit, candidates=inside or hit.candidates)
    prec = SETTLEMENTS[what]
    kind = "admin1" if prec == SETTLEMENTS["province"] else "city"
    return replace(hit, candidates=(Candidate(kind, hit.key.title(), country.country, max(prec, 2)),))  # type: ignore[arg-type] # one of two literals
