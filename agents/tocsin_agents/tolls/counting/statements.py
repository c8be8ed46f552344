"""Statements: a claim as a toll shows it."""

from __future__ import annotations

from tocsin import Claim, Statement

__all__ = ["statement_of"]

SHARED = (
    "article_id",
    "low",
    "best",
    "high",
    "qualifier",
    "kind",
    "polarity",
    "modality",
    "part_of",
    "subset",
    "attribution",
    "source",
    "title",
    "url",
    "published",
)
"""What a statement has from its claim as it is."""


def statement_of(claim: Claim, origin: str, *, parts_sum: bool | None, superseded: bool = False) -> Statement:
    """Show a claim with the source it counts for, and whether its parts add up to it."""
    return Statement(
        claim_id=claim.id,
        **{name: getattr(claim, name) for name in SHARED},
        parts_sum=parts_sum,
        place=_where(claim),
        victim=claim.victim.class_ if claim.victim else None,
        origin=origin,
        quote=claim.evidence[0].sentence if claim.evidence else claim.title,
        superseded=superseded,
    )


def _where(claim: Claim) -> str:
    if claim.place is None:
        return ""
    # "The other 14": everywhere in the scope but in the places named beside it.
    return claim.place.text if claim.place.inclusive else "elsewhere"
