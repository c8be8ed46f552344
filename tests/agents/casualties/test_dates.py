from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin_agents.casualties.meaning.dates import find_times
from tocsin_agents.casualties.text.tokens import tokenize

SATURDAY = dt.date(2012, 3, 24)


def times(text: str, published: dt.date | None = SATURDAY) -> list[tuple[str | None, str | None, int | None]]:
    return [(w.time.start, w.time.end, w.time.date_prec) for w in find_times(tokenize(text), published)]


@pytest.mark.parametrize(
    ("text", "start", "end", "prec"),
    [
        ("on Friday", "2012-03-23", "2012-03-23", 1),
        ("on Saturday", "2012-03-24", "2012-03-24", 1),
        ("on Sunday", "2012-03-18", "2012-03-18", 1),
        ("Thursday's storm", "2012-03-22", "2012-03-22", 1),
        ("Thursday into Friday", "2012-03-22", "2012-03-23", 2),
        ("between Monday and Wednesday", "2012-03-19", "2012-03-21", 2),
        ("yesterday", "2012-03-23", "2012-03-23", 1),
        ("two days ago", "2012-03-22", "2012-03-22", 1),
        ("last week", "2012-03-12", "2012-03-18", 3),
        ("last month", "2012-02-01", "2012-02-29", 4),
        ("a year ago", "2011-03-01", "2011-03-31", 4),
        ("eight years after", "2004-01-01", "2004-12-31", 5),
        ("on December 23", "2011-12-23", "2011-12-23", 1),
        ("on 2 March 2010", "2010-03-02", "2010-03-02", 1),
        ("in January", "2012-01-01", "2012-01-31", 4),
        ("in 1995", "1995-01-01", "1995-12-31", 5),
        ("in February this year", "2012-02-01", "2012-02-29", 4),
        ("in May of last year", "2011-05-01", "2011-05-31", 4),
        ("on 5 July last year", "2011-07-05", "2011-07-05", 1),
        ("a year ago on Sunday", "2011-03-01", "2011-03-31", 4),
        ("two years ago this week", "2010-01-01", "2010-12-31", 5),
        ("last weekend", "2012-03-17", "2012-03-18", 2),
        ("early in March", "2012-03-01", "2012-03-10", 4),
        ("at the end of February", "2012-02-20", "2012-02-29", 4),
        ("the previous night", "2012-03-23", "2012-03-23", 1),
        ("six days earlier", "2012-03-18", "2012-03-18", 1),
        ("three weeks after the raid, in which", "2012-02-27", "2012-03-04", 3),
    ],
)
def test_a_time_is_resolved_against_publication(text: str, start: str, end: str, prec: int) -> None:
    assert times(text) == [(start, end, prec)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on Wednesday, the day before", ["2012-03-21", "2012-03-20"]),
        ("on Monday, the day after its mayor was murdered", ["2012-03-19", "2012-03-18"]),
        ("on January 1, and five days later", ["2012-01-01", "2012-01-06"]),
        ("on Thursday, a week earlier", ["2012-03-22", "2012-03-12"]),
    ],
)
def test_a_distance_counts_from_the_day_told_before_it(text: str, days: list[str]) -> None:
    assert [start for start, _, _ in times(text)] == days


@pytest.mark.parametrize(
    "text",
    [
        "two days before the vote",
        "five days later",
        "every January",
        "will be buried on Sunday",
        "until Tuesday",
        "next Monday",
        "in 2031",
        "may march",
        "The pilot, Jan Berg, was",
        "her niece April Jones",
    ],
)
def test_the_future_and_mere_words_are_no_times(text: str) -> None:
    assert times(text) == []


def test_without_a_publication_day_nothing_relative_is_resolved() -> None:
    assert times("on Friday, two days ago, last week, in March", None) == []
    assert times("on 2 March 2010", None) == [("2010-03-02", "2010-03-02", 1)]


@settings(deadline=None)
@given(st.dates(), st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))
def test_a_weekday_lies_in_the_week_before_publication(published: dt.date, day: str) -> None:
    for start, _, _ in times(f"on {day}", published):
        assert start is not None
        assert 0 <= (published - dt.date.fromisoformat(start)).days < 7
        assert dt.date.fromisoformat(start).strftime("%A") == day


@settings(deadline=None)
@given(st.text(), st.dates())
def test_no_text_breaks_the_reader(text: str, published: dt.date) -> None:
    times(text, published)


@settings(deadline=None)
@given(st.dates(), st.sampled_from(["two decades ago", "99 years ago", "last month", "last year", "December 31"]))
def test_the_edges_of_the_calendar_break_nothing(published: dt.date, text: str) -> None:
    times(text, published)
