"""Events: which reports are of one event. A pure function of the reports, so their order of arrival cannot matter.

Reports of one place and one day stand for an event together. A report that is less firm (a wider place, a vaguer date, a
revision of an earlier toll) joins at most one report that is firmer, so that it never ties two events to each other: "six
killed in Poland" may join the six of Łódź, and does not make Łódź and Gdańsk one.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from tocsin import content_id
from tocsin_agents.tolls.evidence import only_vague_of, share_a_figure, tells
from tocsin_agents.tolls.names import slug
from tocsin_agents.tolls.reports import Report
from tocsin_agents.tolls.scopes import Level, Scope, contains, same
from tocsin_agents.tolls.spans import Span

__all__ = ["Event", "events_of"]

LONGEST_DAYS = 31
"""A span of more days than this is never joined to an event of a day, nor the other way round."""

LONGEST_NAME = 60
"""Characters of a place's name that go into a key."""

NEARBY_DAYS = 2
"""Undated reports of one place and one figure that appeared within so many days are of one event."""


@dataclass(frozen=True)
class Event:
    """The reports of one event; `core` are those that stand for its place and time, the firmest first."""

    core: tuple[Report, ...]
    reports: tuple[Report, ...]

    @cached_property
    def stem(self) -> str:
        """Name the event: country and place, then the day or, failing a date, what else tells it apart."""
        first = self.core[0]
        place = _place(self.core)
        if first.span.dated:
            return f"{place}/{first.span}"
        if first.scope.level > Level.COUNTRY and first.published_on.dated:
            return f"{place}/published-{min(str(report.published_on) for report in self.core)}"
        earliest = min(self.core, key=lambda report: (report.published, report.article_id))
        return f"{place}/article-{content_id(earliest.article_id)[:12]}"


def _place(core: Iterable[Report]) -> str:
    scopes = [report.scope for report in core]
    country = scopes[0].country.lower() or "zz"
    name = slug(min(scope.name for scope in scopes))[:LONGEST_NAME]
    return f"{country}-{name}" if name else country


def events_of(reports: Iterable[Report]) -> list[Event]:
    """Put the reports of one country together into events, in the order of their firmest report."""
    ranked = sorted(reports, key=lambda report: report.rank)
    calendar = _Calendar(ranked)
    joined = {report.id: target.id for report in ranked if (target := _target(report, calendar)) is not None}
    parents = _Forest(report.id for report in ranked)
    for one, other in joined.items():
        parents.unite(one, other)
    for first, second in _bonds([report for report in ranked if report.id not in joined]):
        parents.unite(first.id, second.id)
    members: dict[str, list[Report]] = defaultdict(list)
    for report in ranked:
        members[parents.root(report.id)].append(report)
    return [
        Event(tuple(report for report in group if report.id not in joined), tuple(group)) for group in members.values()
    ]


class _Forest:
    """Disjoint sets of ids."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {one: one for one in ids}

    def root(self, one: str) -> str:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def unite(self, one: str, other: str) -> None:
        self._parent[self.root(one)] = self.root(other)


class _Calendar:
    """Reports by the days on which they may have happened."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._by_day: dict[int, list[Report]] = defaultdict(list)
        for report in reports:
            for day in _days(report.span if report.span.dated else report.window):
                self._by_day[day].append(report)

    def firmer(self, report: Report) -> Iterator[Report]:
        """Give the reports of lower rank on the days of its window, the lowest rank first within a day."""
        met = set()
        for day in _days(report.window):
            for other in self._by_day.get(day, ()):
                if other.rank >= report.rank:
                    break
                if other.id not in met:
                    met.add(other.id)
                    yield other


def _days(span: Span) -> range:
    if span.first is None or span.last is None or (span.last - span.first).days > LONGEST_DAYS:
        return range(0)
    return range(span.first.toordinal(), span.last.toordinal() + 1)


def _target(report: Report, calendar: _Calendar) -> Report | None:
    """Find the one firmer report that a report is about; None when it stands for itself."""
    if report.scope.level is Level.UNKNOWN or _stands(report):
        return None
    telling, equal, loose = [], [], []
    for other in calendar.firmer(report):
        alike = same(report.scope, other.scope)
        if not alike and not _one_holds_the_other(report.scope, other.scope):
            continue
        if tells(report, other):
            telling.append(other)
        elif alike and _dates_it(report, other):
            equal.append(other)
        elif not alike and _may_be(report, other):
            loose.append(other)
    if telling:
        return min(telling, key=lambda other: (not same(report.scope, other.scope), *_recent(other)))
    if equal:
        return min(equal, key=_recent)
    return min(loose, key=_recent) if loose and _are_one(loose) else None


def _stands(report: Report) -> bool:
    return report.scope.level is Level.TOWN and report.span.day is not None and not report.follows


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
    first = reports[0]
    return all(same(first.scope, other.scope) and first.window.overlaps(other.window) for other in reports[1:])


def _bonds(standing: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Give the pairs of standing reports that are of one event: the same place, and the same date or no date."""
    by_span: dict[Span, dict[Scope, list[Report]]] = defaultdict(lambda: defaultdict(list))
    for report in standing:
        if report.scope.level is not Level.UNKNOWN:
            by_span[report.span][report.scope].append(report)
    for span, by_scope in by_span.items():
        for alike in _alike(by_scope):
            yield from pairwise(alike) if span.dated else _undated_bonds(alike)


def _alike(by_scope: dict[Scope, list[Report]]) -> Iterator[list[Report]]:
    """Give the reports of each place under all its names."""
    scopes = list(by_scope)
    keys: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, scope in enumerate(scopes):
        for key in (("id", scope.geonames_id), ("point", scope.point), ("name", scope.level, scope.name)):
            if key[-1] not in (None, ""):
                keys[key].append(number)
    forest = _Forest(str(number) for number in range(len(scopes)))
    for numbers in keys.values():
        for one, other in combinations(numbers, 2):
            if same(scopes[one], scopes[other]):
                forest.unite(str(one), str(other))
    groups: dict[str, list[Report]] = defaultdict(list)
    for number, scope in enumerate(scopes):
        groups[forest.root(str(number))].extend(by_scope[scope])
    yield from groups.values()


def _undated_bonds(alike: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    ordered = sorted((report for report in alike if report.published_on.dated), key=_recent)
    for number, report in enumerate(ordered):
        for other in ordered[number + 1 :]:
            apart = _day(report) - _day(other)
            if apart > NEARBY_DAYS:
                break
            if (apart == 0 and report.scope.level > Level.COUNTRY) or share_a_figure(report, other):
                yield report, other


def _day(report: Report) -> int:
    return (report.published_on.last or dt.date.min).toordinal()
