"""Linking: which one firmer report a report is about, and which reports of equal standing are of one event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from tocsin_agents.tolls.joining.evidence import (
    continues,
    only_vague_of,
    share_a_figure,
    share_figures,
    share_measures,
    tells,
)
from tocsin_agents.tolls.joining.keys import LASTING_DAYS, NEARBY_DAYS
from tocsin_agents.tolls.joining.kinship import kinship, named_in, of_one_accident, opposed, unlike
from tocsin_agents.tolls.reading.reports import Report
from tocsin_agents.tolls.reading.scopes import Level, Scope, contains, in_one_country, namesakes, same

__all__ = ["Choice", "Tie", "bonded", "choose", "weigh"]


class Tie(IntEnum):
    """How firmly a report points to another."""

    TELLING = 0  # a figure of one is also in the other
    EQUAL = 1  # the same place, at a fitting time
    AKIN = 2  # the same kind of thing, or names in common
    LOOSE = 3  # places of which one holds the other


class Choice(NamedTuple):
    """The report that another is about, and what makes it so; of two choices the lower one is taken."""

    tie: Tie
    preference: tuple[object, ...]
    report_id: str

    @property
    def needs_to_be_alone(self) -> bool:
        """Whether it counts only when nothing else is as likely."""
        return self.tie >= Tie.AKIN


def weigh(report: Report, other: Report) -> Choice | None:
    """Say how a report points to a firmer one; None when it does not."""
    if other.rank >= report.rank:
        return None
    alike = same(report.scope, other.scope)
    related = alike or _one_holds_the_other(report.scope, other.scope)
    tie, strength = _tie(report, other, alike=alike, related=related)
    if tie is None:
        return None
    return Choice(tie, (-strength, not alike, *_recent(other)), other.id)


def _tie(report: Report, other: Report, *, alike: bool, related: bool) -> tuple[Tie | None, int]:
    """Say what ties a report to a firmer one, and with kinship how strong it is."""
    timely = report.window.overlaps(other.days)
    nearly = report.reach.widened(1).overlaps(other.days)
    told = (timely and tells(report, other)) or (nearly and share_figures(report, other))
    if told and (related or _may_be_where(report, other)):
        return Tie.TELLING, 0
    if related or _may_be_one_place(report, other):
        if timely and alike and not opposed(report, other) and not unlike(report, other) and _dates_it(report, other):
            return Tie.EQUAL, 0
        if _may_be_akin(report, other) and (strength := kinship(report, other)):
            return Tie.AKIN, strength
    loose = timely and related and not alike and not opposed(report, other) and _may_be(report, other)
    return (Tie.LOOSE, 0) if loose else (None, 0)


def choose(report: Report, candidates: Iterable[Report]) -> Choice | None:
    """Find the one firmer report that a report is about; None when it stands for itself."""
    weighed = [(choice, other) for other in candidates if (choice := weigh(report, other)) is not None]
    if not weighed:
        return None
    best = min(choice for choice, _ in weighed)
    if not best.needs_to_be_alone:
        return best
    likely = [
        other for choice, other in weighed if (choice.tie, choice.preference[0]) == (best.tie, best.preference[0])
    ]
    return best if _are_one(likely) else None


def _may_be_one_place(report: Report, other: Report) -> bool:
    narrowest = min(report.scope.level, other.scope.level)
    if narrowest <= Level.AREA or namesakes(report.scope, other.scope):
        return True
    return named_in(report, other) or named_in(other, report)


def _may_be_akin(report: Report, other: Report) -> bool:
    """Say whether the days allow it: those of a toll that was given before only when it is of an accident."""
    if report.aggregate or other.aggregate or _told_beside(report, other):
        return False
    if report.window.overlaps(other.days):
        return True
    known = of_one_accident(report, other) or share_figures(report, other)
    return any(
        one.reach.overlaps(earlier.days) and (known or one.totalled or one.follows)
        for one, earlier in ((report, other), (other, report))
    )


def _told_beside(report: Report, other: Report) -> bool:
    """Say whether one article gives both, with figures of their own: those are two things."""
    return report.article_id == other.article_id and not report.figures.keys().isdisjoint(other.figures)


def _may_be_where(report: Report, other: Report) -> bool:
    """Say whether places that do not hold one another may be one: a report names the place of the other, or knows none."""
    if _is_the_accident(report, other):
        return True
    if not in_one_country(report.scope, other.scope):
        return False
    if named_in(report, other) or named_in(other, report) or _tell_the_same(report, other):
        return True
    if (report.scope.country and other.scope.country) or opposed(report, other):
        return False
    alike = not report.occurrences.isdisjoint(other.occurrences)
    return share_figures(report, other) or (alike and (continues(report, other) or continues(other, report)))


def _is_the_accident(report: Report, other: Report) -> bool:
    """Say whether two articles tell of one kind of accident with one large toll: no two have that on a day, anywhere."""
    return report.article_id != other.article_id and of_one_accident(report, other) and share_figures(report, other)


def _tell_the_same(report: Report, other: Report) -> bool:
    """Say whether two articles of one country give several figures in common: then one of the places is read wrongly."""
    apart = report.article_id != other.article_id and not opposed(report, other)
    return apart and in_one_country(report.scope, other.scope) and share_measures(report, other)


def _one_holds_the_other(one: Scope, other: Scope) -> bool:
    return contains(one, other) or contains(other, one)


def _dates_it(report: Report, other: Report) -> bool:
    """Say whether an equal place is enough: the other knows the date better, or was there before it was revised."""
    if report.aggregate or not _goes_on(report, other):
        return False
    dates = other.span.dated and not other.aggregate and report.span != other.span and not _told_beside(report, other)
    return report.follows or dates


def _goes_on(report: Report, other: Report) -> bool:
    """Say whether the totals that a report gives with further victims may come of those of the other."""
    if report.revised:
        return True
    return all(max(other.figures.get(measure, (0,))) <= total for measure, total in report.extended.items())


def _may_be(report: Report, other: Report) -> bool:
    """Say whether a wider place may be meant for the other: a province for its one event of the day, at the least."""
    if report.aggregate or other.aggregate:
        return False
    if _told_beside(report, other) and not only_vague_of(report, other):
        return False
    return min(report.scope.level, other.scope.level) > Level.AREA or only_vague_of(report, other)


def _recent(report: Report) -> tuple[int, tuple[int, int, bool, int, float, str]]:
    last = report.span.last or report.published_on.last or dt.date.min
    return (-last.toordinal(), report.rank)


def _are_one(reports: Sequence[Report]) -> bool:
    first, *rest = sorted(reports, key=lambda report: report.rank)
    return all(_goes_with(other, first) for other in rest)


def _goes_with(other: Report, first: Report) -> bool:
    if same(first.scope, other.scope) and first.window.overlaps(other.window):
        return True
    choice = weigh(other, first)
    return choice is not None and choice.tie <= Tie.AKIN


def bonded(one: Report, other: Report) -> bool:
    """Say whether two reports that both stand for themselves are of one event: the same place, and the same date or none."""
    if one.span != other.span or not same(one.scope, other.scope):
        return False
    if opposed(one, other) or unlike(one, other):
        return False
    if one.span.dated:
        return True
    if one.published_on.first is None or other.published_on.first is None:
        return False
    apart = abs((one.published_on.first - other.published_on.first).days)
    together = apart == 0 and one.scope.level > Level.COUNTRY
    return (
        together
        or (apart <= NEARBY_DAYS and share_a_figure(one, other))
        or (apart <= LASTING_DAYS and of_one_accident(one, other))
    )
