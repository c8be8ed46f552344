"""How a toll reads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import Estimate, EventTime, Place
from tocsin_agents.alerts.wording import describe, headline, when


def test_a_range_runs_to_the_largest_number_anyone_gave_though_it_is_open(toll: Any, said: Any) -> None:
    open_above = [said(26, high=None, qualifier="at_least"), said(31, high=None, qualifier="at_least")]
    assert headline(toll(*open_above)) == "Syria, Friday 9 March 2012: 26 to 31 reported killed"


def test_one_open_number_reads_at_least(toll: Any, said: Any) -> None:
    shown = headline(toll(said(26, high=None, qualifier="at_least")))
    assert shown == "Syria, Friday 9 March 2012: at least 26 reported killed"


def test_a_number_everybody_agrees_on_stands_alone(toll: Any, said: Any) -> None:
    sunday = EventTime(start="2013-10-13", end="2013-10-13", date_prec=1)
    known = toll(said(6), said(6), place=Place(text="Łódź", country="PL"), event_time=sunday)
    assert headline(known) == "Łódź, Sunday 13 October 2013: 6 reported killed"


@pytest.mark.parametrize(
    ("known", "beginning"),
    [
        ({"event_time": None}, "Syria: 6 reported"),
        ({"place": None}, "Friday 9 March 2012: 6 reported"),
        ({"place": None, "event_time": None}, "6 reported"),
        ({"place": Place(country="SY")}, "SY, Friday"),
    ],
)
def test_what_is_not_known_is_left_out(toll: Any, said: Any, known: Any, beginning: str) -> None:
    assert headline(toll(said(6), **known)).startswith(beginning)


def test_a_headline_that_begins_with_words_begins_with_a_capital(toll: Any, said: Any) -> None:
    assert headline(toll(said(6, high=None), place=None, event_time=None)) == "At least 6 reported killed"


@pytest.mark.parametrize(
    ("measure", "words"),
    [("injured", "injured"), ("missing", "missing"), ("displaced", "displaced"), ("casualties", "killed or injured")],
)
def test_every_measure_has_its_word(toll: Any, said: Any, measure: str, words: str) -> None:
    assert headline(toll(said(16000), measure=measure)).endswith(f"16,000 reported {words}")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ({"low": None, "best": 70, "high": None, "qualifier": "approx"}, "about 70"),
        ({"low": None, "best": None, "high": 50, "qualifier": "at_most"}, "up to 50"),
        ({"low": 12, "best": None, "high": None, "qualifier": "vague"}, "dozens"),
        ({"low": 20, "best": None, "high": 25, "qualifier": "range"}, "20 to 25"),
    ],
)
def test_a_count_reads_as_it_was_put(toll: Any, said: Any, number: Any, words: str) -> None:
    assert headline(toll(said(None, **number))).endswith(f": {words} reported killed")


def test_what_is_only_feared_reads_so(toll: Any, said: Any) -> None:
    feared, known = said(9, modality="feared"), said(9)
    assert headline(toll(feared)).endswith("9 feared killed")
    assert headline(toll(feared, known)).endswith("9 reported killed")


def test_a_replaced_number_does_not_widen_the_range(toll: Any, said: Any) -> None:
    assert headline(toll(said(40, superseded=True), said(28))).endswith(": 28 reported killed")


def test_a_withdrawn_toll_says_what_was_withdrawn(toll: Any, said: Any) -> None:
    gone = toll(said(26, superseded=True), grade="discounted", previous=Estimate(low=26, best=26))
    assert headline(gone) == "Syria, Friday 9 March 2012: report of 26 killed withdrawn"


@pytest.mark.parametrize(
    ("start", "end", "prec", "words"),
    [
        ("2012-03-09", None, 1, "Friday 9 March 2012"),
        ("2012-03-09", "2012-03-11", 2, "9 to 11 March 2012"),
        ("2012-03-30", "2012-04-02", 2, "30 March to 2 April 2012"),
        ("2011-12-30", "2012-01-02", 2, "30 December 2011 to 2 January 2012"),
        ("2012-03-01", "2012-03-31", 4, "March 2012"),
        ("2012-01-01", "2012-12-31", 5, "2012"),
        ("2012-99-99", None, 1, ""),
    ],
)
def test_days_read_as_people_write_them(start: str, end: str | None, prec: int, words: str) -> None:
    assert when(EventTime(start=start, end=end, date_prec=prec)) == words


def test_a_description_gives_every_statement_a_line(toll: Any, said: Any) -> None:
    shown = describe(
        toll(
            said(26, high=None, by=("opposition", "opposition activists")),
            said(31, high=None, by=("news_agency", "Reuters"), source="The Herald"),
        )
    )
    assert shown.splitlines() == [
        'Opposition activists, in The Courier: at least 26 killed: "They counted 26."',
        'Reuters, in The Herald: at least 31 killed: "They counted 31."',
    ]


def test_parts_that_add_up_are_added_up(toll: Any, said: Any) -> None:
    total = said(31)
    parts = [said(17, place="Homs", part_of=total.claim_id), said(14, place="elsewhere", part_of=total.claim_id)]
    assert describe(toll(total, parts=tuple(parts))).splitlines()[-1] == (
        "of them 17 in Homs and 14 elsewhere: 17 + 14 = 31"
    )


def test_parts_that_may_overlap_are_not_added_up(toll: Any, said: Any) -> None:
    total = said(31)
    children = said(12, subset=True, part_of=total.claim_id)
    assert describe(toll(total, parts=(children,))).splitlines()[-1] == 'among them 12: "They counted 12."'


def test_replaced_denied_and_withdrawn_statements_say_so(toll: Any, said: Any) -> None:
    lines = describe(
        toll(
            said(40, superseded=True),
            said(28),
            said(28, polarity="denied", by=("military", "the army")),
            said(40, polarity="retracted"),
        )
    ).splitlines()
    assert "(since replaced)" in lines[0]
    assert lines[2].startswith("The army, in The Courier denies it:")
    assert lines[3].startswith("The Courier takes it back:")


@given(texts=st.tuples(st.text(), st.text(), st.text()), number=st.integers(0, 10**9) | st.none())
def test_any_text_stays_on_its_line(toll: Any, said: Any, texts: tuple[str, str, str], number: int | None) -> None:
    place, quote, name = texts
    shown = toll(said(number, quote=quote, by=("witness", name)), place=Place(text=place))
    assert len(headline(shown).splitlines()) == 1
    assert len(describe(shown).splitlines()) == 1
