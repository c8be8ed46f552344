"""Whether figures that differ are only mistyped: two digits that stand side by side changed places, as in 1985 and 1895."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin_agents.dedup import figures
from tocsin_agents.dedup.figures import Figures

__all__ = ["are_mistyped"]


def are_mistyped(new: Figures, said: Sequence[str], old: Figures, old_said: Sequence[str]) -> bool:
    """Say whether all that differs is mistyped; of the dead and injured no figure is ever taken to be.

    `said` gives each figure as it is written.
    """
    found = figures.changes(new, old)
    for now, before in found:
        if before is None or before >= len(old_said) or (new[now, 0] | old[before, 0]) & 1:
            return False
        if said[now] != old_said[before] and not _is_swapped(said[now], old_said[before]):
            return False
    return bool(found)


def _is_swapped(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) != 2 or places[1] != places[0] + 1:  # noqa: PLR2004 - one digit for the other
        return False
    first, second = places
    return (one[first], one[second]) == (other[second], other[first])
