from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.entities.span import Span, trimmed, without_overlaps


@pytest.mark.parametrize(
    ("source", "label", "name"),
    [
        ("the Netherlands", "GPE", "Netherlands"),
        ("The Red Cross\u2019s", "ORG", "Red Cross"),
        ("\u201cAda Brandt\u201d,", "PERSON", "Ada Brandt"),
        ("Ada Brandt 24", "PERSON", "Ada Brandt"),
        ("Omar al-Hadidi", "PERSON", "Omar al-Hadidi"),
        ("Ada Brandt said", "PERSON", "Ada Brandt"),
        ("Bank of Tunis (BOT", "ORG", "Bank of Tunis"),
        ("Oslo\nRain fell", "GPE", "Oslo"),
        ("Lisbon 1996-12-06", "ORG", "Lisbon"),
        ("Acme Inc.", "ORG", "Acme Inc."),
        ("the city", "GPE", None),
        ("\u2014 12 \u2014", "ORG", None),
        ("https://example.org/A", "ORG", None),
    ],
)
def test_a_name_is_trimmed_to_what_it_is(source: str, label: str, name: str | None) -> None:
    span = trimmed("text", source, 0, len(source), label)
    assert (span.text if span else None) == name


def test_the_beginning_of_speech_is_no_title() -> None:
    source = "\u201cBetween Us and them there is a river,\u201d she said."
    assert trimmed("text", source, 1, 11, "WORK_OF_ART") is None
    assert trimmed("text", "\u201cThe River\u201d won.", 1, 10, "WORK_OF_ART") is not None


@given(
    st.text(alphabet="aB '\u2019s(1/.-\n“the", max_size=30), st.sampled_from(["PERSON", "ORG", "GPE", "WORK_OF_ART"])
)
def test_what_is_left_quotes_its_source(source: str, label: str) -> None:
    span = trimmed("text", source, 0, len(source), label)
    assert span is None or source[span.start : span.end] == span.text != ""


def test_of_two_that_overlap_the_longer_is_kept() -> None:
    short, long, apart = (Span("text", *ends, "x", "ORG") for ends in ((0, 3), (2, 9), (9, 12)))
    assert without_overlaps([apart, long, short]) == [long, apart]
