"""Read dates that name their month, and what all readers of dates share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tocsin import EventTime
from tocsin_agents.casualties.lexicon.counting import CARDINALS
from tocsin_agents.casualties.lexicon.cues import EVENTS
from tocsin_agents.casualties.text.tokens import Token, plain_number

__all__ = [
    "MONTHS",
    "SHORT_MONTHS",
    "When",
    "calendar_date",
    "month_end",
    "small_number",
    "when_of",
    "word_at",
    "year_of",
]

MONTHS = {name: n for n, name in enumerate(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], start=1
)}  # fmt: skip
SHORT_MONTHS = {name[:3]: n for name, n in MONTHS.items() if name != "may"} | {"sept": 9}


_NAMED = 4
"""Tokens after "Sunday's" within which the event of that day is named."""


@dataclass(frozen=True, slots=True)
class When:
    """A time expression: tokens `[first:last)` and what it says, whole days, both ends included."""

    first: int
    last: int
    time: EventTime
    since: bool = False
    """It gives the beginning of a span that lasts until now."""
    eventful: bool = False
    """It is the day of an event that is named with it: "Sunday's attack"."""


def word_at(tokens: Sequence[Token], at: int) -> str:
    """Give the lower-case word at `at`, or nothing outside the sentence."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def when_of(
    tokens: Sequence[Token], span: tuple[int, int], days: tuple[dt.date, dt.date], prec: int, *, anchored: bool = True
) -> When:
    """Give tokens `[span)` the meaning of whole days, the last included."""
    at, last = span
    start, end = days
    text = " ".join(token.text for token in tokens[at:last])
    anchor: Literal["publication", "explicit"] = "publication" if anchored else "explicit"
    time = EventTime(start=start.isoformat(), end=end.isoformat(), date_prec=prec, text=text, anchor=anchor)
    return When(at, last, time, _opens_span(tokens, at, last), _names_event(tokens, last))


def _opens_span(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether a time follows "since"; not where it is told what happened then: "the deadliest since 2011, when eight died"."""
    since = any(word_at(tokens, k) == "since" for k in range(max(at - 6, 0), at))
    return since and "when" not in {word_at(tokens, last), word_at(tokens, last + 1)}


def _names_event(tokens: Sequence[Token], last: int) -> bool:
    """Whether an event follows that the time is the day of: "Saturday's day-long firefight", "the March 3 bombing"."""
    owned = tokens[last - 1].possessive or word_at(tokens, last) in EVENTS
    return owned and any(word_at(tokens, k) in EVENTS for k in range(last, min(last + _NAMED, len(tokens))))


def _month_of(token: Token) -> int | None:
    if not token.is_capital:
        return None
    return MONTHS.get(token.lower) or SHORT_MONTHS.get(token.lower)


def small_number(word: str, largest: int) -> int | None:
    """Read a day of the month, or a small number, in digits or words."""
    digits = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else word
    number = plain_number(digits) or CARDINALS.get(word, 0)
    return number if 1 <= number <= largest else None


def year_of(word: str) -> int | None:
    """Read a year that news speaks of."""
    year = plain_number(word) or 0
    return year if 1800 <= year <= 2100 else None  # noqa: PLR2004 - years that news speaks of


def calendar_date(tokens: Sequence[Token], at: int, published: dt.date | None) -> When | None:
    """Read "March 23", "23 March 2012", "March 2011", "last March", "January", "February last year"."""
    day, k = None, at
    if small_number(tokens[at].lower, 31) and at + 1 < len(tokens) and _month_of(tokens[at + 1]):
        day, k = small_number(tokens[at].lower, 31), at + 1
    month = _month_of(tokens[k])
    if month is None or (_may_be_a_name(tokens, k) and not _dated(tokens, k)) or _recurs(tokens, at):
        return None
    k += 1
    if day is None and (number := small_number(word_at(tokens, k), 31)) and word_at(tokens, k)[:1].isdigit():
        day, k = number, k + 1
    comma = 1 if word_at(tokens, k) == "," else 0
    year = year_of(word_at(tokens, k + comma))
    if year is not None:
        k += 1 + comma
    elif published is not None and (told := _year_told(tokens, k)) is not None:
        year, k = published.year + told[0], told[1]
    return _calendar(tokens, at, k, (year, month, day), published)


def _recurs(tokens: Sequence[Token], at: int) -> bool:
    """Whether it comes back each year: "every January"."""
    return word_at(tokens, at - 1) in {"every", "each"}


def _may_be_a_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a month is a word or a name as well: "may", "Jan Berg", "April Jones"."""
    named = at + 1 < len(tokens) and tokens[at + 1].is_capital and at > 0
    return tokens[at].lower in {"may", "march"} or named


def _year_told(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Give which year is meant, counted from that of publication, and where it ends: "this year", "of last year"."""
    k = at + 1 if word_at(tokens, at) == "of" else at
    if word_at(tokens, k + 1) != "year" or word_at(tokens, k) not in {"this", "last"}:
        return None
    return (-1 if word_at(tokens, k) == "last" else 0), k + 2


def _dated(tokens: Sequence[Token], at: int) -> bool:
    """Whether "May" or "March" is the month: a number or a preposition beside it."""
    return (
        word_at(tokens, at - 1) in {"in", "since", "last", "of", "during", "until", "early", "late", "on", "by", "this"}
        or small_number(word_at(tokens, at - 1), 31) is not None
        or word_at(tokens, at + 1)[:1].isdigit()
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
        if word_at(tokens, at - 1) == "last" and month == published.month:
            year = published.year - 1
    try:
        start = dt.date(year, month, day or 1)
    except ValueError:
        return None
    end = start if day else month_end(start)
    if not day:
        start, end = _part_of_month(tokens, at, start, end)
    return when_of(tokens, (at, last), (start, end), 1 if day else 4, anchored=anchored)


def _part_of_month(tokens: Sequence[Token], at: int, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """Narrow a month to its beginning or its end: "early in March", "at the end of May"."""
    before = {word_at(tokens, k) for k in (at - 1, at - 2)}
    if not before.isdisjoint({"early", "beginning", "start"}):
        return start, start.replace(day=_TENTH)
    return (start.replace(day=_TWENTIETH), end) if not before.isdisjoint({"late", "end"}) else (start, end)


_TENTH, _TWENTIETH = 10, 20
_MONTHS_A_YEAR = 12


def month_end(start: dt.date) -> dt.date:
    """Give the last day of the month that begins at `start`."""
    following = (
        start.replace(year=start.year + 1, month=1)
        if start.month == _MONTHS_A_YEAR
        else start.replace(month=start.month + 1)
    )
    return following - dt.timedelta(days=1)
