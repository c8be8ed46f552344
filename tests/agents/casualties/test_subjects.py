"""Whom a verb speaks of: people before it, told from those who only stand beside them."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read
from tests.agents.casualties.figures import Figures, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two nurses from a partner clinic were shot and wounded.", [("injured", 2, 2)]),
        ("Four drivers of a local firm, one newly hired, were abducted.", [("abducted", 4, 4)]),
        ("Five deminers of a local agency and a village elder were abducted.", [("abducted", 6, 6)]),
        ("Three guards working for the mine, 20 km north of Kolwezi, were kidnapped.", [("abducted", 3, 3)]),
    ],
)
def test_a_verb_agrees_with_its_subject_in_number(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 nurses running a vaccination post killed in Mopti.", [("killed", 2, 2)]),
        ("1 courier aiding refugees shot dead near Duk.", [("killed", 1, 1)]),
        ("3 agronomists shot execution-style and killed.", [("killed", 3, 3)]),
    ],
)
def test_a_note_opens_with_the_people_it_is_about(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


def test_those_who_attend_are_not_those_who_are_mourned(read: Read) -> None:
    assert ("killed", 5_000, 5_000) not in figures(read("Some 5,000 mourners attended the funeral of a slain officer."))


def test_a_participle_that_describes_people_is_passed_over(read: Read) -> None:
    assert ("killed", 2, 2) in figures(read("Two of the nine men wounded in the raid have died."))


def test_a_name_told_in_passing_is_not_a_second_victim(read: Read) -> None:
    assert figures(read("The victim, identified as Paul Brandt, 31, died at a clinic.")) == [("killed", 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "Two men on motorcycles shot at a passing vehicle.",
        "An unknown number of sailors are missing.",
        "Two wounded elephants were found.",
        "Up to 5,000 people are at risk of dying of cholera.",
    ],
)
def test_nobody_is_counted_who_is_not_harmed(text: str, read: Read) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The battalion lost 41 tanks and 12 men.", 12),
        ("Lightning killed a golfer and his caddie.", 2),
        ("A raid resulted in three guards being killed.", 3),
        ("Two Nepalis and a Briton died in the crash.", 3),
    ],
)
def test_all_whom_a_verb_takes_are_counted_together(text: str, number: int, read: Read) -> None:
    assert figures(read(text)) == [("killed", number, number)]


def test_the_guards_are_as_many_as_were_told_before(read: Read) -> None:
    assert figures(read("Six guards were ambushed near Gao. The guards were wounded.")) == [("injured", 6, 6)]
