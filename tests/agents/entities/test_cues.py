"""What the words around a name say that it is."""

from __future__ import annotations

import pytest

from tocsin_agents.entities.cues import belongs_to_a_title, said_to_be


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Polish brewer Orvex cut its price.", "ORG"),
        ("Orvex shares fell.", "ORG"),
        ("Orvex's profits doubled.", "ORG"),
        ("She bought a stake in Orvex last year.", "ORG"),
        ("Orvex, the world's largest maker of rope, said so.", "ORG"),
        ("Mr. Orvex was late.", "PERSON"),
        ("The minister Orvex resigned.", "PERSON"),
        ("Orvex, 34, was found.", "PERSON"),
        ("Snow fell on the village of Orvex on Monday.", "GPE"),
        ("Orvex, the leader of the main opposition group, left.", "PERSON"),
        ("Orvex, a group of leaders, left.", "ORG"),
        ("Orvex was late.", ""),
        ("They said Orvex knew.", ""),
    ],
)
def test_the_words_beside_a_name_tell_what_it_is(text: str, kind: str) -> None:
    start = text.index("Orvex")
    assert said_to_be(text, start, start + len("Orvex")) == kind


def test_the_end_of_a_title_is_no_name() -> None:
    assert belongs_to_a_title("The Secretary of State flew home.", len("The Secretary of "))
    assert not belongs_to_a_title("The State Department answered.", len("The "))
