from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.casualties.people.numbers import read_quantity, value_at
from tocsin_agents.casualties.people.quantities import Quantity, add, exactly
from tocsin_agents.casualties.text.tokens import tokenize

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def spell(number: int) -> str:
    """Write a number below ten million in words, as a newspaper does."""
    if number < 20:
        return ONES.split()[number]
    if number < 100:
        tens = TENS.split()[number // 10 - 2]
        return f"{tens}-{spell(number % 10)}" if number % 10 else tens
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if rest and size == 100 else " " if rest else ""
            return f"{spell(number // size)} {name}{joint}{spell(rest) if rest else ''}"
    raise AssertionError


def read(text: str) -> tuple[int | None, int | None, int | None, str] | None:
    found = read_quantity(tokenize(text), 0)
    return None if found is None else (found[0].low, found[0].best, found[0].high, found[0].qualifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 people", (17, 17, 17, "exact")),
        ("1,250 people", (1250, 1250, 1250, "exact")),
        ("3.4 million people", (3_400_000, 3_400_000, 3_400_000, "exact")),
        ("half a dozen men", (6, 6, 6, "exact")),
        ("three dozen men", (36, 36, 36, "exact")),
        ("at least 26 people", (26, 26, None, "at_least")),
        ("no fewer than nine", (9, 9, None, "at_least")),
        ("more than 30 people", (31, 31, None, "more_than")),
        ("up to 50 people", (None, None, 50, "at_most")),
        ("fewer than ten", (None, None, 9, "fewer_than")),
        ("about 70 people", (None, 70, None, "approx")),
        ("nearly 100 people", (None, 100, 100, "approx")),
        ("between 20 and 25 people", (20, None, 25, "range")),
        ("20-25 people", (20, None, 25, "range")),
        ("six or seven people", (6, None, 7, "range")),
        ("15, possibly 18, people", (15, 15, 18, "range")),
        ("dozens of people", (12, None, None, "vague")),
        ("tens of thousands", (10_000, None, None, "vague")),
        ("several", (3, None, None, "vague")),
        ("50 or more", (50, 50, None, "at_least")),
    ],
)
def test_the_words_bound_the_number(text: str, expected: tuple[int | None, int | None, int | None, str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["5:30 pm", "7.40 a.m.", "3rd Brigade", "12-year-old", "4-0", "Homs", "9" * 5000, "²"])
def test_other_figures_are_no_quantities(text: str) -> None:
    assert read(text) is None


@given(st.integers(1, 9_999_999))
def test_a_number_in_words_is_read_back(number: int) -> None:
    tokens = tokenize(spell(number))
    assert value_at(tokens, 0) == (number, len(tokens))


@given(st.integers(1, 9_999_999))
def test_a_number_in_digits_is_read_back(number: int) -> None:
    assert value_at(tokenize(f"{number:,}"), 0) == (number, 1)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    tokens = tokenize(text)
    for at in range(len(tokens)):
        read_quantity(tokens, at)


def test_a_sum_is_as_open_as_its_parts() -> None:
    assert add([exactly(2), Quantity(10, 10, None, "at_least")]) == Quantity(12, 12, None, "at_least")
