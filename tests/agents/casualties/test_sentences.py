from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.casualties.text.sentences import split

PROSE = st.lists(
    st.sampled_from(["Dr. Lee", "said", '"No."', "\n\n", " ", "3.5", "U.S.", "he died.", "?!", "…", "é"])
).map("".join)


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


def test_sentences_end_at_stops() -> None:
    assert texts("Nine died. Two are missing! Who knows?") == ["Nine died.", "Two are missing!", "Who knows?"]


def test_abbreviations_initials_and_decimals_do_not_end_one() -> None:
    one = "Lt. Col. J. Marsh of the U.S. Navy put the cost at 1.5 million."
    assert texts(one) == [one]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert texts('"We ran." Then it fell.') == ['"We ran."', "Then it fell."]


def test_a_quotation_runs_on_to_who_said_it() -> None:
    assert texts('"Why?" she asked.') == ['"Why?" she asked.']


def test_a_day_glued_to_the_next_sentence_is_cut() -> None:
    assert texts("It ends on Sunday.In Cairo, four died.") == ["It ends on Sunday.", "In Cairo, four died."]


def test_a_line_end_ends_a_sentence_and_a_paragraph() -> None:
    assert [sentence.paragraph for sentence in split("One line\nanother")] == [0, 1]


@given(st.text() | PROSE)
def test_each_sentence_is_exactly_its_span(text: str) -> None:
    for sentence in split(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""


@given(st.text() | PROSE)
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join(texts(text)).split() == [] if not text.strip() else True
    assert "".join("".join(texts(text)).split()) == "".join(text.split())
