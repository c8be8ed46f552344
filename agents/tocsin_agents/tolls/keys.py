"""Keys under which reports find each other, so that a claim is compared with the few it may belong to, not with all.

They only bring together what the rules of `linking` then judge: a missing key would lose a link, a needless one only time.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin_agents.tolls.evidence import LEAST_TELLING
from tocsin_agents.tolls.figures import Figure
from tocsin_agents.tolls.reports import Report
from tocsin_agents.tolls.scopes import Level, Scope
from tocsin_agents.tolls.spans import Span

__all__ = ["DatedKey", "Key", "bonding", "bonds_sought", "found_under", "looks_under", "stands"]

Key = tuple[object, ...]
DatedKey = tuple[object, Key]

LONGEST_DAYS = 31
"""A span of more days than this is never joined to an event of a day, nor the other way round."""

NEARBY_DAYS = 2
"""Undated reports of one place and one figure that appeared within so many days are of one event."""


def stands(report: Report) -> bool:
    """Say whether a report needs no other to know its event: a town and a day, or nothing to go by at all."""
    if report.scope.level is Level.UNKNOWN:
        return True
    return report.scope.level is Level.TOWN and report.span.day is not None and not report.follows


def found_under(report: Report) -> Iterator[DatedKey]:
    """Give the days and keys under which others find a report."""
    keys: list[Key] = [*_places(report.scope), *_around(report.scope), ("article", report.article_id), ("any",)]
    keys += [("figure", measure, number) for measure, numbers in report.figures.items() for number in numbers]
    for day in _days(report.span if report.span.dated else report.window):
        yield from ((day, key) for key in keys)


def looks_under(report: Report) -> Iterator[DatedKey]:
    """Give the days and keys under which a report looks for the one it may be about; none when it stands by itself."""
    if stands(report):
        return
    keys: list[Key] = [*_around(report.scope), ("article", report.article_id)]
    if report.follows or report.span.day is None:
        keys += _places(report.scope)
    for measure, numbers in report.figures.items():
        keys += [("figure", measure, number) for number in numbers if number >= LEAST_TELLING]
    for measure, previous in report.replaced:
        keys.append(("figure", measure, Figure(previous.low, previous.best, previous.high).lead))
    if all(Figure.of(claim).vague for claim in report.claims):
        keys.append(("any",))
    for day in _days(report.window):
        yield from ((day, key) for key in keys)


def bonding(report: Report) -> Iterator[DatedKey]:
    """Give the dates and keys that reports of equal standing share when they may be of one event."""
    if report.span.dated:
        yield from ((report.span, key) for key in _places(report.scope))
    elif report.published_on.first is not None:
        day = report.published_on.first.toordinal()
        if report.scope.level > Level.COUNTRY:
            yield from ((day, key) for key in _places(report.scope))
        yield from ((day, key) for key in _telling(report))


def bonds_sought(report: Report) -> Iterator[DatedKey]:
    """Give the dates and keys to look under for such reports: those near in time, too, when neither has a date."""
    yield from bonding(report)
    if not report.span.dated and report.published_on.first is not None:
        day = report.published_on.first.toordinal()
        for apart in range(-NEARBY_DAYS, NEARBY_DAYS + 1):
            yield from ((day + apart, key) for key in _telling(report) if apart)


def _telling(report: Report) -> list[Key]:
    numbers = [(measure, number) for measure, every in report.figures.items() for number in every]
    return [("figure", measure, number) for measure, number in numbers if number >= LEAST_TELLING]


def _places(scope: Scope) -> list[Key]:
    if scope.level is Level.UNKNOWN:
        return []
    if scope.level is Level.COUNTRY:
        return [("country",)]
    keys: tuple[Key, ...] = (("id", scope.geonames_id), ("point", scope.point), ("name", scope.level, scope.name))
    return [key for key in keys if key[-1] not in (None, "")]


def _around(scope: Scope) -> list[Key]:
    return [("around", name) for name in {scope.name, *scope.within} if name]


def _days(span: Span) -> range:
    if span.first is None or span.last is None or (span.last - span.first).days > LONGEST_DAYS:
        return range(0)
    return range(span.first.toordinal(), span.last.toordinal() + 1)
