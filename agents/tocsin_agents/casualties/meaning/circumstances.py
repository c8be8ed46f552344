"""Give each mention its time, and say whether that makes it background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from tocsin import EventTime
from tocsin_agents.casualties.lexicon.grammar import words
from tocsin_agents.casualties.lexicon.sources import SAYING_VERBS
from tocsin_agents.casualties.meaning.dates import When
from tocsin_agents.casualties.meaning.stretches import Stretch
from tocsin_agents.casualties.parsing.parse import Parsed

__all__ = ["event_day", "has_passed", "is_of_aftermath", "opens_with", "reported_only", "time_for"]

_CURRENT_DAYS = 14
"""An event that ended longer before publication is what the article looks back on."""
_CURRENT_DAYS_OF_NOTES = 90
"""Notes on conflicts are published months later; the day that their text opens with is the day that they report."""
_OPENING = 5
"""Tokens within which a text names the day that it opens with."""
_COURT = words("convicted sentenced jailed imprisoned guilty trial acquitted extradited indicted prosecuted")
_BACK = words("anniversary commemorate commemorated commemorating memorial remembered remembering")
_LOOKING_BACK = _COURT | _BACK


def time_for(parsed: Parsed, stretch: Stretch, times: Sequence[When], *, lasting: bool) -> EventTime | None:
    """Choose the time of a mention: inside it, then the nearest after it, then the nearest before it.

    `lasting` figures take the beginning of their span ("since March 2011"); the others never do.
    """
    if lasting:
        starts = [when.time for when in times if when.since]
        spans = [when.time for when in times if when.time.date_prec in {3, 4, 5}]
        return next(iter(starts + spans), None)
    fitting = [
        when
        for when in times
        if not (
            when.since
            or reported_only(parsed, when)
            or _is_left(parsed, when, stretch)
            or is_of_aftermath(parsed, when, stretch.first)
        )
    ]
    within = [when for when in fitting if stretch.first <= when.first < stretch.last]
    after = [
        when
        for when in fitting
        if stretch.last <= when.first < stretch.following
        and ";" not in parsed.words(stretch.last, when.first)
        and not _opens_clause(parsed, when, stretch)
    ]
    earlier = [when for when in fitting if when.first < stretch.first and not _is_parted(parsed, when, stretch)]
    before = [when for when in earlier if stretch.preceding <= when.first]
    named = [when for when in fitting if when.eventful]
    begun = [when for when in times if when.since and when.time.date_prec == 1 and when.first >= stretch.last]
    chosen = within[:1] or after[:1] or begun[:1] or before[-1:] or earlier[:1] or named[:1]
    return chosen[0].time if chosen else None


def _is_parted(parsed: Parsed, when: When, stretch: Stretch) -> bool:
    """Whether another statement begins between a time and the figure: "pulled out bodies on Thursday, and the director said"."""
    between = parsed.words(when.last, stretch.first)
    return any(pair == (",", "and") for pair in pairwise(between)) and not SAYING_VERBS.isdisjoint(between)


def _opens_clause(parsed: Parsed, when: When, stretch: Stretch) -> bool:
    """Whether a time opens the clause of the next figure: "died in Manaus, and five days later 33 died in Roraima"."""
    at = when.first - (parsed.word(when.first - 1) in {"on", "in"})
    return parsed.word(at - 1) in {"and", "but", "while"} and when.last <= stretch.following


def event_day(times: Sequence[When]) -> EventTime | None:
    """Give the day of the event that a sentence names with it: "the toll of Tuesday's quake rose to 41 on Thursday"."""
    return next((when.time for when in times if when.eventful), None)


def _is_left(parsed: Parsed, when: When, stretch: Stretch) -> bool:
    """Whether the clause of "two years after the war began," has ended before the mention, which is of today."""
    between = parsed.words(when.last, stretch.first)
    return when.time.text.endswith(" after") and "," in between and {"which", "when", "that"}.isdisjoint(between)


def reported_only(parsed: Parsed, when: When) -> bool:
    """Whether a time is when it was said: "the department said on Sunday"."""
    k = when.first - 1
    while k >= 0 and parsed.word(k) in {
        "on",
        "late",
        "early",
        "reporters",
        "journalists",
        "in",
        "a",
        "statement",
        "afp",
        "reuters",
    }:
        k -= 1
    # "As of 20 March the government confirms 11 deaths".
    counted = parsed.words(when.first - 2, when.first) == ["as", "of"]
    return counted or parsed.word(k) in SAYING_VERBS


def is_of_aftermath(parsed: Parsed, when: When, before: int | None = None) -> bool:
    """Whether a time at the head of its clause is that of what was said or done later, told before the token `before`.

    "On Sunday the coroner released the names of those killed"; "the ministry, which on Friday spoke of nine dead".
    """
    fronted = parsed.word(when.first - 2) in _CLAUSE_BEFORE if parsed.word(when.first - 1) == "on" else when.first == 0
    ahead = parsed.words(when.last, min(when.last + _CLAUSE, before if before is not None else len(parsed.tokens)))
    return fronted and not (_AFTERWARDS | SAYING_VERBS).isdisjoint(ahead)


_CLAUSE_BEFORE = frozenset({"", ".", ",", "who", "which", "and", "but", '"'})
_CLAUSE = 8
"""Tokens of a clause within which its verb stands."""
_AFTERWARDS = words(
    "released identified named buried mourned visited charged arrested attended gathered marched promised ordered opened paid"
    " resumed published appealed launched blamed inspected toured detained declared searched searching continued reopened"
)
"""What is done when the harm has been done."""


def opens_with(time: EventTime | None, times: Sequence[When]) -> bool:
    """Whether a sentence opens with the day of the figure, as notes do: "On the night of 4 March, armed men"."""
    first = next(iter(times), None)
    return first is not None and first.time == time and first.first <= _OPENING and first.time.date_prec == 1


def has_passed(
    parsed: Parsed, time: EventTime | None, published: dt.date | None, *, since: bool, opens: bool = False
) -> bool:
    """Whether the figure is told of a time before the event that the article reports; `opens` it when its text does."""
    if time is not None and time.end is not None and published is not None and not since:
        days = _CURRENT_DAYS_OF_NOTES if opens else _CURRENT_DAYS
        passed = dt.date.fromisoformat(time.end) < published - dt.timedelta(days=days)
        return passed and parsed.meets("temporal_role", {time.text}, [time.text])
    # "Grady Memorial" is a hospital.
    told = [token.lower for token in parsed.tokens if token.text != "Memorial"]
    return not since and parsed.meets("temporal_role", _LOOKING_BACK, told)
