"""What a place name may stand for, and a name found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Candidate", "Found", "Kind"]

Kind = Literal["country", "admin1", "city", "region", "nationality"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place on earth.

    `where_prec` follows UCDP GED for an event said to be "in" it: 1 a town, 3 a district, 4 a province, 5 a larger or
    vaguer area, 6 a country, 7 sea. `primary` tells a name in English use from one of the many others in GeoNames.
    """

    kind: Kind
    name: str
    country: str | None
    where_prec: int
    adm1: str | None = None
    adm1_code: str = ""
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    population: int = 0
    primary: bool = True
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A place name as it stands: `text` is exactly `[start:end)` of the text searched, in characters."""

    text: str
    start: int
    end: int
    kind: Kind
    candidates: tuple[Candidate, ...]
