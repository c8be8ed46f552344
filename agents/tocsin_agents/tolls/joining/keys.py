"""Keys under which reports find each other, so that a claim is compared with the few it may belong to, not with all.

They only bring together what the rules of `linking` then judge: a missing key would lose a link, a needless one only time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from tocsin_agents.tolls.joining.evidence import LEAST_TELLING, UNMISTAKABLE
from tocsin_agents.tolls.reading.figures import Figure
from tocsin_agents.tolls.reading.occurrences import VIOLENCE
from tocsin_agents.tolls.reading.reports import Report
from tocsin_agents.tolls.reading.scopes import Level, Scope
from tocsin_agents.tolls.reading.spans import Span

__all__ = ["DatedKey", "Key", "bonding", "bonds_sought", "found_under", "looks_under", "stands"]

Key = tuple[object, ...]
DatedKey = tuple[object, Key]

LONGEST_DAYS = 31
"""A span of more days than this is never joined to an event of a day, nor the other way round."""

MOST_PAIRED = 12
"""Figures of a report that are looked at two by two."""

NEARBY_DAYS = 2
"""Undated reports of one place and one figure that appeared within so many days are of one event."""

LASTING_DAYS = 4
"""The same for undated reports of one place and one kind of accident: a flood rises and is told of for days. A choice of
this project."""


def stands(report: Report) -> bool:
    """Say whether a report needs no other to know its event: a town and a day."""
    placed = report.scope.level is Level.TOWN and bool(report.scope.country)
    return placed and report.span.day is not None and not report.follows


def found_under(report: Report) -> Iterator[DatedKey]:
    """Give the days and keys under which others find a report."""
    keys = [*_places(report.scope), *_around(report.scope), ("any",)]
    keys += [("figure", measure, number) for measure, numbers in report.figures.items() for number in numbers]
    keys += [("placed", word) for word in report.scope.name.split()]
    keys += [("spoken", word) for word in _other_names(report)]
    named: list[Key] = [("article", report.article_id)]
    named += [("town", kind, report.scope.name) for kind in report.occurrences]
    for day in _days(report.days):
        yield from _dated(day, report, keys, named)
    # A toll that was given before may be looked for from either side.
    kinds: list[Key] = [("kind", kind) for kind in report.occurrences]
    kinds += _told_at(report)
    names: list[Key] = [("names", word) for word in report.names.union(report.scope.name.split())]
    names += [*_telling(report), *_replaced(report)]
    for day in {*_days(report.days), *_days(report.reach)}:
        yield from _dated(day, report, kinds, names)
    figures = [*_large(report), *_pairs(report), *_told_at(report), *_accidents(report)]
    for day in {*_days(report.days.widened(1)), *_days(report.reach.widened(1))}:
        yield from ((day, ("nearly", *key)) for key in figures)


def looks_under(report: Report) -> Iterator[DatedKey]:
    """Give the days and keys under which a report looks for the one it may be about."""
    keys: list[Key] = [("placed", word) for word in _other_names(report)]
    keys += [("spoken", word) for word in report.scope.name.split()]
    named: list[Key] = [("town", kind, report.scope.name) for kind in report.occurrences]
    if report.scope.described:
        keys += [("around", part) for part in _parts(report.scope.name.split())]
    if not stands(report):
        keys += _around(report.scope)
        keys += _figures_sought(report)
        if report.follows or report.span.day is None:
            keys += _places(report.scope)
        if all(Figure.of(claim).vague for claim in report.claims):
            keys.append(("any",))
        own = report.scope.name.split() if report.scope.described else []
        named += [("article", report.article_id), *(("names", word) for word in report.names.union(own))]
        named += [*_telling(report), *_replaced(report)]
    for day in _days(report.window):
        yield from _dated(day, report, keys, named)
    kinds: list[Key] = [("kind", kind) for kind in report.occurrences]
    kinds += _told_at(report) if report.newsday else []
    wide = [] if stands(report) else _large(report)
    further: list[Key] = [("nearly", *key) for key in (*wide, *_pairs(report), *_told_at(report), *_accidents(report))]
    further += [("names", word) for word in report.names] if report.totalled else []
    for day in _days(report.reach):
        yield from _dated(day, report, kinds, further)


def _other_names(report: Report) -> frozenset[str]:
    """Give the names in a report but that of its place, under which reports of one place need not find each other."""
    return report.names - frozenset(report.scope.name.split())


def _figures_sought(report: Report) -> Iterator[Key]:
    for measure, numbers in report.figures.items():
        yield from (("figure", measure, number) for number in numbers if number >= LEAST_TELLING)
    yield from _replaced(report)


def _replaced(report: Report) -> list[Key]:
    return [("figure", measure, number) for measure, number in report.replaced if number >= LEAST_TELLING]


def _dated(day: int, report: Report, keys: Iterable[Key], named: Iterable[Key]) -> Iterator[DatedKey]:
    """Give keys that hold within a country, then those that hold anywhere."""
    yield from ((day, (report.scope.country, *key)) for key in keys)
    yield from ((day, key) for key in named)


def bonding(report: Report) -> Iterator[DatedKey]:
    """Give the dates and keys that reports of equal standing share when they may be of one event."""
    country = report.scope.country
    if report.span.dated:
        yield from ((report.span, (country, *key)) for key in _places(report.scope))
    elif report.published_on.first is not None:
        day = report.published_on.first.toordinal()
        yield from ((day, (country, *key)) for key in (*_places(report.scope), *_telling(report)))


def bonds_sought(report: Report) -> Iterator[DatedKey]:
    """Give the dates and keys to look under for such reports: those near in time, too, when neither has a date."""
    yield from bonding(report)
    if not report.span.dated and report.published_on.first is not None:
        day, country = report.published_on.first.toordinal(), report.scope.country
        for apart in range(-LASTING_DAYS, LASTING_DAYS + 1):
            near = _telling(report) if abs(apart) <= NEARBY_DAYS else []
            lasting = _places(report.scope) if report.occurrences else []
            yield from ((day + apart, (country, *key)) for key in (*near, *lasting) if apart)


def _telling(report: Report) -> list[tuple[str, str, int]]:
    numbers = [(measure, number) for measure, every in report.figures.items() for number in every]
    return [("figure", measure, number) for measure, number in numbers if number >= LEAST_TELLING]


def _accidents(report: Report) -> list[Key]:
    """Give a kind of accident and a large figure together."""
    kinds = () if report.occurrences & VIOLENCE else report.occurrences
    return [("accident", kind, *key) for kind in kinds for key in _large(report)]


def _large(report: Report) -> list[Key]:
    return [key for key in _telling(report) if key[-1] >= UNMISTAKABLE]


def _pairs(report: Report) -> list[Key]:
    """Give the figures of two measures together, which hardly two events share."""
    every = sorted((measure, number) for measure, numbers in report.figures.items() for number in numbers)
    return [
        ("pair", *one, *other)
        for one, other in combinations(every[:MOST_PAIRED], 2)
        if one[0] != other[0] and max(one[1], other[1]) >= LEAST_TELLING
    ]


def _told_at(report: Report) -> list[Key]:
    """Give a place and a figure together, by which a report of the day of the news finds that of the event."""
    return [("told", *place, *figure) for place in _places(report.scope) for figure in _telling(report)]


def _places(scope: Scope) -> list[Key]:
    if scope.level is Level.UNKNOWN:
        return []
    if scope.level is Level.COUNTRY:
        return [("country",)]
    keys: tuple[Key, ...] = (("id", scope.geonames_id), ("point", scope.point), ("name", scope.level, scope.name))
    return [key for key in keys if key[-1] not in (None, "")]


def _around(scope: Scope) -> list[Key]:
    return [("around", name) for name in {scope.name, *scope.within} if name]


def _parts(name: list[str]) -> list[str]:
    """Give the words of a name one by one, and every run of them but the whole."""
    runs = [(first, last) for first in range(len(name)) for last in range(first + 1, len(name) + 1)]
    return [" ".join(name[first:last]) for first, last in runs if last - first < len(name)]


def _days(span: Span) -> range:
    if span.first is None or span.last is None or (span.last - span.first).days > LONGEST_DAYS:
        return range(0)
    return range(span.first.toordinal(), span.last.toordinal() + 1)
