"""Wording: a toll as a person reads it, a headline in one line and a description with who said what.

Plain English text, the same on every machine; numbers above 999 with commas.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tocsin import EventTime, Place, Statement, Toll

__all__ = ["counted", "describe", "headline", "largest", "when", "where"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

MEASURES = {"casualties": "killed or injured"}
"""Measures that read differently from their name."""

VAGUE_WORDS = {3: "several", 10: "tens", 12: "dozens", 40: "scores", 100: "hundreds", 1000: "thousands"}
"""The words behind the lower bounds of vague counts, by ACLED's table and its extension."""

SOURCES = {
    "monitor_ngo": "a monitoring group",
    "un_igo": "an international organisation",
    "armed_group": "an armed group",
}
MONTH_PREC = 4
YEAR_PREC = 5


def headline(toll: Toll) -> str:
    """Say where, when and how many: "Syria, Friday 9 March 2012: 26 to 31 reported killed"."""
    setting = ", ".join(piece for piece in (where(toll.place), when(toll.event_time)) if piece)
    said = _said(toll)
    return f"{setting}: {said}" if setting else said[:1].upper() + said[1:]


def _said(toll: Toll) -> str:
    measure = MEASURES.get(toll.measure, toll.measure)
    number = counted(toll)
    if number and toll.grade != "discounted":
        return f"{number} {'feared' if _feared(toll) else 'reported'} {measure}"
    if not toll.statements:
        return f"number of {measure} now counted elsewhere"
    before = toll.previous
    known = next((n for n in (before.best, before.low, before.high) if n is not None), None) if before else None
    return f"report of {_figure(known)} {measure} withdrawn" if known is not None else f"report of {measure} withdrawn"


def _feared(toll: Toll) -> bool:
    standing = _standing(toll)
    return bool(standing) and all(statement.modality == "feared" for statement in standing)


def _standing(toll: Toll) -> list[Statement]:
    return [each for each in toll.statements if not each.superseded and each.polarity == "affirmed"]


def largest(toll: Toll) -> int | None:
    """Give the largest number anyone stands by, open above or not; None when nobody gave one."""
    numbers = [toll.low, toll.best, toll.high]
    for statement in _standing(toll):
        if statement.kind != "increment":
            numbers += [statement.low, statement.best, statement.high]
    return max((number for number in numbers if number is not None), default=None)


def counted(toll: Toll) -> str:
    """Say how many: "6", "at least 26", "26 to 31", "about 70", "up to 50", "dozens"; empty when nobody says."""
    standing = _standing(toll)
    if standing and toll.best is None and toll.low is not None and all(each.qualifier == "vague" for each in standing):
        return VAGUE_WORDS.get(max(each.low or 0 for each in standing), f"at least {_figure(toll.low)}")
    most = largest(toll)
    if most is None:
        return ""
    if toll.low is None:
        return f"up to {_figure(most)}" if toll.best is None else f"about {_figure(toll.best)}"
    if most > toll.low:
        return f"{_figure(toll.low)} to {_figure(most)}"
    return _figure(most) if toll.high is not None else f"at least {_figure(most)}"


def where(place: Place | None) -> str:
    """Name a place as its text does, failing that by its country's code; empty when there is none."""
    return " ".join(place.text.split()) or place.country or "" if place else ""


def when(time: EventTime | None) -> str:
    """Name the days: "Friday 9 March 2012", "9 to 11 March 2012", "March 2012"; empty without a date."""
    if time is None or time.start is None:
        return ""
    try:
        first = dt.date.fromisoformat(time.start)
        last = dt.date.fromisoformat(time.end or time.start)
    except ValueError:
        return ""
    if time.date_prec == YEAR_PREC:
        return str(first.year)
    if time.date_prec == MONTH_PREC:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first == last:
        return f"{WEEKDAYS[first.weekday()]} {_day(first)}"
    beginning = _day(first).split()
    shared = 2 if (first.year, first.month) == (last.year, last.month) else 1 if first.year == last.year else 0
    return f"{' '.join(beginning[: len(beginning) - shared])} to {_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def describe(toll: Toll) -> str:
    """Say who said what, one line a statement with its words, then how the totals divide."""
    lines = [_line(statement, toll) for statement in toll.statements]
    for statement in _standing(toll):
        lines += _division(statement, [part for part in toll.parts if part.part_of == statement.claim_id])
    return "\n".join(lines)


def _line(statement: Statement, toll: Toll) -> str:
    measure = MEASURES.get(toll.measure, toll.measure)
    quote = _quoted(statement.quote)
    if statement.polarity == "denied":
        return f"{_speaker(statement)} denies it{quote}"
    if statement.polarity == "retracted":
        return f"{_speaker(statement)} takes it back{quote}"
    more = " more" if statement.kind == "increment" else ""
    since = " (since replaced)" if statement.superseded else ""
    return f"{_speaker(statement)}: {_stated(statement)}{more} {measure}{since}{quote}"


def _quoted(quote: str) -> str:
    words = " ".join(quote.split())
    return f': "{words}"' if words else ""


def _speaker(statement: Statement) -> str:
    links = [link for link in statement.attribution if link.type != "author"]
    names = [" ".join(link.name.split()) or _unnamed(link.type) for link in reversed(links)]
    outlet = statement.source or "an unnamed outlet"
    if not names:
        return outlet
    said = ", quoted by ".join(dict.fromkeys(names))
    return f"{said[:1].upper()}{said[1:]}, in {outlet}"


def _unnamed(kind: str) -> str:
    return SOURCES.get(kind, f"{kind.replace('_', ' ')} source")


def _stated(statement: Statement) -> str:
    low, best, high = statement.low, statement.best, statement.high
    if statement.qualifier == "vague" and low in VAGUE_WORDS:
        return VAGUE_WORDS[low]
    if low is not None and high is not None:
        return _figure(low) if low == high else f"{_figure(low)} to {_figure(high)}"
    if low is not None:
        return f"at least {_figure(low)}"
    if best is not None:
        return f"about {_figure(best)}"
    return f"up to {_figure(high)}" if high is not None else "an unknown number"


def _figure(number: int) -> str:
    return f"{number:,}"


def _division(total: Statement, parts: Sequence[Statement]) -> list[str]:
    """Give the lines that say how a total divides: the parts that exclude each other, then those that may overlap."""
    apart = [part for part in parts if not part.subset]
    lines = []
    if apart:
        pieces = [f"{_stated(part)}{_at(part)}" for part in apart]
        joined = " and ".join([", ".join(pieces[:-1]), pieces[-1]] if pieces[1:] else pieces)
        lines.append(f"of them {joined}{_sum(total, apart)}")
    lines += [f"among them {_stated(part)}{_quoted(part.quote)}" for part in parts if part.subset]
    return lines


def _at(part: Statement) -> str:
    place = " ".join(part.place.split())
    if not place:
        return ""
    return f" {place}" if place == "elsewhere" else f" in {place}"


def _sum(total: Statement, parts: Sequence[Statement]) -> str:
    numbers = [part.best for part in parts if part.best is not None]
    whole = total.best if total.best is not None else total.low
    if len(numbers) != len(parts) or not numbers[1:] or whole != sum(numbers):
        return ""
    return f": {' + '.join(_figure(number) for number in numbers)} = {_figure(sum(numbers))}"
