"""Read when something happened, against the day the article was published; never in its future, nothing without that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from tocsin_agents.casualties.lexicon.counting import CARDINALS
from tocsin_agents.casualties.lexicon.grammar import DETERMINERS
from tocsin_agents.casualties.meaning.calendar_dates import (
    MONTHS,
    SHORT_MONTHS,
    When,
    calendar_date,
    when_of,
    word_at,
    year_of,
)
from tocsin_agents.casualties.meaning.distances import DAY_WORDS, WEEKDAYS, day_of, distance
from tocsin_agents.casualties.text.tokens import Token

__all__ = ["When", "find_days", "find_times", "names_weekday"]

_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter", "season", "christmas", "ramadan", "easter"})


def find_times(tokens: Sequence[Token], published: dt.date | None) -> tuple[When, ...]:
    """Give the time expressions of a sentence that lie in the past of `published`, in order."""
    found: list[When] = []
    at = 0
    while at < len(tokens):
        told = found[-1].time.end if found else None
        when = _at(tokens, at, published, None if told is None else dt.date.fromisoformat(told))
        if when is not None:
            found.append(when)
        at = at + 1 if when is None else when.last
    return tuple(found)


def find_days(tokens: Sequence[Token]) -> tuple[When, ...]:
    """Give the calendar dates and years of a sentence of unknown date; those without a year all lie in one, after the others."""
    found: list[When] = []
    at = 0
    while at < len(tokens):
        when = calendar_date(tokens, at, _LAST_DAY) or _year(tokens, at, None)
        if when is not None:
            found.append(when)
        at = at + 1 if when is None else when.last
    return tuple(found)


_LAST_DAY = dt.date(2100, 12, 31)
"""Stands for the day of publication where days are only compared with each other."""


def _at(tokens: Sequence[Token], at: int, published: dt.date | None, told: dt.date | None) -> When | None:
    """Give the time that begins at `at`; `told` is the day that the sentence has named last."""
    word = tokens[at].lower
    readers = (calendar_date, _span_of_days, _weekday, _relative, partial(distance, told=told), _year)
    if not (word[0].isdigit() or word in _STARTS):
        return None
    for reader in readers:
        try:
            when = reader(tokens, at, published)
        except (ValueError, OverflowError):
            # "two decades ago", of an article dated in the year 5: before the calendar begins.
            continue
        if when is not None:
            return when
    return None


def names_weekday(tokens: Sequence[Token]) -> bool:
    """Whether a weekday tells when, as news of the last days does."""
    return any(day_of(token) is not None for token in tokens)


def _back_to(published: dt.date, weekday: int) -> dt.date:
    return published - dt.timedelta(days=(published.weekday() - weekday) % 7)


def _weekday(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    weekday = day_of(tokens[at])
    if weekday is None or published is None or _is_future(tokens, at):
        return None
    day = _back_to(published, weekday)
    if word_at(tokens, at - 1) == "last" and day == published:
        day -= dt.timedelta(days=7)
    return when_of(tokens, (at, at + 1), (day, day), 1)


def _is_future(tokens: Sequence[Token], at: int) -> bool:
    """Whether a weekday lies ahead: "will bury on Sunday", "until Tuesday", "next Friday"; not "killed by Tuesday's quake"."""
    if tokens[at].possessive and word_at(tokens, at - 1) == "by":
        return False
    if word_at(tokens, at - 1) in {"next", "until", "by", "before", "till", "coming"}:
        return True
    near = [word_at(tokens, k) for k in range(max(0, at - 4), at)]
    return any(word in {"will", "due", "would", "expected", "scheduled", "to-morrow"} for word in near)


def _span_of_days(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    """Read "Thursday into Friday", "between Monday and Wednesday", "Saturday and Sunday"."""
    weekday = day_of(tokens[at])
    if weekday is None or published is None:
        return None
    k = at + 1
    while word_at(tokens, k) in {"night", "evening"}:
        k += 1
    if word_at(tokens, k) not in {"into", "to", "through", "-", "and"}:
        return None
    k += 1
    while word_at(tokens, k) in {"early", "the", "on"}:
        k += 1
    other = day_of(tokens[k]) if k < len(tokens) else None
    if other is None:
        return None
    end = _back_to(published, other)
    start = _back_to(end, weekday)
    return when_of(tokens, (at, k + 1), (start, end), 2)


def _relative(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    """Read "yesterday", "overnight", "last week", "this month", "last year", "the past week"."""
    word = tokens[at].lower
    if published is None:
        return None
    if word in DAY_WORDS:
        back = DAY_WORDS[word]
        if back is None:
            return _overnight(tokens, at, published)
        if word_at(tokens, at - 1) == "before" and word_at(tokens, at - 2) == "day":
            back += 1
        day = published - dt.timedelta(days=back)
        return when_of(tokens, (at, at + 1), (day, day), 1)
    if word not in {"last", "this", "past"}:
        return None
    span = _period(published, word_at(tokens, at + 1).removesuffix("'s"), last=word == "last")
    if span is None or (word == "past" and word_at(tokens, at - 1) not in {"the", "this"}):
        return None
    start, end, prec = span
    return when_of(tokens, (at, at + 2), (start, end), prec)


def _overnight(tokens: Sequence[Token], at: int, published: dt.date) -> When | None:
    """Read "overnight" by itself as the night before publication; with a day beside it, the day tells. Not "an overnight bus"."""
    beside = [k for k in (at - 2, at - 1, at + 1, at + 2) if 0 <= k < len(tokens)]
    described = word_at(tokens, at - 1) in DETERMINERS
    if described or any(day_of(tokens[k]) is not None for k in beside):
        return None
    return when_of(tokens, (at, at + 1), (published - dt.timedelta(days=1), published), 2)


def _period(published: dt.date, unit: str, *, last: bool) -> tuple[dt.date, dt.date, int] | None:
    """Give the days of "last week", "this month", "this morning" and the like, with their precision."""
    day = dt.timedelta(days=1)
    if unit in {"morning", "afternoon", "evening"} and not last:
        return published, published, 1
    if unit == "week":
        monday = published - published.weekday() * day
        return (monday - 7 * day, monday - day, 3) if last else (monday, published, 3)
    if unit == "weekend":
        saturday = published - (published.weekday() + 2) * day
        return (saturday, saturday + day, 2)
    if unit == "month":
        first = published.replace(day=1)
        return ((first - day).replace(day=1), first - day, 4) if last else (first, published, 4)
    if unit == "year" or (unit in _SEASONS and last):
        year = published.year - 1 if last else published.year
        return dt.date(year, 1, 1), dt.date(year, 12, 31) if last else published, 5
    return (published - day, published, 2) if unit in {"night", "evening"} and last else None


_YEAR_CUES = frozenset(
    [
        "in",
        "of",
        "since",
        "during",
        "the",
        "that",
        "from",
        "a",
        "by",
        "until",
        "late",
        "early",
        "mid",
        "'s",
        "after",
        "before",
        ",",
    ]
)


def _year(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    """Read a bare year: "in 1995", "the 2011 attack"."""
    year = year_of(tokens[at].lower)
    if year is None or word_at(tokens, at - 1) not in _YEAR_CUES:
        return None
    if published is not None and year > published.year:
        return None
    return when_of(tokens, (at, at + 1), (dt.date(year, 1, 1), dt.date(year, 12, 31)), 5, anchored=False)


_STARTS = (
    frozenset(WEEKDAYS) | {f"{day}'s" for day in WEEKDAYS} | frozenset(MONTHS) | frozenset(SHORT_MONTHS) | frozenset(DAY_WORDS)
    | {"last", "this", "past", "a", "an", "the"} | frozenset(CARDINALS)
)  # fmt: skip
