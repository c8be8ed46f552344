"""Places that no list has but that a text puts into one: "Baba Amr, a district of Homs", "in Rigopiano, Italy"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tocsin_agents.places.candidate import Candidate, Found

__all__ = ["localities"]

PART = r"(?:district|neighbou?rhood|quarter|suburbs?|slum|borough|ward|commune|township|favela|shanty ?town)"
NAME = r"(?P<name>[^\W\d_a-z][\w'\u2019-]*(?: (?:[^\W\d_a-z][\w'\u2019-]*|al-[\w'\u2019-]+|de|el|la)){0,3})"
PREPOSITION = r"(?:of|in|near|outside|on the edge of|south of|north of|east of|west of)"
APPOSITION = re.compile(
    rf"(?<!\w){NAME},? (?:an? (?:[\w'-]+ ){{0,4}}?|the (?:[a-z-]+ ){{0,4}}?){PART} {PREPOSITION} (?:the )?(?:[\w-]+ (?:city|town|capital|port)"
    r"(?: of)?,? )?$"
)
CLASSED = re.compile(rf"(?<!\w){NAME} {PART} (?:of|in) (?:the )?$")
CALLED = re.compile(rf"\b{PART} of {NAME},? in (?:the )?$")
PART_FORMS = (APPOSITION, CLASSED, CALLED)
INSIDE = re.compile(
    rf"\b(?:[Ii]n|[Nn]ear|[Oo]utside|(?:village|town|city|hamlet|settlement) of) (?:the (?:village|town|city) of )?{NAME}, (?:in )?$"
)
REACH = 90
NEAR_A_PLACE = 2
"""UCDP's precision code of a limited area around a place."""
OUTER = frozenset({"country", "admin1", "region"})
TOWNS = frozenset({"city", "admin1"})


def localities(text: str, places: Iterable[Found]) -> Iterator[Found]:
    """Give the names that a text puts into one of `places`, when `places` has nothing of that name in it."""
    starts: dict[int, Found] = {}
    for outer in places:
        starts[outer.start] = outer
        before = text[max(0, outer.start - REACH) : outer.start]
        forms = (*(PART_FORMS if outer.kind in TOWNS else ()), *((INSIDE,) if outer.kind in OUTER else ()))
        found = next((found for form in forms if (found := form.search(before))), None)
        if not found:
            continue
        start = outer.start - len(before) + found.start("name")
        known = starts.get(start)
        if known is None or not _lies_in(known, outer):
            candidates = tuple(_part(found["name"], candidate) for candidate in outer.candidates)
            yield Found(found["name"], start, start + len(found["name"]), "locality", candidates)


def _lies_in(inner: Found, outer: Found) -> bool:
    return any(candidate.country == other.country for candidate in inner.candidates for other in outer.candidates)


def _part(name: str, outer: Candidate) -> Candidate:
    return Candidate(
        "locality",
        name,
        outer.country,
        NEAR_A_PLACE,
        adm1=outer.adm1,
        adm1_code=outer.adm1_code,
        adm1_id=outer.adm1_id,
        population=outer.population,
        primary=outer.primary,
        capital=outer.capital,
        within=outer,
    )
