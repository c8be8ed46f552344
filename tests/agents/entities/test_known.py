"""Names that need no model."""

from __future__ import annotations

import pytest

from tocsin_agents.entities.known import known_names


def names(text: str, *, sport: bool = False) -> list[tuple[str, str]]:
    found = list(known_names("text", text, sport=sport))
    assert all(text[span.start : span.end] == span.text for span in found)
    return [(span.text, span.type) for span in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The UN Security Council met.", [("UN Security Council", "ORG")]),
        ("The U.N. and al-Qaeda", [("U.N.", "ORG"), ("al-Qaeda", "ORG")]),
        ("Reuters and AT&T", [("Reuters", "ORG"), ("AT&T", "ORG")]),
        ("the White House said", [("White House", "FAC")]),
        ("UNIX and APs and unicef", []),
        ("Leeds United won", [("Leeds United", "ORG")]),
    ],
)
def test_the_longest_known_name_is_found_where_words_begin_and_end(text: str, found: list[tuple[str, str]]) -> None:
    assert names(text) == found


def test_a_club_with_another_meaning_is_one_only_in_sport() -> None:
    assert names("Chelsea won") == []
    assert names("Chelsea won", sport=True) == [("Chelsea", "ORG")]
