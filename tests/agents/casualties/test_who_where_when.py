"""Who says so, where and when it happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin import Claim

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Nine people died, according to the health ministry.", ["official"]),
        ("According to activists, nine people died.", ["opposition"]),
        ("Reuters, citing a police officer, said nine people died.", ["news_agency", "police"]),
        ("A nurse told the charity that nine people had died.", ["monitor_ngo", "medical"]),
        ('"Nine people died here," said Huda Saleh, a tailor.', ["witness"]),
        ("State television said nine people died.", ["state_media"]),
        ("The fire brigade said nine people died.", ["official"]),
        ("The army denied blame; residents said nine people died.", ["witness"]),
        ("Nine people died, more than the police have admitted.", []),
        ("Nine people died.", []),
    ],
)
def test_the_chain_of_sources_runs_from_outer_to_inner(text: str, types: list[str], read: Read) -> None:
    assert [source.type for source in read(text)[0].attribution] == types


def test_two_sources_keep_their_own_figures(read: Read) -> None:
    claims = read("Nine people were killed, an official said, while rebels claimed to have killed 40.")
    assert [(claim.low, claim.attribution[0].type) for claim in claims] == [(9, "official"), (40, "armed_group")]


def test_each_side_of_a_semicolon_has_its_own_source(read: Read) -> None:
    claims = read("The army put the toll at six; residents said 20.")
    assert [(claim.best, claim.attribution[0].type) for claim in claims] == [(6, "military"), (20, "witness")]


def test_sources_may_speak_of_a_number(read: Read) -> None:
    claims = read("Officials said 14 people had died, while hospital sources spoke of 21.")
    assert [(claim.best, claim.attribution[0].type) for claim in claims] == [(14, "official"), (21, "medical")]


def test_it_said_means_whoever_spoke_last(read: Read) -> None:
    claims = read("The local coordination committee said nine people died. Twenty were wounded, it said.")
    assert [claim.attribution[0].type for claim in claims] == ["opposition", "opposition"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Nine people died in Aleppo.", "Aleppo", "SY"),
        ("BEIRUT - Nine people died in Homs.", "Homs", "SY"),
        ("The London-based group said nine people died in Deraa.", "Deraa", "SY"),
        ("A Dutch nurse was killed in Yemen.", "Yemen", "YE"),
        ("Nine people died in Jobar, a suburb of Damascus.", "Jobar", "SY"),
    ],
)
def test_the_place_is_where_it_happened(text: str, name: str, country: str, read: Read) -> None:
    place = read(text)[0].place
    assert place is not None
    assert (place.text, place.country) == (name, country)


def test_where_the_counted_people_were_is_no_place_of_a_source(read: Read) -> None:
    (claim,) = read("Sudan's army said it killed nine rebels in Kadugli.")
    assert claim.place is not None
    assert (claim.place.text, claim.place.country) == ("Kadugli", "SD")


def test_a_foreign_border_is_not_the_country(read: Read) -> None:
    place = read("Rockets killed seven people in northern Iraq, near the Turkish border.")[0].place
    assert place is not None
    assert (place.country, place.where_prec) == ("IQ", 5)


def test_the_time_of_saying_is_not_the_time_of_the_event(read: Read) -> None:
    assert read("Nine people died, the mayor said on Friday.")[0].event_time is None


def test_bodies_are_found_after_the_deaths(read: Read) -> None:
    assert read("The bodies of nine men were found on Friday.")[0].event_time is None


def test_without_a_publication_day_no_day_is_assumed(read: Read) -> None:
    assert read("Nine people died on Friday.", published=None)[0].event_time is None
