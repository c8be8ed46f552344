"""What a place name may stand for, and a name found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Candidate", "Feature", "Found", "Kind"]

Kind = Literal["country", "admin1", "city", "region", "nationality", "locality"]
Feature = Literal["country", "admin1", "city", "capital", "region", "sea", "nationality", "locality"]
SEA = 7
"""UCDP's precision code."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place on earth.

    `where_prec` follows UCDP GED for an event said to be "in" it: 1 a town, 3 a district, 4 a province, 5 a larger or
    vaguer area, 6 a country, 7 sea. `primary` tells a name in English use from one of the many others in GeoNames. `adm1`,
    `adm1_code` and `adm1_id` are the first-level subdivision that it lies in or is, as GeoNames has it. `seat` tells a town
    that bears the name of its subdivision; `well_known` one that the news names without an introduction. Of a locality,
    which no list has, `within` is the place that the text puts it into.
    """

    kind: Kind
    name: str
    country: str | None
    where_prec: int
    adm1: str | None = None
    adm1_code: str = ""
    adm1_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    population: int = 0
    primary: bool = True
    capital: bool = False
    well_known: bool = False
    seat: bool = False
    within: Candidate | None = None

    @property
    def feature(self) -> Feature:
        """What kind of place this is."""
        if self.kind == "city" and self.capital:
            return "capital"
        if self.kind == "region" and self.where_prec == SEA:
            return "sea"
        is_whole_division = self.kind == "region" and self.geonames_id is not None and self.geonames_id == self.adm1_id
        return "admin1" if is_whole_division else self.kind


@dataclass(frozen=True, slots=True)
class Found:
    """A place name as it stands: `text` is exactly `[start:end)` of the text searched, in characters."""

    text: str
    start: int
    end: int
    kind: Kind
    candidates: tuple[Candidate, ...]
