"""Negations: figures that are withdrawn or denied."""

from __future__ import annotations

from tocsin_agents.tolls.counting.count import Count
from tocsin_agents.tolls.counting.sayings import Said
from tocsin_agents.tolls.reading.figures import Figure

__all__ = ["deny", "retract"]


def retract(result: Count, said: Said) -> None:
    """Withdraw a figure, whoever gave it; without a figure, all that the source itself has said."""
    negated = [
        other
        for other in result.standing
        if (said.figure.known and _same_number(said, other))
        or (not said.figure.known and other.origin.name == said.origin.name)
    ]
    if negated:
        result.negations.append(said)
        result.drop(negated)


def deny(result: Count, said: Said, *, for_good: bool) -> None:
    """Take a denial for a withdrawal when the source denies itself, else for the other side of a dispute.

    Only a denial `for_good` withdraws: who gives a figure of his own beside it speaks of somebody else's.
    """
    denied = [other for other in result.standing if not said.figure.known or _same_number(said, other)]
    own = [other for other in denied if for_good and other.origin.name == said.origin.name]
    if not denied:
        return
    result.negations.append(said)
    result.drop(own)
    result.contested = result.contested or len(own) < len(denied)


def _same_number(said: Said, other: Said) -> bool:
    numbers = {other.figure.lead, other.figure.low, Figure.of(other.claim).lead}
    return said.figure.lead in numbers
