"""Short forms that an article explains."""

from __future__ import annotations

import pytest

from tocsin_agents.entities.acronyms import explained, short_names
from tocsin_agents.entities.span import Span


def pairs(text: str, *named: tuple[str, str]) -> list[str]:
    by_end = {
        text.index(name) + len(name): Span("text", text.index(name), text.index(name) + len(name), name, label)
        for name, label in named
    }
    found = list(explained("text", text, by_end))
    assert all(text[span.start : span.end] == span.text and span.type == "ORG" for span in found)
    return [span.text for span in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Northern Water Board (NWB) met.", ["Northern Water Board", "NWB"]),
        ("The Union of Rope Makers (URM) met.", ["Union of Rope Makers", "URM"]),
        ("A rise of ten metres (TM) was seen.", []),
        ("Northern Water (Oslo) met.", []),
        ("The Northern Water Board (XYZ) met.", []),
    ],
)
def test_initials_in_brackets_belong_to_the_words_before(text: str, found: list[str]) -> None:
    assert pairs(text) == found


def test_a_short_form_that_follows_an_organisation_needs_no_matching_initials() -> None:
    assert pairs("The Alliance of the North (NQ) met.", ("Alliance of the North", "ORG")) == ["NQ"]
    assert pairs("The Alliance of the North (NQ) met.", ("Alliance of the North", "GPE")) == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Orvex Corp", ["Orvex"]),
        ("Orvex Rope Co Ltd.", ["Orvex Rope"]),
        ("Brandt and Co Inc", ["Brandt"]),
        ("Orvex", []),
        ("Orvex Council", []),
    ],
)
def test_a_company_goes_by_its_name_without_its_form(name: str, short: list[str]) -> None:
    assert list(short_names([Span("text", 0, len(name), name, "ORG")])) == short
