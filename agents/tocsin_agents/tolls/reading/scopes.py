"""Scopes: the places of claims as the tolls compare them, from nowhere in particular down to a town.

Two scopes are the same when a gazetteer or their names say so; they are never the same for being near each other, or two
events in neighbouring towns would become one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from tocsin import Place
from tocsin_agents.tolls.reading.names import fold, words

__all__ = ["NOWHERE", "Level", "Scope", "contains", "in_one_country", "namesakes", "same"]

ARTICLES = frozenset({"al", "el", "an", "ar", "as", "ash", "at", "az", "ed", "es", "ez"})
"""The Arabic article and what it becomes before some letters: Deir al-Zor is Deir ez-Zor."""

GENERIC = frozenset(
    [
        "a",
        "across",
        "area",
        "around",
        "city",
        "coast",
        "country",
        "district",
        "governorate",
        "in",
        "inside",
        "just",
        "municipality",
        "near",
        "of",
        "off",
        "outside",
        "outskirts",
        "part",
        "port",
        "province",
        "quarter",
        "region",
        "rural",
        "state",
        "suburb",
        "the",
        "town",
        "village",
    ]
)
"""Words beside a name that do not change which place it is, once the level is known. Directions do: southern Malawi."""

IGNORED = ARTICLES | GENERIC


class Level(IntEnum):
    """How narrow a scope is."""

    UNKNOWN = 0
    COUNTRY = 1
    AREA = 2  # vague, or larger than a province
    PROVINCE = 3
    DISTRICT = 4
    TOWN = 5


LEVELS = {1: Level.TOWN, 2: Level.TOWN, 3: Level.DISTRICT, 4: Level.PROVINCE, 5: Level.AREA, 6: Level.COUNTRY}
"""By UCDP's precision of places; 7, at sea, is as narrow as the port it is named after."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A place as it is compared: folded names, and what the gazetteer knows of it."""

    country: str = ""
    level: Level = Level.UNKNOWN
    name: str = ""
    within: frozenset[str] = frozenset()
    province: str = ""
    geonames_id: int | None = None
    point: tuple[float, float] | None = None
    around: bool = False
    """Somewhere near the place that is named."""

    @classmethod
    def of(cls, place: Place | None) -> Scope:
        """Read a place; without a name and a country it is NOWHERE."""
        if place is None or not (place.text.strip() or place.country):
            return NOWHERE
        level = _level(place)
        if level is Level.COUNTRY and place.country:
            return cls(country=place.country.upper(), level=level)
        first, *rest = place.text.split(",")
        around = [*rest, place.adm1 or "", place.adm2 or ""]
        located = place.lat is not None and place.lon is not None and level is Level.TOWN
        return cls(
            country=(place.country or "").upper(),
            level=level,
            name=" ".join(words(first, without=IGNORED)),
            within=frozenset(" ".join(words(name, without=IGNORED)) for name in around if name.strip()),
            province=" ".join(words(place.adm1 or "", without=IGNORED)),
            geonames_id=place.geonames_id,
            around=place.where_prec == NEAR,
            point=(round(place.lat or 0.0, 2), round(place.lon or 0.0, 2)) if located else None,
        )

    @property
    def described(self) -> bool:
        """Whether it is known by words alone, like "Baidoa market", which say where it is."""
        return self.level is Level.TOWN and self.geonames_id is None and self.point is None and " " in self.name


NEAR = 2
"""UCDP's precision of a limited area around a place."""

NOWHERE = Scope()
"""No place at all."""


def _level(place: Place) -> Level:
    if place.where_prec is not None:
        return LEVELS.get(place.where_prec, Level.TOWN)
    if not fold(place.text):
        return Level.COUNTRY if place.country else Level.UNKNOWN
    return Level.TOWN


def same(one: Scope, other: Scope) -> bool:
    """Say whether two scopes are one place."""
    if one.country != other.country or Level.UNKNOWN in (one.level, other.level):
        return False
    if Level.COUNTRY in (one.level, other.level):
        return one.level is other.level
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return True
    if one.point is not None and one.point == other.point:
        return True
    return one.level is other.level and _same_name(one, other)


def _same_name(one: Scope, other: Scope) -> bool:
    if not one.name or one.name != other.name or None not in (one.geonames_id, other.geonames_id):
        return False
    return not (one.province and other.province and one.province != other.province)


def namesakes(one: Scope, other: Scope) -> bool:
    """Say whether two scopes are towns of one name in different countries: one of them may be read wrongly."""
    towns = one.level is other.level is Level.TOWN
    return towns and bool(one.name) and one.name == other.name and one.country != other.country


def in_one_country(one: Scope, other: Scope) -> bool:
    """Say whether two scopes may be in one country: they name none or the same."""
    return one.country == other.country or not (one.country and other.country)


def contains(outer: Scope, inner: Scope) -> bool:
    """Say whether the outer scope is known to hold the inner one; a vague area may hold anything of its country."""
    if outer.level is inner.level is Level.TOWN and in_one_country(outer, inner):
        return inner.described and set(outer.name.split()) < set(inner.name.split())
    if not outer.country or outer.country != inner.country:
        return False
    if not Level.UNKNOWN < outer.level < inner.level:
        return False
    if outer.level <= Level.AREA:
        return True
    return outer.name in inner.within or outer.name == inner.name
