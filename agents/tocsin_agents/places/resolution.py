"""Say which of its candidates a name stands for: by size, by the countries named beside it, by what the article is about."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tocsin_agents.places.candidate import Candidate, Found

__all__ = ["prior", "rank"]

COUNTRY = 8.5
SUBDIVISION = 6.0
SEA_OR_REGION = 7.5
"""Weights on the scale of cities, which weigh the decimal logarithm of their population."""

CAPITAL = 1.0
ALTERNATE_NAME = -1.5
COUNTRY_BESIDE = 3.0
"""A country named beside a place outweighs a thousandfold population."""
PROVINCE_BESIDE = 4.0
PROVINCES_BESIDE = 2.0
"""Provinces are named beside each other: "Georgia and Florida"."""
LEAD_COUNTRY = 2.5
STEEPNESS = 4.0
"""How much likelier a candidate is for each step that it weighs more."""
NATIONALITY_SHARE = 0.5
"""Nationalities travel: a Turkish driver may die in Syria."""


def prior(candidate: Candidate) -> float:
    """Weigh a candidate by itself."""
    if candidate.kind in {"country", "nationality"}:
        # Between the two Congos and the two Koreas, the larger.
        return COUNTRY + math.log10(candidate.population + 1) / 20
    if candidate.kind == "admin1" and not candidate.population:
        return SUBDIVISION
    if candidate.kind == "region" and not candidate.population:
        return SEA_OR_REGION
    return math.log10(candidate.population + 1) + CAPITAL * candidate.capital + ALTERNATE_NAME * (not candidate.primary)


def rank(found: Found, context: Sequence[Found], lead: str) -> list[tuple[Candidate, float]]:
    """Give the candidates, the likeliest first, with the share of belief that each has; of equals the one listed first leads."""
    countries, provinces, divided = _votes(found, context)

    def weight(candidate: Candidate) -> float:
        country = candidate.country or ""
        return (
            prior(candidate)
            + COUNTRY_BESIDE * countries.get(country, 0.0)
            + PROVINCE_BESIDE * (bool(candidate.adm1_code) and (country, candidate.adm1_code) in provinces)
            + PROVINCES_BESIDE * (candidate.kind == "admin1" and country in divided)
            + LEAD_COUNTRY * (bool(lead) and country == lead.upper())
        )

    weights = [weight(candidate) for candidate in found.candidates]
    most = max(weights, default=0.0)
    believed = [STEEPNESS ** (own - most) for own in weights]
    total = sum(believed)
    ranked = sorted(zip(found.candidates, believed, strict=True), key=lambda pair: -pair[1])
    return [(candidate, share / total) for candidate, share in ranked]


def _votes(found: Found, context: Sequence[Found]) -> tuple[dict[str, float], set[tuple[str, str]], set[str]]:
    """Count how much the names around speak for each country, 1 for the one most spoken of.

    The second answer are the provinces named, the third the countries whose provinces are named.
    """
    countries: dict[str, float] = {}
    provinces: set[tuple[str, str]] = set()
    divided: set[str] = set()
    for other in context:
        if other.text == found.text:
            continue
        weights = [10 ** prior(candidate) for candidate in other.candidates]
        for candidate, weight in zip(other.candidates, weights, strict=True):
            if candidate.country is None:
                continue
            share = weight / sum(weights) * (NATIONALITY_SHARE if other.kind == "nationality" else 1.0)
            countries[candidate.country] = countries.get(candidate.country, 0.0) + share
            if candidate.kind == "admin1":
                provinces.add((candidate.country, candidate.adm1_code))
                if weight == max(weights):
                    divided.add(candidate.country)
    most = max(1.0, max(countries.values(), default=0.0))
    return {country: votes / most for country, votes in countries.items()}, provinces, divided
