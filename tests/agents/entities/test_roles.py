"""What an article says that people are."""

from __future__ import annotations

import pytest

from tocsin_agents.entities.roles import roles
from tocsin_agents.entities.span import Span


def told(text: str, *people: str) -> dict[str, list[str]]:
    spans = [(name, Span("text", text.index(name), text.index(name) + len(name), name, "PERSON")) for name in people]
    found = roles({"title": "", "text": text}, spans)
    assert all(text[role.start : role.end] == role.text for own in found.values() for role in own)
    return {key: [role.text for role in own] for key, own in found.items()}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Norway's foreign minister, Ada Brandt, left.", "Norway's foreign minister"),
        ("The deputy oil minister Ada Brandt left.", "deputy oil minister"),
        ("President Ada Brandt left.", "President"),
        ("Ada Brandt, an activist, left.", "activist"),
        ("Ada Brandt, the leader of the main opposition group, left.", "leader of the main opposition group"),
        ("Ada Brandt, a former secretary general who left, spoke.", "former secretary general"),
    ],
)
def test_a_role_stands_before_or_after_a_name(text: str, role: str) -> None:
    assert told(text, "Ada Brandt") == {"Ada Brandt": [role]}


@pytest.mark.parametrize(
    "text", ["Then Ada Brandt left.", "Ada Brandt, who left, spoke.", "It was the minister and Ada Brandt."]
)
def test_other_words_beside_a_name_are_no_role(text: str) -> None:
    assert told(text, "Ada Brandt") == {}


def test_a_later_description_is_of_the_one_who_was_called_that() -> None:
    text = "Norway's foreign minister, Ada Brandt, met an activist. The foreign minister left, and the minister wept."
    assert told(text, "Ada Brandt")["Ada Brandt"][1:] == ["The foreign minister", "the minister"]


def test_a_description_that_fits_two_is_of_neither() -> None:
    text = "The oil minister Ada Brandt met the health minister Jo Berg. The minister left."
    assert told(text, "Ada Brandt", "Jo Berg") == {"Ada Brandt": ["oil minister"], "Jo Berg": ["health minister"]}


def test_a_description_before_anybody_was_called_that_is_of_nobody() -> None:
    text = "The minister left. Later the health minister Jo Berg spoke."
    assert told(text, "Jo Berg") == {"Jo Berg": ["health minister"]}
