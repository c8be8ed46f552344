"""Who did not live to tell: "neither pilot survived"."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read
from tests.agents.casualties.figures import figures


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Neither pilot survived.", 2),
        ("Neither of the climbers survived.", 2),
        ("None of the 14 passengers survived.", 14),
        ("Two of the crew did not survive.", 2),
        ("There were no survivors among the 52 people aboard.", 52),
        ("The plane had 52 people on board. There were no survivors.", 52),
        ("Only three of the 52 people on board survived.", 49),
        ("Just two of the 12 crew survived.", 10),
        ("Of the 52 people on board, only three survived.", 49),
        ("Only four of 60 passengers survived.", 56),
        ("All but one of the 19 crew survived.", 1),
        ("There were only three survivors among the 52 on board.", 49),
        ("The liner, with 31 passengers aboard, went down; there were no survivors.", 31),
    ],
)
def test_who_did_not_survive_was_killed(text: str, number: int, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.measure, claim.best, claim.polarity) == ("killed", number, "affirmed")


def test_none_of_whom_are_as_many_as_stand_before(read: Read) -> None:
    assert ("killed", 4, 4) in figures(read("The slide entombed four skiers, none of whom survived."))


@pytest.mark.parametrize(
    "text",
    [
        "Everyone on board survived.",
        "She is survived by two sons.",
        "No survivors were found.",
        "Twelve miners survived.",
    ],
)
def test_who_survived_makes_no_claim(text: str, read: Read) -> None:
    assert read(text) == []
