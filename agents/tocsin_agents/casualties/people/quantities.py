"""A number of people as words bound it, and the sums and differences of such numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Qualifier", "Quantity", "add", "exactly", "less"]

Qualifier = Literal[
    "exact", "at_least", "more_than", "at_most", "fewer_than", "approx", "range", "vague", "plural", "none", "unknown"
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people: what the words allow (`low`, `high`) and what they state (`best`)."""

    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier = "exact"
    more: bool = False
    """In addition to others: "a further six"."""


def exactly(number: int) -> Quantity:
    """Give the quantity that is one number."""
    return Quantity(number, number, number)


def add(parts: Sequence[Quantity]) -> Quantity:
    """Add up quantities of different people; what one of them leaves open stays open in the sum."""
    if len(parts) == 1:
        return parts[0]
    loose = [part.qualifier for part in parts if part.qualifier != "exact"]
    low = sum(part.low or 0 for part in parts)
    best = _sum([part.best for part in parts])
    high = _sum([part.high for part in parts])
    return Quantity(low or None, best, high, loose[0] if loose else "exact", parts[0].more)


def less(quantity: Quantity, number: int) -> Quantity | None:
    """Take a number of people away from a quantity; None where nobody is left, or where the quantity is no plain number."""
    if quantity.qualifier not in {"exact", "at_least", "more_than"} or (quantity.low or 0) <= number:
        return None
    low, best, high = (None if n is None else n - number for n in (quantity.low, quantity.best, quantity.high))
    return replace(quantity, low=low, best=best, high=high)


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None
