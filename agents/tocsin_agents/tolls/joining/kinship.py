"""Kinship: what makes two reports tell of one thing though no figure of one is in the other.

Outlets put one wreck "off Pylos" and "off southern Greece", with tolls that contradict each other: that is the conflict to
show. What they share is the day, the kind of thing, and names.
"""

from __future__ import annotations

from tocsin_agents.tolls.joining.evidence import share_a_figure, share_figures
from tocsin_agents.tolls.reading.occurrences import ACCIDENTS, ANY_CAUSE, VIOLENCE, exclude_each_other
from tocsin_agents.tolls.reading.reports import Report
from tocsin_agents.tolls.reading.scopes import Level, contains, in_one_country, namesakes, same

__all__ = ["kinship", "named_in", "of_one_accident", "opposed", "unlike"]

NAMES_ENOUGH = 2
"""Words of names that two reports must share when one of them has no place: a first name alone is no evidence."""


def of_one_accident(one: Report, other: Report) -> bool:
    """Say whether both tell of the same kind of thing, and it is none that happens in many places of a war on one day."""
    if (one.occurrences | other.occurrences) & VIOLENCE:
        return False
    return bool(one.occurrences & other.occurrences & (ACCIDENTS | ANY_CAUSE))


def opposed(one: Report, other: Report) -> bool:
    """Say whether one tells of an attack and the other of an accident."""
    if one.side == other.side or not one.side or not other.side:
        return False
    return one.article_id != other.article_id


def unlike(one: Report, other: Report) -> bool:
    """Say whether reports of a place wider than a town tell of kinds of things that exclude each other."""
    if max(one.scope.level, other.scope.level) is Level.TOWN or one.article_id == other.article_id:
        return False
    return exclude_each_other(one.occurrences, other.occurrences)


def named_in(inner: Report, outer: Report) -> bool:
    """Say whether a report names the place of another: "a market in Baghdad's Sadr City district"."""
    words = frozenset(inner.scope.name.split())
    return bool(words) and words <= outer.names


def kinship(report: Report, other: Report) -> int:
    """Say how strongly two reports seem to be of one thing; 0: not at all. Their days must have been compared before.

    An accident is told by its kind, in places of which one may hold the other; violence, of which there is much on one day,
    only when a report names the place of the other. Without a place, names must be shared, or the kind and one more thing.
    """
    shared = report.names & other.names
    accident = of_one_accident(report, other)
    alike = bool(report.occurrences & other.occurrences)
    if Level.UNKNOWN in (report.scope.level, other.scope.level):
        named = named_in(report, other) or named_in(other, report)
        common = bool(shared) or share_a_figure(report, other)
        enough = len(shared) >= NAMES_ENOUGH or (alike and common) or named or share_figures(report, other)
        return 1 + NAMES_ENOUGH * named + len(shared) if enough and not opposed(report, other) else 0
    if not _may_hold(report, other) or opposed(report, other):
        return 0
    named = namesakes(report.scope, other.scope) or _one_names_the_other(report, other)
    if not named and (not accident or report.spread or other.spread):
        return 0
    return 1 + NAMES_ENOUGH * named + bool(shared)


def _may_hold(one: Report, other: Report) -> bool:
    if namesakes(one.scope, other.scope):
        return bool(one.occurrences & other.occurrences)
    return in_one_country(one.scope, other.scope) and (
        same(one.scope, other.scope)
        or contains(one.scope, other.scope)
        or contains(other.scope, one.scope)
        or min(one.scope.level, other.scope.level) <= Level.AREA
        or _quarter(one, other)
        or _quarter(other, one)
    )


def _quarter(inner: Report, town: Report) -> bool:
    """Say whether one is a quarter of the other, or what is meant by "near" it: named beside it, and listed under its name."""
    return named_in(inner, town) and (town.scope.around or town.scope.name in inner.scope.within)


def _one_names_the_other(one: Report, other: Report) -> bool:
    wide, narrow = sorted((one, other), key=lambda report: report.scope.level)
    if wide.spread:
        return False
    return named_in(narrow, wide) or (wide.scope.level == narrow.scope.level and named_in(wide, narrow))
