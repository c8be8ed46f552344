"""Whether a toll is about a place that somebody named in a rule or a silence."""

from __future__ import annotations

from tocsin import Toll
from tocsin_agents.places import country_code, key_of

__all__ = ["lies_in"]


def lies_in(toll: Toll, name: str) -> bool:
    """Say whether a toll's place is the one named, or lies in it: a country by name or code, a province, a district."""
    place = toll.place
    if place is None:
        return False
    known = {key_of(each) for each in (place.country, place.text, place.adm1, place.adm2) if each}
    return key_of(name) in known or (place.country is not None and place.country == country_code(name))
