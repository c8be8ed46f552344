"""Read when something happened, against the day the article was published; never in its future, nothing without that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tocsin import EventTime
from tocsin_agents.casualties.lexicon.counting import CARDINALS
from tocsin_agents.casualties.tokens import Token

__all__ = ["When", "find_times"]

_DAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_MONTHS = {name: n for n, name in enumerate(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], start=1
)}  # fmt: skip
_SHORT = {name[:3]: n for name, n in _MONTHS.items() if name != "may"} | {"sept": 9}
_DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": 1, "overnight": None}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter", "christmas", "ramadan", "easter"})
_TIMELY = frozenset({"ago", "earlier", "before"})


@dataclass(frozen=True, slots=True)
class When:
    """A time expression: tokens `[first:last)` and what it says, whole days, both ends included."""

    first: int
    last: int
    time: EventTime
    since: bool = False
    """It gives the beginning of a span that lasts until now."""


def find_times(tokens: Sequence[Token], published: dt.date | None) -> tuple[When, ...]:
    """Give the time expressions of a sentence that lie in the past of `published`, in order."""
    found: list[When] = []
    at = 0
    while at < len(tokens):
        when = _at(tokens, at, published)
        if when is not None:
            found.append(when)
        at = at + 1 if when is None else when.last
    return tuple(found)


def _at(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    word = tokens[at].lower
    readers = (_explicit, _span_of_days, _weekday, _relative, _ago, _year)
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


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _when(
    tokens: Sequence[Token], span: tuple[int, int], days: tuple[dt.date, dt.date], prec: int, *, anchored: bool = True
) -> When:
    """Give tokens `[span)` the meaning of whole days, the last included."""
    at, last = span
    start, end = days
    text = " ".join(token.text for token in tokens[at:last])
    anchor: Literal["publication", "explicit"] = "publication" if anchored else "explicit"
    since = any(_word(tokens, k) == "since" for k in (at - 1, at - 2, at - 3, at - 4, at - 5, at - 6) if k >= 0)
    time = EventTime(start=start.isoformat(), end=end.isoformat(), date_prec=prec, text=text, anchor=anchor)
    return When(at, last, time, since)


def _month_of(token: Token) -> int | None:
    if not token.is_capital:
        return None
    return _MONTHS.get(token.lower) or _SHORT.get(token.lower)


def _small(word: str, largest: int) -> int | None:
    """Read a day of the month, or a small number, in digits or words."""
    digits = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else word
    plain = digits.isascii() and digits.isdigit() and len(digits) <= len("99")
    number = int(digits) if plain else CARDINALS.get(word, 0)
    return number if 1 <= number <= largest else None


def _year_of(word: str) -> int | None:
    plain = word.isascii() and word.isdigit() and len(word) == 4  # noqa: PLR2004 - a year
    return int(word) if plain and 1800 <= int(word) <= 2100 else None  # noqa: PLR2004 - years that news speaks of


def _explicit(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    """Read "March 23", "23 March 2012", "March 2011", "last March", "January"."""
    day, k = None, at
    if _small(tokens[at].lower, 31) and at + 1 < len(tokens) and _month_of(tokens[at + 1]):
        day, k = _small(tokens[at].lower, 31), at + 1
    month = _month_of(tokens[k])
    if month is None or (tokens[k].lower in {"may", "march"} and not _dated(tokens, k)):
        return None
    k += 1
    if day is None and (number := _small(_word(tokens, k), 31)) and _word(tokens, k)[:1].isdigit():
        day, k = number, k + 1
    comma = 1 if _word(tokens, k) == "," else 0
    year = _year_of(_word(tokens, k + comma))
    if year is not None:
        k += 1 + comma
    return _calendar(tokens, at, k, (year, month, day), published)


def _dated(tokens: Sequence[Token], at: int) -> bool:
    """Whether "May" or "March" is the month: a number or a preposition beside it."""
    return (
        _word(tokens, at - 1) in {"in", "since", "last", "of", "during", "until", "early", "late", "on", "by", "this"}
        or _small(_word(tokens, at - 1), 31) is not None
        or _word(tokens, at + 1)[:1].isdigit()
    )


def _calendar(
    tokens: Sequence[Token], at: int, last: int, date: tuple[int | None, int, int | None], published: dt.date | None
) -> When | None:
    year, month, day = date
    anchored = year is None
    if year is None:
        if published is None:
            return None
        year = published.year
        if (month, day or 1) > (published.month, published.day if day else 31):
            year -= 1
        if _word(tokens, at - 1) == "last" and month == published.month:
            year = published.year - 1
    try:
        start = dt.date(year, month, day or 1)
    except ValueError:
        return None
    end = start if day else _month_end(start)
    return _when(tokens, (at, last), (start, end), 1 if day else 4, anchored=anchored)


_MONTHS_A_YEAR = 12


def _month_end(start: dt.date) -> dt.date:
    following = (
        start.replace(year=start.year + 1, month=1)
        if start.month == _MONTHS_A_YEAR
        else start.replace(month=start.month + 1)
    )
    return following - dt.timedelta(days=1)


def _day_of(token: Token) -> int | None:
    """Give the weekday that a word names: "Friday", "Friday's"."""
    return _DAYS.get(token.lower.removesuffix("'s")) if token.is_capital else None


def _back_to(published: dt.date, weekday: int) -> dt.date:
    return published - dt.timedelta(days=(published.weekday() - weekday) % 7)


def _weekday(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    weekday = _day_of(tokens[at])
    if weekday is None or published is None or _is_future(tokens, at):
        return None
    day = _back_to(published, weekday)
    if _word(tokens, at - 1) == "last" and day == published:
        day -= dt.timedelta(days=7)
    return _when(tokens, (at, at + 1), (day, day), 1)


def _is_future(tokens: Sequence[Token], at: int) -> bool:
    """Whether a weekday lies ahead: "will bury on Sunday", "until Tuesday", "next Friday"."""
    if _word(tokens, at - 1) in {"next", "until", "by", "before", "till", "coming"}:
        return True
    near = [_word(tokens, k) for k in range(max(0, at - 4), at)]
    return any(word in {"will", "due", "would", "expected", "scheduled", "to-morrow"} for word in near)


def _span_of_days(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    """Read "Thursday into Friday", "between Monday and Wednesday", "Saturday and Sunday"."""
    weekday = _day_of(tokens[at])
    if weekday is None or published is None:
        return None
    k = at + 1
    while _word(tokens, k) in {"night", "evening"}:
        k += 1
    if _word(tokens, k) not in {"into", "to", "through", "-", "and"}:
        return None
    k += 1
    while _word(tokens, k) in {"early", "the", "on"}:
        k += 1
    other = _day_of(tokens[k]) if k < len(tokens) else None
    if other is None:
        return None
    end = _back_to(published, other)
    start = _back_to(end, weekday)
    return _when(tokens, (at, k + 1), (start, end), 2)


def _relative(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    """Read "yesterday", "overnight", "last week", "this month", "last year", "the past week"."""
    word = tokens[at].lower
    if published is None:
        return None
    if word in _DAY_WORDS:
        back = _DAY_WORDS[word]
        if back is None:
            return None
        if _word(tokens, at - 1) == "before" and _word(tokens, at - 2) == "day":
            back += 1
        day = published - dt.timedelta(days=back)
        return _when(tokens, (at, at + 1), (day, day), 1)
    if word not in {"last", "this", "past"}:
        return None
    span = _period(published, _word(tokens, at + 1).removesuffix("'s"), last=word == "last")
    if span is None or (word == "past" and _word(tokens, at - 1) not in {"the", "this"}):
        return None
    start, end, prec = span
    return _when(tokens, (at, at + 2), (start, end), prec)


def _period(published: dt.date, unit: str, *, last: bool) -> tuple[dt.date, dt.date, int] | None:
    """Give the days of "last week", "this month", "this morning" and the like, with their precision."""
    day = dt.timedelta(days=1)
    if unit in {"morning", "afternoon", "evening"} and not last:
        return published, published, 1
    if unit == "week":
        monday = published - published.weekday() * day
        return (monday - 7 * day, monday - day, 3) if last else (monday, published, 3)
    if unit == "month":
        first = published.replace(day=1)
        return ((first - day).replace(day=1), first - day, 4) if last else (first, published, 4)
    if unit == "year" or (unit in _SEASONS and last):
        year = published.year - 1 if last else published.year
        return dt.date(year, 1, 1), dt.date(year, 12, 31) if last else published, 5
    return (published - day, published, 2) if unit in {"night", "evening"} and last else None


def _ago(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    """Read "two days ago", "a year ago", "eight years after" (the anniversary that the article is written on)."""
    if published is None:
        return None
    number = 1 if tokens[at].lower in {"a", "an"} else _small(tokens[at].lower, 99)
    unit = _word(tokens, at + 1)
    after = _word(tokens, at + 2)
    if number is None or after not in {"ago", "after"} or (after == "after" and unit not in {"years", "year"}):
        return None
    if unit in _UNITS:
        day = published - dt.timedelta(days=number * _UNITS[unit])
        week = unit.startswith("week")
        start = day - dt.timedelta(days=day.weekday()) if week else day
        return _when(tokens, (at, at + 3), (start, start + dt.timedelta(days=6) if week else day), 3 if week else 1)
    return _years_back(tokens, at, published, number, unit)


def _years_back(tokens: Sequence[Token], at: int, published: dt.date, number: int, unit: str) -> When | None:
    if unit in {"month", "months"}:
        months = published.year * 12 + published.month - 1 - number
        start = dt.date(months // 12, months % 12 + 1, 1)
        return _when(tokens, (at, at + 3), (start, _month_end(start)), 4)
    if unit in {"year", "years", "decade", "decades"}:
        year = published.year - number * (10 if unit.startswith("decade") else 1)
        if number == 1 and unit == "year":
            start = dt.date(year, published.month, 1)
            return _when(tokens, (at, at + 3), (start, _month_end(start)), 4)
        return _when(tokens, (at, at + 3), (dt.date(year, 1, 1), dt.date(year, 12, 31)), 5)
    return None


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
    year = _year_of(tokens[at].lower)
    if year is None or _word(tokens, at - 1) not in _YEAR_CUES:
        return None
    if published is not None and year > published.year:
        return None
    return _when(tokens, (at, at + 1), (dt.date(year, 1, 1), dt.date(year, 12, 31)), 5, anchored=False)


_STARTS = (
    frozenset(_DAYS) | {f"{day}'s" for day in _DAYS} | frozenset(_MONTHS) | frozenset(_SHORT) | frozenset(_DAY_WORDS)
    | {"last", "this", "past", "a", "an"} | frozenset(CARDINALS)
)  # fmt: skip
