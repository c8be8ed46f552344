"""Articles about sport: clubs that bear the names of towns, and lists of players."""

from __future__ import annotations

import pytest

from tocsin_agents.entities.span import Span
from tocsin_agents.entities.sport import is_about_sport, players, plays
from tocsin_agents.places import Gazetteer

MATCH = "The striker scored twice as the league leaders won the match; their coach praised the goalkeeper."


def team(text: str, name: str, label: str = "GPE") -> bool:
    start = text.index(name)
    return plays(text, Span("text", start, start + len(name), name, label))


def test_sport_is_known_by_several_of_its_words() -> None:
    assert is_about_sport([MATCH])
    assert not is_about_sport(["The striker was shot on his way to work, the police said.", ""])


@pytest.mark.parametrize(
    "text",
    [
        "A 2-0 win over Derby on Saturday",
        "Derby striker Al Cole",
        "Derby beat Leeds",
        "Derby 2 (Cole 4) Leeds 0",
        "he signed for Derby",
    ],
)
def test_a_town_that_plays_is_a_team(text: str) -> None:
    assert team(text, "Derby")


@pytest.mark.parametrize("text", ["the factory in Derby burned", "Derby mourned", "a road from Derby"])
def test_a_town_that_does_not_play_is_a_town(text: str) -> None:
    assert not team(text, "Derby")


def test_people_win_too() -> None:
    assert not team("Ada Brandt won in straight sets", "Ada Brandt", "PERSON")
    assert team("the Brandt goalkeeper", "Brandt", "PERSON")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Teams: 1 - Ada Brandt; 2 - Jo Berg", ["Ada Brandt", "Jo Berg"]),
        ("1. Ada Brandt (Norway) 1:20", ["Ada Brandt", "Ada Brandt"]),
        ("Ada Brandt (Norway) beat Jo Berg (Sweden)", ["Ada Brandt", "Jo Berg"]),
        ("Defenders - Ada Brandt, Jo Berg, Al Cole.", ["Ada Brandt", "Jo Berg", "Al Cole"]),
        ("A rise of 3.5 percent", []),
        ("Ada Brandt (Reuters) wrote", []),
    ],
)
def test_lists_name_players(text: str, found: list[str]) -> None:
    spans = list(players("text", text, Gazetteer.load().find(text)))
    assert [span.text for span in spans] == found
    assert all(text[span.start : span.end] == span.text and span.type == "PERSON" for span in spans)
