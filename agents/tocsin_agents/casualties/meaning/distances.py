"""Read times that are told by their distance: "two days ago", "a month earlier", "the day before", "six weeks after the raid, in which"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.meaning.calendar_dates import When, month_end, small_number, when_of, word_at
from tocsin_agents.casualties.text.tokens import Token

__all__ = ["DAY_WORDS", "WEEKDAYS", "day_of", "distance"]

WEEKDAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": 1, "overnight": None}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MONTHS = frozenset({"month", "months"})
_WEEKS_OR_MONTHS = _MONTHS | _UNITS.keys()
_YEARS = {"year": 1, "years": 1, "decade": 10, "decades": 10, "century": 100, "centuries": 100}
_EARLIER = frozenset({"earlier", "before", "previously"})
_RETOLD = 8
"""Tokens after "weeks after" within which the text goes on to tell of that event: "the raid on Uri, in which"."""


def day_of(token: Token) -> int | None:
    """Give the weekday that a word names: "Friday", "Friday's"."""
    return WEEKDAYS.get(token.lower.removesuffix("'s")) if token.is_capital else None


def distance(tokens: Sequence[Token], at: int, published: dt.date | None, told: dt.date | None) -> When | None:
    """Read a distance in time; `told` is the day that the sentence has named last, from which "earlier" counts."""
    if published is None:
        return None
    if word_at(tokens, at) in {"the", "a"} and (day := _day_beside(tokens, at, told or published)) is not None:
        return day
    number = 1 if tokens[at].lower in {"a", "an"} else small_number(tokens[at].lower, 99)
    if number is None:
        return None
    after = word_at(tokens, at + 2)
    if after == "ago" or _opens_retelling(tokens, at + 1):
        return _back(tokens, at, published, number)
    if after in _EARLIER and not (after == "before" and _goes_on(tokens, at + 3)):
        return _back(tokens, at, told or published, number)
    return _later(tokens, at, published, told, number) if after == "later" else None


def _day_beside(tokens: Sequence[Token], at: int, told: dt.date) -> When | None:
    """Read "the day before", "the previous night", "a day earlier", and "the day after" what is told next."""
    first, second = word_at(tokens, at + 1), word_at(tokens, at + 2)
    evening = first in {"day", "night", "evening", "morning", "afternoon"}
    before = evening and second in {"before", "earlier"} and not _goes_on(tokens, at + 3)
    after = first == "day" and second == "after" and _goes_on(tokens, at + 3)
    previous = first in {"previous", "preceding"} and second in {"day", "night", "evening"}
    if not (before or after or previous):
        return None
    day = told - dt.timedelta(days=1)
    return when_of(tokens, (at, at + 3), (day, day), 1)


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether another event follows, from which the distance is counted: "two days before the vote"."""
    following = tokens[at] if at < len(tokens) else None
    if following is None:
        return False
    return following.lower in grammar.DETERMINERS | {"he", "she", "they", "it"} or following.is_capital


def _opens_retelling(tokens: Sequence[Token], at: int) -> bool:
    """Whether "years after" opens an anniversary, or "weeks after the raid, in which" tells of an earlier event."""
    if word_at(tokens, at + 1) != "after":
        return False
    if word_at(tokens, at) in _YEARS:
        return True
    ahead = [word_at(tokens, k) for k in range(at + 2, at + 2 + _RETOLD)]
    told = any(pair in _RETELLING for pair in pairwise(ahead))
    return word_at(tokens, at) in _WEEKS_OR_MONTHS and told


_RETELLING = frozenset(
    [("in", "which"), (",", "when"), ("that", "killed"), ("which", "killed"), ("that", "left"), ("which", "left")]
)


def _back(tokens: Sequence[Token], at: int, origin: dt.date, number: int) -> When | None:
    """Give the day, week, month or year that lies so far before `origin`."""
    unit = word_at(tokens, at + 1)
    if unit in _UNITS:
        day = origin - dt.timedelta(days=number * _UNITS[unit])
        week = unit.startswith("week")
        start = day - dt.timedelta(days=day.weekday()) if week else day
        return when_of(tokens, (at, at + 3), (start, start + dt.timedelta(days=6) if week else day), 3 if week else 1)
    if unit in _MONTHS:
        months = origin.year * 12 + origin.month - 1 - number
        start = dt.date(months // 12, months % 12 + 1, 1)
        return when_of(tokens, (at, at + 3), (start, month_end(start)), 4)
    return _years_back(tokens, at, origin, number)


def _years_back(tokens: Sequence[Token], at: int, origin: dt.date, number: int) -> When | None:
    unit = word_at(tokens, at + 1)
    if unit not in _YEARS:
        return None
    year = origin.year - number * _YEARS[unit]
    last = _to_the_day(tokens, at + 3)
    if number == 1 and unit == "year":
        start = dt.date(year, origin.month, 1)
        return when_of(tokens, (at, last), (start, month_end(start)), 4)
    return when_of(tokens, (at, last), (dt.date(year, 1, 1), dt.date(year, 12, 31)), 5)


def _to_the_day(tokens: Sequence[Token], at: int) -> int:
    """Give the token after "on Sunday", "this week", "today", with which "a year ago" names the day of an anniversary."""
    after = word_at(tokens, at)
    if after == "on" and at + 1 < len(tokens) and day_of(tokens[at + 1]) is not None:
        return at + 2
    return at + 1 if after in DAY_WORDS else at + 2 if after == "this" else at


def _later(tokens: Sequence[Token], at: int, published: dt.date, told: dt.date | None, number: int) -> When | None:
    """Read "on January 1 … and five days later"; without a day told before, it says nothing."""
    unit = word_at(tokens, at + 1)
    if told is None or unit not in _UNITS:
        return None
    day = told + dt.timedelta(days=number * _UNITS[unit])
    return when_of(tokens, (at, at + 3), (day, day), 1) if day <= published else None
