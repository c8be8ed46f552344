"""What claims say, cut down to what a sentence of a few words is about: measure, low and high."""

from __future__ import annotations

from tocsin import Claim

Figures = list[tuple[str, int | None, int | None]]


def figures(claims: list[Claim]) -> Figures:
    return sorted((claim.measure, claim.low, claim.high) for claim in claims)
