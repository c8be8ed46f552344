"""How far a name reaches beyond its words: "Idlib province", "northern Syria", "the province of Homs"."""

from __future__ import annotations

import re
from dataclasses import replace

from tocsin_agents.places.candidate import Candidate, Found, Kind
from tocsin_agents.places.cues import Surroundings
from tocsin_agents.places.judgement import Hit
from tocsin_agents.places.resolution import prior

__all__ = ["extend"]

DIVISION = re.compile(
    r" (?:(?P<province>[Pp]rovinces?|[Gg]overnorates?|[Oo]blast|[Pp]refecture|[Ss]tates?|[Rr]egion|[Dd]epartment|[Ee]mirate"
    r"|[Vv]oivodeship|[Ww]ilaya)"
    r"|(?:[Dd]istrict|[Cc]ounty|[Mm]unicipality|[Ss]ub-?district|[Cc]anton|[Cc]ommune)(?! of\b))\b"
)
DIRECTION = re.compile(
    r"(?<!\w)(?:(?:north|south)[ -]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central|upper|lower)[ -]$",
    re.IGNORECASE,
)
DIRECTION_REACH = 16
DISTRICT, PROVINCE, PART_OF_A_COUNTRY = 3, 4, 5
"""UCDP's precision codes."""


def extend(text: str, hit: Hit) -> Found:
    """Give what was found, with the words that belong to it."""
    division = DIVISION.match(text, hit.end)
    if division and not _is_university(hit, division.group()):
        wider = _divisions(hit, PROVINCE if division["province"] else DISTRICT)
        if wider:
            end = division.end()
            return Found(text[hit.start : end], hit.start, end, wider[0].kind, wider)
    if Surroundings(text, hit.start, hit.end).is_province():
        wider = _divisions(hit, PROVINCE)
        if wider:
            return Found(text[hit.start : hit.end], hit.start, hit.end, wider[0].kind, wider)
    kind = max(hit.candidates, key=prior).kind
    direction = DIRECTION.search(text, max(0, hit.start - DIRECTION_REACH), hit.start) if kind == "country" else None
    if direction:
        parts = tuple(
            replace(candidate, kind="region", where_prec=PART_OF_A_COUNTRY)
            for candidate in hit.candidates
            if candidate.kind == "country"
        )
        return Found(text[direction.start() : hit.end], direction.start(), hit.end, "region", parts)
    return Found(text[hit.start : hit.end], hit.start, hit.end, kind, hit.candidates)


def _is_university(hit: Hit, division: str) -> bool:
    return division == " State" and all(c.country == "US" for c in hit.candidates if c.kind == "admin1")


def _divisions(hit: Hit, where_prec: int) -> tuple[Candidate, ...]:
    """Turn towns into the province or district that bears their name; regions and seas stay what they are."""
    return tuple(
        candidate if candidate.kind == "region" else _division(candidate, where_prec)
        for candidate in hit.candidates
        if candidate.kind in {"city", "admin1", "region"}
    )


def _division(candidate: Candidate, where_prec: int) -> Candidate:
    kind: Kind = "admin1" if where_prec == PROVINCE else "region"
    return replace(
        candidate,
        kind=kind,
        where_prec=where_prec,
        adm1=candidate.adm1 or (candidate.name if where_prec == PROVINCE else None),
        # The town's coordinates are near enough for either; its id is not the province's.
        geonames_id=(candidate.adm1_id if candidate.seat and where_prec == PROVINCE else None)
        if candidate.kind == "city"
        else candidate.geonames_id,
    )
