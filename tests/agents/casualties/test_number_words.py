"""The many ways to tell a number of people."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("Ninety-odd people", None, 90, None),
        ("Four hundred-odd people", None, 400, None),
        ("Twenty-plus people", 20, 20, None),
        ("Two and a half thousand people", 2_500, 2_500, 2_500),
        ("A dozen and a half people", 18, 18, 18),
        ("Twenty to thirty thousand people", 20_000, None, 30_000),
        ("2-3 million people", 2_000_000, None, 3_000_000),
        ("Two or three hundred people", 200, None, 300),
        ("Either six or ten people", 6, None, 10),
        ("Anywhere between 60 and 75 people", 60, None, 75),
        ("At the very least 40 people", 40, 40, None),
        ("More than 20 and possibly as many as 30 people", 21, 21, 30),
        ("Something like 90 people", None, 90, None),
        ("Many hundreds of thousands of people", 100_000, None, None),
        ("Multiple people", 2, None, None),
        ("A pair of climbers", 2, 2, 2),
        ("A trio of climbers", 3, 3, 3),
        ("A platoon of 30 soldiers", 30, 30, 30),
        ("An entire family of seven", 7, 7, 7),
        ("The 24-man crew", 24, 24, 24),
        ("Half the 24-man crew", 12, 12, 12),
        ("A half-dozen people", 6, 6, 6),
        ("Nearly three quarters of a million people", None, 750_000, 750_000),
        ("At the very most five people", None, None, 5),
        ("A Ugandan and two Kenyans", 3, 3, 3),
        ("Half of the 40 passengers", 20, 20, 20),
        ("Both of the climbers", 2, 2, 2),
        ("Nine-year-old twins", 2, 2, 2),
        ("Boys, 10 and 12,", 2, 2, 2),
        ("Three sisters, 4, 6 and 9,", 3, 3, 3),
        ("Two girls aged five and eight", 2, 2, 2),
    ],
)
def test_a_number_is_read(words: str, low: int | None, best: int | None, high: int | None, read: Read) -> None:
    (claim,) = read(f"{words} drowned.")
    assert (claim.low, claim.best, claim.high) == (low, best, high)


@pytest.mark.parametrize(
    ("text", "now", "before"),
    [
        ("An initial toll of nine dead was later raised to 13.", 13, 9),
        ("The figure of 40 dead was later corrected to 36.", 36, 40),
        ("The toll stood at 90 on Friday, down from an earlier figure of 120.", 90, 120),
        ("The death toll jumped from 12 to 29.", 29, 12),
    ],
)
def test_a_toll_remembers_the_figure_before(text: str, now: int, before: int, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.best, claim.previous and claim.previous.best) == (now, before)


@pytest.mark.parametrize("ordinal", ["second", "fifth", "20th"])
def test_one_body_more_is_an_increment(ordinal: str, read: Read) -> None:
    (claim,) = read(f"A {ordinal} body was found on Friday.")
    assert (claim.best, claim.kind) == (1, "increment")
