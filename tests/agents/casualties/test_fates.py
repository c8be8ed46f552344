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


@pytest.mark.parametrize(
    "text",
    [
        "Their 2-year-old son died of a gunshot wound. Police believe the toddler was shot in the kitchen.",
        "Five members of a family were found dead. He shot his wife and children, the sheriff said.",
        "A clerk was killed in a robbery. The clerk was shot by a man in a mask.",
        "Mourners remembered Amari Fontaine, who was hit by a stray bullet. Amari died on Monday.",
        "A 15-month-old boy who was wounded in a shooting has died.",
    ],
)
def test_those_of_whom_a_report_says_that_they_died_are_not_hurt(text: str, read: Read) -> None:
    assert {claim.measure for claim in read(text)} == {"killed"}


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        (
            "A pedestrian was killed, and a man who stopped was injured by a second car. She was dead when police came.",
            1,
        ),
        ("Carlton Hipps, 30, died at the scene. His brother, Ramone Hipps, 25, was shot in the leg.", 1),
        ("A clerk was killed in a robbery. The suspect was shot by police.", 1),
        ("A shooting left two dead. The other two who were shot remain in hospital.", 2),
        ("A woman died in a fire. Her boyfriend was badly burned.", 1),
        ("A boy was killed by a stray bullet. A 20-year-old man who was also struck is expected to survive.", 1),
        ("A crash killed the driver. Her passenger was in fair condition.", 1),
    ],
)
def test_somebody_else_who_was_hurt_is_told_beside_the_dead(text: str, hurt: int, read: Read) -> None:
    assert [claim.best for claim in read(text) if claim.measure == "injured"] == [hurt]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Four people were hurt. A fourth, a 21-year-old man, was flown to a clinic with burns.", [4]),
        ("Four people were killed. A third victim died on Thursday.", [4]),
        ("Four people were killed. A fifth victim died on Thursday.", [1, 4]),
        ("Four people were killed at two homes. He drove on and killed Rosa Ruiz, 66, and Ana Ruiz, 64.", [4]),
    ],
)
def test_one_of_a_row_is_one_of_the_figure_that_is_long_enough(text: str, numbers: list[int], read: Read) -> None:
    assert sorted(claim.best or 0 for claim in read(text)) == numbers


def test_a_driver_who_died_is_not_the_deputy_who_was_hurt(read: Read) -> None:
    claims = read(
        "A deputy was wounded and a driver was killed. The deputy was hit in the arm. The driver died at once."
    )
    assert figures(claims) == [("injured", 1, 1), ("killed", 1, 1)]


def test_a_name_that_follows_is_of_the_one_who_died(read: Read) -> None:
    (claim,) = read("A father of three was gunned down in Akron. Andre Cole, 36, was shot three times in the back.")
    assert claim.measure == "killed"


def test_two_in_custody_are_not_killed(read: Read) -> None:
    (claim,) = read(title="Teen fatally shot in Gresham; 2 in custody")
    assert claim.best == 1


def test_ages_after_a_plural_tell_how_many(read: Read) -> None:
    (claim,) = read(
        "A mother and her two sons were killed. The bodies of Rosa Watts, 31, and her sons, ages 4 and 7, were found."
    )
    assert claim.best == 3
