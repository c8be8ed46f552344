"""Whom "he", "they", "both" and "everyone on board" stand for, and what becomes of people who are hurt and then die."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agents.casualties.conftest import Read
from tests.agents.casualties.figures import Figures, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A surveyor drove over a mine near Kandahar. He was killed.", [("killed", 1, 1)]),
        ("Three nurses came under fire at a checkpoint. They were wounded.", [("injured", 3, 3)]),
        ("Two drivers were stopped on the road to Goma. Both were later found dead.", [("killed", 2, 2)]),
        ("Five trekkers were caught by an avalanche. All were killed.", [("killed", 5, 5)]),
        ("A trawler with 22 sailors sank off Busan, killing everyone on board.", [("killed", 22, 22)]),
        ("The plane, carrying three crew and 14 soldiers, crashed, killing all aboard.", [("killed", 17, 17)]),
        ("A lorry hit two cyclists, killing one and injuring the other.", [("injured", 1, 1), ("killed", 1, 1)]),
        ("One porter was killed and another wounded.", [("injured", 1, 1), ("killed", 1, 1)]),
        ("Robbers stopped a trader and shot him in the leg.", [("injured", 1, 1)]),
        ("A commander was killed along with four others.", [("killed", 5, 5)]),
    ],
)
def test_a_pronoun_counts_whom_it_stands_for(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They were killed.",
        "She died of cancer, her family said.",
        "He spoke for an hour. They applauded.",
        "All of the passengers got out.",
    ],
)
def test_a_pronoun_without_people_or_without_harm_makes_no_claim(text: str, read: Read) -> None:
    assert read(text) == []


@given(number=st.integers(min_value=2, max_value=900))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_they_are_as_many_as_were_named(number: int, read: Read) -> None:
    claims = read(f"Gunmen ambushed {number} labourers outside Quetta. They were killed.")
    assert figures(claims) == [("killed", number, number)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A clerk was shot in the chest. He died in hospital.", [("killed", 1, 1)]),
        ("A guard was stabbed by a robber, and he died the next day.", [("killed", 1, 1)]),
        ("An engineer was kidnapped in Kunduz and later killed.", [("killed", 1, 1)]),
        ("Two men were wounded and later died.", [("killed", 2, 2)]),
    ],
)
def test_who_was_hurt_and_then_died_is_counted_among_the_dead(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels kidnapped a priest and killed his driver.", [("abducted", 1, 1), ("killed", 1, 1)]),
        ("Six porters were abducted. One of them was killed.", [("abducted", 6, 6), ("killed", 1, 1)]),
    ],
)
def test_another_persons_death_leaves_the_first_claim(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


def test_an_attacker_who_is_shot_is_no_part_of_the_figure_of_the_victims(read: Read) -> None:
    claims = read("A gunman killed six worshippers before he was shot dead by police.")
    assert figures(claims) == [("killed", 1, 1), ("killed", 6, 6)]
    assert all(claim.part_of is None for claim in claims)
