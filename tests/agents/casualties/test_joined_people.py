"""Who is counted together: lists, couples, names with what is said of them, and people over a phrase between them."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read
from tests.agents.casualties.figures import figures
from tocsin import Claim


def killed(number: int, claims: list[Claim]) -> bool:
    return ("killed", number, number) in figures([claim for claim in claims if claim.kind != "breakdown"])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Jovan Petric, 34, a father of three, and his 61-year-old uncle were shot dead in Nis.", 2),
        ("Maria Lopez, 29, a nurse, and her two daughters died in the fire.", 3),
        ("Ali Hassan, 40, a member of the town council, and his driver were killed.", 2),
        ("The pilot, Neil Buck, 66, and his friend Stan Ober, 70, died on impact.", 2),
        ("The driver, Hector Luna, 38, his wife, Alma, 36, and their nephew, Daniel Luna, 12, died at the scene.", 3),
        ("Bus driver Ahmed Khan and school teacher Sara Ali were killed.", 2),
        ("Constable Ramesh Yadav (42) and home guard Sunil Kumar (35) were killed when a lorry hit their car.", 2),
    ],
)
def test_what_is_said_of_a_person_counts_nobody_new(text: str, number: int, read: Read) -> None:
    assert killed(number, read(text))


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Man, wife, 3 kids killed in Lahore roof collapse", 5),
        ("Father, son slain outside barbershop", 2),
        ("2 soldiers, 3 militants killed in gunbattle", 5),
        ("Woman, two children die in house fire", 3),
        ("Mother, baby found dead in flat", 2),
        ("Man kills wife, two sons in Durban", 3),
        ("Fire kills family of four in Detroit", 4),
        ("Ten-year-old killed in crash", 1),
        ("Third victim of knife attack dies", 1),
        ("2 children among 5 dead in house fire", 5),
        ("11 gendarmes + 1 civilian dead", 12),
        ("10 al-Shabaab and 3 AMISOM killed", 13),
    ],
)
def test_headlines_join_people_by_commas_and_signs(title: str, number: int, read: Read) -> None:
    assert killed(number, read(title=title))


@pytest.mark.parametrize(
    "text",
    [
        "A father and son were gunned down.",
        "A mother and daughter were killed when a tree fell on their car.",
        "A man and woman were found dead.",
        "A boy and girl drowned in the canal.",
        "The husband and wife died in the blaze.",
        "Gunmen killed his brother and cousin.",
    ],
)
def test_one_article_serves_two_who_cannot_be_one(text: str, read: Read) -> None:
    assert killed(2, read(text))


@pytest.mark.parametrize("text", ["The president and commander was killed.", "A father and husband was killed."])
def test_two_offices_of_one_person_are_one(text: str, read: Read) -> None:
    assert not killed(2, read(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Gunmen killed a member of the council and his brother.", 2),
        ("Unidentified men shot dead a member of the ruling party and his wife in Bujumbura.", 2),
        ("A bomb killed two soldiers from Homs and a policeman.", 3),
        ("Rebels killed the head of the district and two of his guards.", 3),
    ],
)
def test_the_object_of_a_verb_goes_on_over_a_phrase(text: str, number: int, read: Read) -> None:
    assert killed(number, read(text))


def test_one_number_serves_people_of_two_nations(read: Read) -> None:
    assert killed(12, read("Twelve Turkish and Syrian nationals were killed."))


def test_those_in_addition_are_not_joined_to_whom_a_verb_harms(read: Read) -> None:
    assert killed(200, read("In addition to 30 civilians, 200 soldiers were killed."))


def test_a_list_whose_numbers_happen_to_add_up_is_a_list(read: Read) -> None:
    assert killed(6, read("3 Pokot raiders, 2 Turkana herders and 1 police reservist killed."))
