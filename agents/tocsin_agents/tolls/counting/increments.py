"""Increments: further victims, and whether a total has them already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin_agents.tolls.counting.count import Count
from tocsin_agents.tolls.counting.leads import telling
from tocsin_agents.tolls.counting.rivals import in_headline
from tocsin_agents.tolls.counting.sayings import Said
from tocsin_agents.tolls.reading.figures import Figure

__all__ = ["extend", "retells"]


LEAST_REPEATED = 3
"""From so many on, as many further victims as there were before are rather the same ones. A choice of this project."""


def extend(result: Count, increments: Sequence[Said], leads: Sequence[Said]) -> None:
    """Add further victims to the total that they come on top of.

    A total of the same article that has risen to where it is has them already; any other comes before them. Without a total
    they are the least there is.
    """
    by_origin: dict[str, list[Said]] = {}
    for said in increments:
        by_origin.setdefault(said.origin.name, []).append(said)
    earlier = [said for said in result.standing if said not in leads]
    before = [said.figure for said in (*earlier, *result.superseded) if not leads or said.when < leads[0].when]
    for name, further in by_origin.items():
        base = _base(name, leads) or _base(name, earlier)
        if base is not None and (_sums_up(base, further, before) if base in leads else _repeats(further, base)):
            result.superseded += further
            continue
        *rest, last = further
        figure = base.figure if base else None
        for said in further:
            figure = figure.extended(said.figure) if figure else replace(said.figure, high=None, qualifier="at_least")
        gone = [other for other in result.standing if other is base or other.origin.name == name]
        result.drop(gone)
        result.superseded += rest
        result.standing.append(replace(last, figure=figure or last.figure))


def retells(total: Said, increments: Sequence[Said], result: Count) -> bool:
    """Say whether a figure is that of the further victims once more: "a woman died" under "another patient dies"."""
    number = total.figure.lead
    more_before = any((other.figure.lead or 0) > (number or 0) for other in result.standing)
    return more_before and any(said.figure.lead == number for said in increments)


def _sums_up(total: Said, further: Sequence[Said], before: Sequence[Figure]) -> bool:
    """Say whether a total has the further victims of its article: it has risen, the headline gives it, or it is that much more than one before."""
    if total.claim.kind == "period_total" or total.claim.previous:
        return True
    if in_headline(total.claim) and not any(in_headline(said.claim) for said in further):
        return True
    number, added = total.figure.lead or 0, max(said.figure.lead or 0 for said in further)
    return any(figure.lead is not None and figure.lead + added <= number for figure in before)


def _repeats(further: Sequence[Said], total: Said) -> bool:
    """Say whether "another 23 were hurt" has the very number of those known to be hurt: it is another than the dead."""
    numbers = [said.figure.lead for said in further]
    return len(numbers) == 1 and numbers[0] == total.figure.lead and (numbers[0] or 0) >= LEAST_REPEATED


def _base(origin: str, totals: Sequence[Said]) -> Said | None:
    own = [said for said in totals if said.origin.name == origin]
    newest = max((said.when for said in own or totals), default=None)
    return min((said for said in own or totals if said.when == newest), key=telling, default=None)
