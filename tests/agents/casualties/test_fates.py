"""What became of whom: nobody is counted twice because the text goes on."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read
from tests.agents.casualties.figures import Figures, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two drivers were hit by stray bullets. One driver was killed and the other seriously injured.",
            [("injured", 1, 1), ("killed", 1, 1)],
        ),
        ("A girl was shot in the leg. She was listed in stable condition.", [("injured", 1, 1)]),
        ("A guard was killed by a sniper. After the guard was shot, his colleagues fled.", [("killed", 1, 1)]),
        ("A nurse was kidnapped and beaten by armed men.", [("abducted", 1, 1)]),
        ("A mine blast injured one porter and killed another.", [("injured", 1, 1), ("killed", 1, 1)]),
        ("Police recovered the remains of two missing anglers.", [("killed", 2, 2)]),
        ("Six soldiers were killed by an infiltrator, who was then shot dead.", [("killed", 1, 1), ("killed", 6, 6)]),
        ("A gunman shot four colleagues dead before killing himself.", [("killed", 1, 1), ("killed", 4, 4)]),
        ("Eight workers fell ill, three of whom died.", [("killed", 3, 3)]),
    ],
)
def test_people_are_followed_to_the_end(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


def test_a_killer_who_dies_is_no_part_of_his_victims(read: Read) -> None:
    claims = read("A gunman shot four colleagues dead before killing himself.")
    assert not any(claim.subset or claim.part_of for claim in claims)


def test_the_dead_are_neither_hurt_nor_missing(read: Read) -> None:
    assert all(claim.measure == "killed" for claim in read("Twelve bodies were taken to the hospital."))
