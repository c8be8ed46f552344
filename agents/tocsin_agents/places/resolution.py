"""Say which of its candidates a name stands for: by size, by the countries named beside it, by what the article is about."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tocsin_agents.places.candidate import Candidate, Found

__all__ = ["choose", "prior"]

COUNTRY = 8.5
SUBDIVISION = 6.0
SEA_OR_REGION = 7.5
"""Weights on the scale of cities, which weigh the decimal logarithm of their population."""

CAPITAL = 1.0
ALTERNATE_NAME = -1.5
COUNTRY_BESIDE = 3.0
"""A country named beside a place outweighs a thousandfold population."""
PROVINCE_BESIDE = 4.0
LEAD_COUNTRY = 2.5
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


def choose(found: Found, context: Sequence[Found], lead: str) -> Candidate | None:
    """Give the likeliest candidate; of equals the one listed first."""
    countries, provinces = _votes(found, context)

    def weight(candidate: Candidate) -> float:
        country = candidate.country or ""
        return (
            prior(candidate)
            + COUNTRY_BESIDE * countries.get(country, 0.0)
            + PROVINCE_BESIDE * (bool(candidate.adm1_code) and (country, candidate.adm1_code) in provinces)
            + LEAD_COUNTRY * (bool(lead) and country == lead.upper())
        )

    return max(found.candidates, key=weight, default=None)


def _votes(found: Found, context: Sequence[Found]) -> tuple[dict[str, float], set[tuple[str, str]]]:
    """Count how much the names around speak for each country, 1 for the one most spoken of; and list their provinces."""
    countries: dict[str, float] = {}
    provinces: set[tuple[str, str]] = set()
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
    most = max(1.0, max(countries.values(), default=0.0))
    return {country: votes / most for country, votes in countries.items()}, provinces
