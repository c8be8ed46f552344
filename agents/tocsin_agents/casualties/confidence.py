"""How sure a claim is: the share of claims of its kind that were right on annotated text."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.confidence import CONFIDENCE
from tocsin_agents.casualties.people.quantities import Qualifier

__all__ = ["confidence", "shape"]


def confidence(rule: str, qualifier: Qualifier, low: int | None, high: int | None) -> float:
    """Give the confidence of a claim by its rule and shape, then by its shape alone, then the overall one."""
    shaped = shape(qualifier, low, high)
    return next(CONFIDENCE[key] for key in (f"{rule}/{shaped}", shaped, "") if key in CONFIDENCE)


def shape(qualifier: Qualifier, low: int | None, high: int | None) -> str:
    """Give what sort of number it is; a rule is less often right where the text gives no number."""
    if qualifier in {"vague", "plural", "none", "unknown"}:
        return "unnumbered"
    return "zero" if high == 0 else "one" if low == high == 1 else "number"
