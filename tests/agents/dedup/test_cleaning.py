"""What is set aside as page furniture, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.dedup.cleaning import clean

STORY = "The ferry sank in the strait on Tuesday."


@pytest.mark.parametrize(
    "line",
    [
        "More on ferries: Why old ships stay in service",
        "Sign up for our daily newsletter",
        "Log in to read on",
        "READ MORE: Strait closed to traffic",
        "Advertisement",
        "Related: Five questions about the ferry",
        "\u00a9 2031 Strait Courier",
        "By Jana Holm and Piet Aal",
        "(Reporting by Jana Holm; editing by Piet Aal)",
        "    Follow us on the social networks",
        "Photo: Piet Aal",
    ],
)
def test_furniture_is_set_aside(line: str) -> None:
    assert clean(f"{line}\n{STORY}") == STORY
    assert clean(f"{STORY}\n{line}") == STORY


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the wreck had been found.",
        "More than 40 people were on board.",
        "Photos of the wreck were shown to the relatives.",
        "Relatives waited on the quay.",
        "Already, 12 bodies have been recovered.",
        "Correction: 31 people died, not 26.",
        "Editor's note: an earlier version gave the toll as 26.",
        "Registers of passengers were lost.",
        "Check back for updates. At least 20 people are missing, the coast guard said.",
        "Advertisement Divers have found the hull.",
    ],
)
def test_sentences_of_the_story_stay(line: str) -> None:
    assert clean(f"{STORY}\n{line}") == f"{STORY}\n{line}"


@pytest.mark.parametrize(
    "dateline", ["PORT ANLO (XNA) - ", "Port Anlo, May 3 (Strait News) \u2014 ", "KERAL (XNA) -- "]
)
def test_a_dateline_with_its_agency_is_set_aside(dateline: str) -> None:
    assert clean(dateline + STORY) == STORY


def test_a_text_of_furniture_alone_stays() -> None:
    assert clean("Advertisement\nSign up") == "Advertisement\nSign up"


@given(st.text())
def test_cleaning_never_raises_nor_empties_a_text(text: str) -> None:
    assert bool(clean(text)) == bool(text)
