"""Finding place names: offsets, order, surroundings."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin_agents.places import Gazetteer

NAMES = st.sampled_from(
    [
        "Homs",
        "northern Syria",
        "U.S.",
        "Idlib province",
        "Łódź",
        "in",
        "New York",
        "said",
        "St. Louis",
        "\u2019s",
        ", ",
        "\n",
        "the",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(NAMES, st.text(max_size=4))).map(" ".join))


def names(text: str) -> list[str]:
    return [place.text for place in Gazetteer.load().find(text)]


@given(TEXTS)
@settings(deadline=None)
def test_every_place_quotes_the_text_and_none_overlap(text: str) -> None:
    found = Gazetteer.load().find(text)
    assert all(text[place.start : place.end] == place.text and place.text for place in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(TEXTS)
@settings(deadline=None)
def test_every_place_found_can_be_resolved_and_looking_up_never_fails(text: str) -> None:
    gazetteer = Gazetteer.load()
    found = gazetteer.find(text)
    assert all(gazetteer.resolve(place, context=found) is not None for place in found)
    whole = gazetteer.lookup(text)
    assert whole is None or text[whole.start : whole.end] == text[whole.start :]


def test_the_longest_name_wins() -> None:
    assert names("Rebels in South Sudan fled.") == ["South Sudan"]
    assert names("A fire in New Orleans spread.") == ["New Orleans"]


def test_a_possessive_ending_stays_outside() -> None:
    assert names("Syria's army and Homs\u2019s mayor agreed.")[0] == "Syria"


def test_a_headline_in_capitals_for_every_word_still_has_places() -> None:
    assert names("Car Bomb Kills Twelve In Baghdad Market As Violence Spreads") == ["Baghdad"]


def test_a_small_town_needs_a_word_that_announces_it() -> None:
    assert names("Witnesses said Binnish wept.") == []
    assert names("Four died in Binnish.") == ["Binnish"]


def test_a_doubtful_name_is_let_in_by_its_country() -> None:
    assert "Jaramana" not in names("Jaramana stayed quiet.")
    assert "Jaramana" in names("Jaramana stayed quiet, as did most of Syria.")


def test_a_list_carries_on_what_its_first_name_began() -> None:
    assert names("Shells hit towns in Idlib, Binnish and Saraqib.") == ["Idlib", "Binnish", "Saraqib"]


def test_nothing_is_found_in_nothing() -> None:
    assert Gazetteer.load().find("") == ()
    assert Gazetteer.load().lookup("") is None


def test_looking_up_a_whole_name_needs_no_surroundings() -> None:
    found = Gazetteer.load().lookup("the Netherlands")
    assert found is not None
    assert (found.text, found.start, found.end) == ("Netherlands", 4, 15)
    assert Gazetteer.load().lookup("Kofi") is None


def test_a_lead_country_decides_between_equals() -> None:
    gazetteer = Gazetteer.load()
    (found,) = gazetteer.find("Gunfire was heard in Tripoli.")
    by_lead = {lead: gazetteer.resolve(found, lead=lead) for lead in ("", "LB", "lb")}
    assert [place.country if place else None for place in by_lead.values()] == ["LY", "LB", "LB"]


def test_the_gazetteer_of_a_process_is_read_once() -> None:
    assert Gazetteer.load() is Gazetteer.load()


def test_a_megabyte_without_a_line_break_is_searched_in_seconds() -> None:
    text = "Michael Jordan received somebody from the Homs Liberation Army. " * 16_000
    assert names(text) == []


def test_a_state_shortened_after_a_town_is_found_with_it() -> None:
    assert names("TEMPE, Ariz. (Wire) - A bridge gave way.") == ["TEMPE", "Ariz."]
    assert names("He was ill, Ill. was written on the card.") == []
