"""Linking: which one firmer report a report is about, and which reports of equal standing are of one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from tocsin_agents.tolls.evidence import only_vague_of, share_a_figure, tells
from tocsin_agents.tolls.keys import NEARBY_DAYS
from tocsin_agents.tolls.reports import Report
from tocsin_agents.tolls.scopes import Level, Scope, contains, same

__all__ = ["Choice", "Tie", "bonded", "choose", "weigh"]


class Tie(IntEnum):
    """How firmly a report points to another."""

    TELLING = 0  # a figure of one is also in the other
    EQUAL = 1  # the same place, at a fitting time
    LOOSE = 2  # places of which one holds the other


class Choice(NamedTuple):
    """The report that another is about, and what makes it so; of two choices the lower one is taken."""

    tie: Tie
    preference: tuple[object, ...]
    report_id: str


def weigh(report: Report, other: Report) -> Choice | None:
    """Say how a report points to a firmer one; None when it does not."""
    if other.rank >= report.rank:
        return None
    alike = same(report.scope, other.scope)
    if not alike and not _one_holds_the_other(report.scope, other.scope):
        return None
    if tells(report, other):
        return Choice(Tie.TELLING, (not alike, *_recent(other)), other.id)
    if alike and _dates_it(report, other):
        return Choice(Tie.EQUAL, _recent(other), other.id)
    return Choice(Tie.LOOSE, _recent(other), other.id) if not alike and _may_be(report, other) else None


def choose(report: Report, candidates: Iterable[Report]) -> Choice | None:
    """Find the one firmer report that a report is about; None when it stands for itself."""
    weighed = [(choice, other) for other in candidates if (choice := weigh(report, other)) is not None]
    if not weighed:
        return None
    best = min(choice for choice, _ in weighed)
    return best if best.tie is not Tie.LOOSE or _are_one([other for _, other in weighed]) else None


def _one_holds_the_other(one: Scope, other: Scope) -> bool:
    return contains(one, other) or contains(other, one)


def _dates_it(report: Report, other: Report) -> bool:
    """Say whether an equal place is enough: the other knows the date better, or was there before it was revised."""
    return not report.aggregate and (report.follows or (other.span.dated and report.span != other.span))


def _may_be(report: Report, other: Report) -> bool:
    """Say whether a wider place may be meant for the other: a province for its one event of the day, at the least."""
    if report.aggregate or other.aggregate:
        return False
    return min(report.scope.level, other.scope.level) > Level.AREA or only_vague_of(report, other)


def _recent(report: Report) -> tuple[int, tuple[int, int, int, float, str]]:
    last = report.span.last or report.published_on.last or dt.date.min
    return (-last.toordinal(), report.rank)


def _are_one(reports: Sequence[Report]) -> bool:
    first, *rest = sorted(reports, key=lambda report: report.rank)
    return all(same(first.scope, other.scope) and first.window.overlaps(other.window) for other in rest)


def bonded(one: Report, other: Report) -> bool:
    """Say whether two reports that both stand for themselves are of one event: the same place, and the same date or none."""
    if one.span != other.span or not same(one.scope, other.scope):
        return False
    if one.span.dated:
        return True
    if one.published_on.first is None or other.published_on.first is None:
        return False
    apart = abs((one.published_on.first - other.published_on.first).days)
    together = apart == 0 and one.scope.level > Level.COUNTRY
    return together or (apart <= NEARBY_DAYS and share_a_figure(one, other))
