"""When figures that differ are only mistyped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.dedup import figures
from tocsin_agents.dedup.typos import are_mistyped
from tocsin_agents.dedup.words import split

texts = st.lists(st.sampled_from(("12", "21", "1,895", "9", "dozens", "killed", "in", "Keral")), max_size=20).map(
    " ".join
)


def is_typo(before: str, now: str) -> bool:
    old, new = split("", before), split("", now)
    was, found = figures.find(old), figures.find(new)
    return are_mistyped(found.figures, figures.say(new, found), was.figures, figures.say(old, was))


def test_two_digits_that_changed_places_are_mistyped() -> None:
    assert is_typo("The plant was built in 1985 by Anlo Steel.", "The plant was built in 1895 by Anlo Steel.")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("The plant was built in 1985.", "The plant was built in 1986."),
        ("Shares closed at 12 crowns, up 4.", "Shares closed at 21 crowns, up 5."),
        ("The plant was built in 1985.", "The plant was built in 5981."),
        ("The plant has 12 ovens.", "The plant has 123 ovens."),
        ("The fire killed 12 people.", "The fire killed 21 people."),
        ("The plant was built in 1985.", "The plant was built in 1985."),
    ],
)
def test_other_figures_are_not(before: str, now: str) -> None:
    assert not is_typo(before, now)


@given(texts, texts)
def test_what_is_mistyped_differs(before: str, now: str) -> None:
    old, new = (figures.find(split("", text)).figures for text in (before, now))

    assert figures.differ(new, old) or not is_typo(before, now)
