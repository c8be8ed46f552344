"""Figures: what one statement says about a number, and whether two such statements can both be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from tocsin import Claim, Estimate, Previous

__all__ = ["Figure", "agree", "combine"]

VAGUE = frozenset({"vague", "plural", "unknown", "none"})

ROUNDING = 0.1
""""About 70" is taken to mean 63 to 77 when it is held against another figure; a choice of this project."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The number of one statement with its bounds, as `domain.md` reads words into numbers."""

    low: int | None
    best: int | None
    high: int | None
    qualifier: str = "exact"

    @classmethod
    def of(cls, claim: Claim) -> Figure:
        """Take the figure of a claim."""
        return cls(claim.low, claim.best, claim.high, claim.qualifier)

    @property
    def known(self) -> bool:
        """Whether it says any number."""
        return (self.low, self.best, self.high) != (None, None, None)

    @property
    def vague(self) -> bool:
        """Whether it says no more than an order of magnitude."""
        return self.qualifier in VAGUE

    @property
    def pointed(self) -> bool:
        """Whether it was counted: "26" and "at least 26" name one number, "dozens" and "20 to 25" do not."""
        if self.lead is None:
            return False
        return self.qualifier == "at_least" or (self.qualifier == "exact" and self.low == self.high)

    @property
    def lead(self) -> int | None:
        """The number as people quote it: the best, else the lower, else the upper bound."""
        if self.best is not None:
            return self.best
        return self.low if self.low is not None else self.high

    def matches(self, previous: Previous) -> bool:
        """Say whether this is the figure that a revision says it replaces."""
        earlier = Figure(previous.low, previous.best, previous.high)
        return earlier.lead is not None and earlier.lead in (self.lead, self.low)

    def extended(self, increment: Figure) -> Figure:
        """Give this figure with the further victims of an increment added."""
        return Figure(
            _sum(self.low, increment.low),
            _sum(self.best, increment.best),
            _sum(self.high, increment.high),
            self.qualifier if increment.qualifier == "exact" else increment.qualifier,
        )

    def floor(self) -> float:
        """Give the least that it allows."""
        if self.low is not None:
            return self.low
        return self.best * (1 - ROUNDING) if self.best is not None else 0

    def ceiling(self) -> float:
        """Give the most that it allows."""
        if self.high is not None:
            return self.high
        return self.best * (1 + ROUNDING) if self.best is not None and self.low is None else inf


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def agree(one: Figure, other: Figure) -> bool:
    """Say whether two figures can both be true of the same victims.

    Two counted numbers agree only when they are equal, open above or not: of "at least 26" and "at least 31" a reader needs
    to know that both are said. So do "more than 30" and "more than 50", while 34 is more than 30. Anything looser agrees
    when the bounds leave room for both.
    """
    if not (one.known and other.known):
        return True
    if one.pointed and other.pointed:
        return one.lead == other.lead
    if "more_than" in (one.qualifier, other.qualifier):
        return _agree_over(one, other)
    return _leave_room(one, other)


def _agree_over(one: Figure, other: Figure) -> bool:
    over, held = (one, other) if one.qualifier == "more_than" else (other, one)
    if held.qualifier == "more_than":
        return held.low == over.low
    if held.pointed:
        return (held.lead or 0) >= (over.low or 0)
    return _leave_room(one, other)


def _leave_room(one: Figure, other: Figure) -> bool:
    return max(one.floor(), other.floor()) <= min(one.ceiling(), other.ceiling())


def combine(figures: Sequence[Figure], best: int | None) -> Estimate:
    """Fuse figures into one estimate around a best that was chosen from them.

    `low` is the smallest low stated; `high` the largest high, null when an open bound lies above it. A round figure without
    bounds of its own ("about 70") counts as a low and an open bound beside others that have them.
    """
    lows = [figure.low for figure in figures if figure.low is not None]
    bare = [figure.best for figure in figures if figure.low is None and figure.best is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    low = min([*lows, *bare]) if lows else None
    high = max(highs) if highs else None
    if high is not None and any((figure.lead or 0) > high for figure in figures if figure.high is None):
        high = None
    return Estimate(low=low, best=best, high=high)
