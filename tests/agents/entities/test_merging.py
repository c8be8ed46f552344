from __future__ import annotations

import pytest

from tocsin_agents.entities.merging import Organisations, People, folded, name_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kofi Annan", ("kofi", "annan")),
        ("President Bashar al-Assad", ("bashar", "assad")),
        ("Lady Amos", ("amos",)),
        ("John Mills Jr.", ("john", "mills")),
        ("Sir", ("sir",)),
        ("Conor O'Shea", ("conor", "o'shea")),
    ],
)
def test_the_words_of_a_name_leave_out_titles_articles_and_generations(name: str, words: tuple[str, ...]) -> None:
    assert name_words(name) == words


def test_a_surname_that_two_people_bear_belongs_to_neither() -> None:
    people = People(["Anna Berg", "Lars Berg", "Berg"])
    assert people.words("Berg") == "berg"


def test_a_first_name_alone_means_the_one_who_has_it() -> None:
    assert People(["Saddam Hussein"]).words("Saddam") == "saddam hussein"


def test_a_middle_name_does_not_make_another_person() -> None:
    people = People(["John Fitzgerald Kennedy", "John Kennedy", "Kennedy"])
    assert {people.words(name) for name in ("John Kennedy", "Kennedy")} == {"john fitzgerald kennedy"}


def test_an_abbreviation_belongs_to_the_one_long_form_of_its_article() -> None:
    assert Organisations(["Bank of Tunis", "Tobruk Rescue Committee"]).name("TRC") == "Tobruk Rescue Committee"
    assert Organisations(["Bank of Tunis"]).name("BOT") == "Bank of Tunis"


def test_an_abbreviation_with_two_long_forms_stays_itself() -> None:
    assert Organisations(["Northern Rescue Board", "National Roads Bureau"]).name("NRB") == "NRB"


def test_a_well_known_abbreviation_needs_no_long_form() -> None:
    assert Organisations([]).name("AP") == "Associated Press"
    assert Organisations(["Amateur Players"]).name("AP") == "Associated Press"


@pytest.mark.parametrize(("name", "key"), [("The  U.N.", "un"), ("the", "the"), ("Arab League", "arab league")])
def test_a_key_is_folded(name: str, key: str) -> None:
    assert folded(name) == key
