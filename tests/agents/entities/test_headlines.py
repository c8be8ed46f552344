"""Shouted lines get the capitals that their words have elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.entities.headlines import repaired

BODY = "The Czech president called her a friend of Prague.\nNATO ministers met."


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("CZECH PRESIDENT IN PRAGUE", "Czech president in Prague"),
        ("NATO MINISTERS AND A FRIEND", "NATO ministers and a friend"),
        ("SOCCER - PRAGUE MINISTERS TRIUMPH", "soccer - Prague ministers Triumph"),
        ("Czech president in Prague", "Czech president in Prague"),
        ("NATO", "NATO"),
    ],
)
def test_a_headline_is_read_as_the_text_writes_its_words(headline: str, read: str) -> None:
    assert repaired(headline, BODY) == (read, BODY)


def test_a_shouted_first_line_of_the_text_is_read_too() -> None:
    assert repaired("", f"HER FRIEND THE PRESIDENT\n{BODY}")[1].startswith("her friend the president\n")


def test_short_words_that_stand_nowhere_else_stay_abbreviations() -> None:
    assert repaired("PRESIDENT TOURS THE EBRD QFT", BODY)[0] == "president Tours the Ebrd QFT"


@given(st.text(alphabet=st.sampled_from("AaBb ßİı\nCZECH '-.")), st.text())
def test_no_letter_moves(title: str, text: str) -> None:
    read = repaired(title, text)
    assert [len(field) for field in read] == [len(title), len(text)]
    assert [field.casefold() for field in read] == [title.casefold(), text.casefold()]
