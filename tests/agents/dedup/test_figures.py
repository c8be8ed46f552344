"""When a later text gives other figures than an earlier one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.dedup import figures
from tocsin_agents.dedup.figures import MOST, Figures
from tocsin_agents.dedup.words import split


def read(text: str, title: str = "") -> Figures:
    return figures.find(split(title, text)).figures


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("At least 26 people were killed.", "At least 31 people were killed."),
        ("At least 26 people were killed.", "At least thirty-one people were killed."),
        ("Shares fell by 4 points today.", "Shares fell by 9 points today."),
        ("Ten miners are trapped.", "Dozens of miners are trapped."),
        ("On 31 May at least 26 people were killed.", "On 31 May at least 31 people were killed."),
        ("The dam broke.", "The dam broke. Six people are missing."),
        ("Two died in Keral, and two in Anlo.", "Three died in Keral, and two in Anlo."),
    ],
)
def test_other_figures_are_told(before: str, now: str) -> None:
    assert figures.differ(read(now), read(before))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("At least 26 people were killed.", "At least 26 people were killed."),
        ("At least 26 people were killed.", "At least twenty-six people died."),
        ("At least 26 people were killed. 4 are safe.", "At least 26 people were killed."),
        ("Some 26 people were killed on 3 May.", "On 3 May, some 26 people were killed."),
        ("The dam broke.", "The dam broke. The road has 2 lanes."),
        ("26 people were killed.", "People were killed."),
    ],
)
def test_the_same_figures_are_told(before: str, now: str) -> None:
    assert not figures.differ(read(now), read(before))


def test_the_headline_counts() -> None:
    assert figures.differ(read("The dam broke.", title="31 dead"), read("The dam broke.", title="26 dead"))


def test_those_near_casualties_are_kept_when_there_are_too_many() -> None:
    table = " ".join(f"row {number} filler" for number in range(1000, 1000 + 3 * MOST))

    many = read(f"{table} and then at the very end of it all 26 were killed")

    assert len(many) == MOST
    assert figures.differ(many, read(table))


def test_agreement_counts_figures_in_like_surroundings() -> None:
    one, other = read("high 21 low 9 wind 12 rain 40"), read("high 17 low 21 wind 12 rain 40")

    assert figures.agreement(one, one) == 1
    assert figures.agreement(one, other) == 0.5
    assert figures.agreement(read("high 21"), other) == 1


@given(st.text(alphabet=st.sampled_from("a 12.-\u0661"), max_size=60) | st.text())
def test_figures_are_found_in_any_text_and_survive_packing(text: str) -> None:
    found = read(text)

    assert np.array_equal(figures.unpack(figures.pack(found)), found)
    assert not figures.differ(found, found)
    assert figures.agreement(found, found) == 1
