"""Timing, and the table that comes out."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Figure", "repeat", "show"]


@dataclass(frozen=True, slots=True)
class Figure:
    """Rates of several runs of one thing, in `unit` a second."""

    name: str
    unit: str
    rates: tuple[float, ...]

    @property
    def median(self) -> float:
        """The rate of the middle run."""
        return statistics.median(self.rates)


def repeat(name: str, unit: str, count: int, work: Callable[[], object], *, runs: int = 5) -> Figure:
    """Run `work`, which handles `count` units, several times."""
    rates = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        rates.append(count / (time.perf_counter() - started))
    return Figure(name, unit, tuple(rates))


def show(title: str, figures: list[Figure]) -> None:
    """Print medians with their spread, and each one's ratio to the first."""
    print(f"\n{title}")
    for figure in figures:
        ratio = figure.median / figures[0].median
        spread = f"{min(figure.rates):,.0f} to {max(figure.rates):,.0f}"
        print(f"  {figure.name:<44} {figure.median:>10,.0f} {figure.unit}/s   {ratio:5.2f}x   ({spread})")
