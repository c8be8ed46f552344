"""Events: which reports are of one event. A pure function of the reports, so their order of arrival cannot matter.

Reports of one place and one day stand for an event together. A report that is less firm (a wider place, a vaguer date, a
revision of an earlier toll) joins at most one report that is firmer, so that it never ties two events to each other: "six
killed in Poland" may join the six of Łódź, and does not make Łódź and Gdańsk one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tocsin import content_id
from tocsin_agents.tolls.joining.keys import DatedKey, bonding, bonds_sought, found_under, looks_under
from tocsin_agents.tolls.joining.linking import Choice, bonded, choose, weigh
from tocsin_agents.tolls.reading.names import slug
from tocsin_agents.tolls.reading.reports import Report
from tocsin_agents.tolls.reading.scopes import Level, Scope
from tocsin_agents.tolls.reading.spans import UNDATED, Span

__all__ = ["Event", "Events"]

LONGEST_NAME = 60
"""Characters of a place's name that go into a key."""

Ids = dict[str, None]
"""A set of ids that keeps its order."""


@dataclass(frozen=True)
class Event:
    """The reports of one event; `core` are those that stand for its place and time, the firmest first."""

    core: tuple[Report, ...]
    reports: tuple[Report, ...]

    @cached_property
    def id(self) -> str:
        """Tell events apart: the firmest report."""
        return self.core[0].id

    @cached_property
    def span(self) -> Span:
        """The days: those of the firmest report, or where it gives none those of the firmest that gives one day."""
        first = self.core[0].span
        if first.dated:
            return first
        return next((report.span for report in self.reports if report.span.day and not report.follows), UNDATED)

    @cached_property
    def stem(self) -> str:
        """Name the event: country and place, then the day or, failing a date, what else tells it apart."""
        first = self.core[0]
        place = _place(self.core)
        if self.span.dated:
            return f"{place}/{self.span}"
        if first.scope.level > Level.COUNTRY and first.published_on.dated:
            return f"{place}/published-{min(str(report.published_on) for report in self.core)}"
        earliest = min(self.core, key=lambda report: (report.published, report.article_id))
        return f"{place}/article-{content_id(earliest.article_id)[:12]}"


def _place(core: Iterable[Report]) -> str:
    scopes = [report.scope for report in core]
    country = scopes[0].country.lower() or "zz"
    name = slug(min(scope.name for scope in scopes))[:LONGEST_NAME]
    return f"{country}-{name}" if name else country


class Events:
    """The events, kept in step as reports come and go; only what a change can reach is worked out anew."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._found: dict[DatedKey, Ids] = {}
        self._seekers: dict[DatedKey, Ids] = {}
        self._bonds: dict[DatedKey, Ids] = {}
        self._sought: dict[str, tuple[DatedKey, ...]] = {}
        self._choices: dict[str, Choice] = {}
        self._targets: dict[str, str] = {}
        self._followers: dict[str, Ids] = defaultdict(dict)
        self._events: dict[str, Event] = {}
        self._by_stem: dict[str, dict[str, Event]] = {}

    def replace(self, old: Iterable[Report], new: Iterable[Report]) -> set[str]:
        """Exchange the reports of an article; give the stems of all events that may have changed."""
        gone, come = list(old), list(new)
        touched = [one for report in gone for one in self._with_its_event(report)]
        dirty: Ids = {}
        for report in gone:
            dirty |= self._drop(report)
        seekers = [(report, self._add(report)) for report in come]
        dirty |= dict.fromkeys(report.id for report in come)
        touched += [one for each in dirty for one in self._retarget(each)]
        for report, seeking in seekers:
            touched += [one for each in seeking if each not in dirty for one in self._offer(each, report)]
        return self._regroup(touched)

    def of(self, stem: str) -> list[tuple[str, Event]]:
        """Give the events of a stem, each with a name that no other has; the firmest has the stem itself."""
        ranked = sorted(self._by_stem.get(stem, {}).values(), key=lambda event: event.core[0].rank)
        return [(f"{stem}~{event.id[:12]}" if number else stem, event) for number, event in enumerate(ranked)]

    def name_of(self, report: Report) -> str | None:
        """Give the name of the event that a report belongs to."""
        event = self._events.get(report.id)
        return next((name for name, each in self.of(event.stem) if each is event), None) if event else None

    def named(self) -> Iterator[tuple[str, Event]]:
        """Go through all events with their names."""
        for stem in self._by_stem:
            yield from self.of(stem)

    def __iter__(self) -> Iterator[Event]:
        """Go through all events."""
        for events in self._by_stem.values():
            yield from events.values()

    def _add(self, report: Report) -> Ids:
        """Add a report; give those that look where it is found."""
        self._reports[report.id] = report
        seeking: Ids = {}
        for key in found_under(report):
            self._found.setdefault(key, {})[report.id] = None
            seeking |= self._seekers.get(key, {})
        for key in looks_under(report):
            self._seekers.setdefault(key, {})[report.id] = None
        for key in bonding(report):
            self._bonds.setdefault(key, {})[report.id] = None
        self._sought[report.id] = tuple(bonds_sought(report))
        return seeking

    def _drop(self, report: Report) -> Ids:
        """Take a report out; give those that may now be about another. Who chose better than it could keeps its choice."""
        affected: Ids = {report.id: None, **self._followers.get(report.id, {})}
        for key in found_under(report):
            for one in self._seekers.get(key, {}):
                choice = self._choices.get(one)
                if choice is None or choice.needs_to_be_alone:
                    affected[one] = None
        for index, keys in ((self._found, found_under), (self._seekers, looks_under), (self._bonds, bonding)):
            for key in dict.fromkeys(keys(report)):
                del index[key][report.id]
                if not index[key]:
                    del index[key]
        self._aim(report.id, None)
        self._choices.pop(report.id, None)
        del self._reports[report.id], self._sought[report.id]
        return affected

    def _with_its_event(self, report: Report) -> list[str]:
        event = self._events.get(report.id)
        return [each.id for each in event.reports] if event else []

    def _aim(self, one: str, target: str | None) -> None:
        before = self._targets.pop(one, None)
        if before is not None:
            self._followers[before].pop(one, None)
            if not self._followers[before]:
                del self._followers[before]
        if target is not None:
            self._targets[one] = target
            self._followers[target][one] = None

    def _retarget(self, one: str) -> list[str]:
        """Find the target of a report anew; give every report whose event this may change."""
        report = self._reports.get(one)
        if report is None:
            return [one]
        candidates: Ids = {}
        for key in looks_under(report):
            candidates |= self._found.get(key, {})
        return self._take(one, choose(report, (self._reports[each] for each in candidates if each != one)))

    def _offer(self, one: str, other: Report) -> list[str]:
        """Let a report choose between its target and another; give every report whose event this may change."""
        chosen, offered = self._choices.get(one), weigh(self._reports[one], other)
        if offered is None or (chosen is not None and not chosen.needs_to_be_alone and chosen <= offered):
            return []
        return self._retarget(one) if offered.needs_to_be_alone else self._take(one, offered)

    def _take(self, one: str, choice: Choice | None) -> list[str]:
        before, target = self._targets.get(one), choice.report_id if choice else None
        if choice is None:
            self._choices.pop(one, None)
        else:
            self._choices[one] = choice
        if one in self._events and before == target:
            return []
        self._aim(one, target)
        return [one, *([before] if before else []), *([target] if target else [])]

    def _regroup(self, touched: Iterable[str]) -> set[str]:
        stems: set[str] = set()
        waiting: Ids = {}
        for one in touched:
            waiting |= self._take_apart(one, stems)
        done: set[str] = set()
        while waiting:
            first = next(iter(waiting))
            del waiting[first]
            if first in done or first not in self._reports:
                continue
            group = self._reach(first, stems)
            done |= group.keys()
            event = self._event(group)
            stems.add(event.stem)
            self._by_stem.setdefault(event.stem, {})[event.id] = event
            self._events |= dict.fromkeys(group, event)
        return stems

    def _take_apart(self, one: str, stems: set[str]) -> Ids:
        """Forget the event of a report; give its reports, which then need a new one."""
        event = self._events.pop(one, None)
        if event is None:
            return {one: None}
        stems.add(event.stem)
        named = self._by_stem[event.stem]
        named.pop(event.id, None)
        if not named:
            del self._by_stem[event.stem]
        members = dict.fromkeys(report.id for report in event.reports)
        for each in members:
            self._events.pop(each, None)
        return members

    def _reach(self, first: str, stems: set[str]) -> Ids:
        group: Ids = {first: None}
        left = [first]
        met: set[tuple[DatedKey, Scope, str, frozenset[str]]] = set()
        while left:
            for other in self._neighbours(left.pop(), met, group):
                if other in group:
                    continue
                if other in self._events:
                    # Whole as it is, it holds all its reports are tied to but what is gone through here anyway.
                    group |= self._take_apart(other, stems)
                else:
                    group[other] = None
                    left.append(other)
        return group

    def _neighbours(self, one: str, met: set[tuple[DatedKey, Scope, str, frozenset[str]]], group: Ids) -> Iterator[str]:
        if one in self._targets:
            yield self._targets[one]
        yield from list(self._followers.get(one, ()))
        if one in self._targets:
            return
        report = self._reports[one]
        for key in self._sought[one]:
            if report.span.dated:
                # Dated reports of one scope, day, side and kind have the same bonds: the first of them finds those of all.
                alike = (key, report.scope, report.side, report.occurrences)
                if alike in met:
                    continue
                met.add(alike)
            for other in self._bonds.get(key, ()):
                if other not in group and other not in self._targets and bonded(report, self._reports[other]):
                    yield other

    def _event(self, group: Ids) -> Event:
        ranked = sorted((self._reports[one] for one in group), key=lambda report: report.rank)
        return Event(tuple(report for report in ranked if report.id not in self._targets), tuple(ranked))
