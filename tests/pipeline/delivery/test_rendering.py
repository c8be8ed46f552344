"""Records as people read them, whatever the articles behind them hold."""

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from rich.console import Console

from tocsin import Alert, AlertValues, Article, Attribution, Claim, EventTime, Evidence, Place, Statement
from tocsin.delivery.rendering import estimate, plain, render

HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x07\r\u202e\u200b[]31mA")), max_size=30)
numbers = st.none() | st.integers(0, 10**7)

statements = st.builds(
    Statement,
    claim_id=HOSTILE,
    article_id=HOSTILE,
    low=numbers,
    best=numbers,
    high=numbers,
    part_of=st.none() | HOSTILE,
    parts_sum=st.none() | st.booleans(),
    place=HOSTILE,
    attribution=st.lists(st.builds(Attribution, name=HOSTILE, type=st.just("police")), max_size=2).map(tuple),
    source=st.none() | HOSTILE,
    title=HOSTILE,
    quote=HOSTILE,
    superseded=st.booleans(),
)
alerts = st.builds(
    Alert,
    labels=st.just({"event": "e1"}),
    rule=HOSTILE,
    rules=st.lists(HOSTILE, max_size=2).map(tuple),
    headline=HOSTILE,
    severity=st.sampled_from(["Extreme", "Minor", "Unknown"]),
    status=st.sampled_from(["Actual", "Exercise", "Test"]),
    grade=st.sampled_from([None, "weak", "confirmed"]),
    sources=st.integers(0, 9),
    statements=st.lists(statements, max_size=3).map(tuple),
    parts=st.lists(statements, max_size=2).map(tuple),
)
claims = st.builds(
    Claim,
    article_id=HOSTILE,
    measure=st.just("killed"),
    best=numbers,
    place=st.none() | st.builds(Place, text=HOSTILE),
    evidence=st.lists(
        st.builds(Evidence, field=st.just("body"), sentence=HOSTILE, start=st.just(0), end=st.just(9))
    ).map(tuple),
)
articles = st.builds(Article, title=HOSTILE, text=HOSTILE.map(lambda text: f"x{text}"))


def shown(record: BaseModel, *, terminal: bool = False) -> str:
    """Print a record as `tocsin subscribe` does."""
    output = io.StringIO()
    Console(file=output, highlight=False, force_terminal=terminal, no_color=True, width=120).print(render(record))
    return output.getvalue()


def controls(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"}} - {"\n"}


def statement(**changes: object) -> Statement:
    return Statement.model_validate({"claim_id": "c1", "article_id": "a1", "low": 26, "best": 26, "high": 26} | changes)


def alert(**changes: object) -> Alert:
    return Alert.model_validate(
        {"labels": {"event": "e"}, "rule": "toll", "rules": ("toll", "conflict"), "headline": "Homs: 26 dead"} | changes
    )


@given(HOSTILE)
def test_no_control_or_format_character_is_let_through(text: str) -> None:
    made = plain(text)
    assert not controls(made)
    assert "\n" not in made
    assert len(made) == len(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Co", "Cs"])))
def test_text_that_does_no_harm_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "attack", ["\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "a\rb", "\u202egnp.exe", "\u2066", "\x7f"]
)
def test_what_could_drive_a_terminal_becomes_spaces(attack: str) -> None:
    assert not controls(plain(attack))


@given(st.one_of(alerts, claims, articles))
def test_no_field_of_any_record_can_drive_the_terminal(record: BaseModel) -> None:
    assert not controls(shown(record))


@given(HOSTILE)
def test_markup_in_an_article_is_text_and_nothing_else(text: str) -> None:
    line = shown(alert(headline=f"[bold red]{text}[/bold red]"))
    assert line.startswith("[bold red]")


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (26, 26, 26, "26"),
        (0, 0, 0, "0"),
        (12_000, 12_000, 12_000, "12,000"),
        (26, 26, None, "at least 26"),
        (20, 22, 25, "20 to 25"),
        (None, 50, 50, "up to 50"),
        (None, 70, None, "about 70"),
        (None, None, None, "an unknown number"),
        (1_000, None, None, "at least 1,000"),
    ],
)
def test_an_estimate_claims_no_more_than_the_numbers(
    low: int | None, best: int | None, high: int | None, words: str
) -> None:
    assert estimate(low, best, high) == words


def test_an_alert_shows_who_said_which_number_in_which_words_and_where() -> None:
    said = statement(
        attribution=(Attribution(type="police", name="police"), Attribution(type="witness", name="a driver")),
        source="Argus",
        title="Bridge falls",
        quote="Police said 26 people died.",
    )
    lines = shown(alert(statements=(said,), sources=1, grade="weak")).splitlines()
    assert lines[0] == "Homs: 26 dead"
    assert "toll, conflict" in lines[1]
    assert "weak · 1 independent source" in lines[1]
    assert lines[2].strip() == "26 - police citing a driver, in Argus: Bridge falls  [article a1]"
    assert lines[3].strip() == "“Police said 26 people died.”"


def test_conflicting_numbers_stand_side_by_side() -> None:
    shown_alert = shown(
        alert(statements=(statement(), statement(claim_id="c2", low=31, best=31, high=None)), sources=2)
    )
    assert "26 - " in shown_alert
    assert "at least 31 - " in shown_alert
    assert "2 independent sources" in shown_alert


def test_a_superseded_statement_is_marked() -> None:
    assert "(superseded)" in shown(alert(statements=(statement(superseded=True),)))


def test_parts_are_shown_with_the_total_they_belong_to() -> None:
    parts = tuple(
        statement(claim_id=place, low=n, best=n, high=n, part_of="c1", place=place) for place, n in (("Homs", 12), ("Hama", 14))
    )  # fmt: skip
    assert "12 Homs + 14 Hama = 26" in shown(alert(statements=(statement(parts_sum=True),), parts=parts))
    assert "12 Homs + 14 Hama, of 26" in shown(alert(statements=(statement(),), parts=parts))
    open_total = statement(low=None, best=None, high=50)
    assert "12 Homs + 14 Hama, of up to 50" in shown(alert(statements=(open_total,), parts=parts))


def test_parts_of_a_total_that_is_not_shown_are_left_out() -> None:
    orphan = statement(claim_id="p", part_of="gone", place="Homs")
    assert "Homs 26" not in shown(alert(parts=(orphan,)))
    assert len(shown(alert(parts=(orphan,))).splitlines()) == len(shown(alert()).splitlines())


@pytest.mark.parametrize("status", ["Exercise", "Test"])
def test_an_alert_that_is_not_actual_says_so(status: str) -> None:
    assert status in shown(alert(status=status))
    assert "Actual" not in shown(alert())


def test_a_claim_shows_measure_number_place_day_and_words() -> None:
    claim = Claim(
        article_id="a",
        measure="killed",
        low=4,
        best=4,
        high=4,
        place=Place(text="Donetsk"),
        event_time=EventTime(start="2012-03-09", end="2012-03-09"),
        evidence=(Evidence(field="body", sentence="Four miners died.", start=0, end=17),),
    )
    assert [line.strip() for line in shown(claim).splitlines()] == [
        "killed 4 - Donetsk, 2012-03-09",
        "“Four miners died.”",
    ]


def test_a_claim_that_may_raise_no_alert_says_why() -> None:
    line = shown(Claim(article_id="a", measure="killed", best=4, polarity="denied"))
    assert "[incident, denied, asserted, current]" in line
    assert "place unknown, date unknown" in line


def test_any_other_record_is_shown_as_short_json() -> None:
    line = shown(Article(text="word " * 1_000))
    assert line.startswith("{")
    assert len(" ".join(line.split())) <= 510


def test_numbers_of_an_alert_do_not_show_unless_stated() -> None:
    assert "31" not in shown(alert(values=AlertValues(best=31)))
