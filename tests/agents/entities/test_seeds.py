"""Whom and what the two seed articles name."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from tocsin import Article, Entities, Entity
from tocsin_agents.entities import EntityTagger

pytestmark = pytest.mark.timeout(400)
"""Two models and the list of places take seconds of a processor, which a busy machine has to spare only in minutes."""

SEEDS = Path(__file__).parents[3] / "seeds"


@functools.cache
def records() -> tuple[Entities, ...]:
    articles = [Article(text=path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    tagged = EntityTagger().process_batch(articles)
    return tuple(record for answer in tagged for record in answer)


def forms(record: Entities, key: str) -> list[str]:
    return [mention.text for mention in record.mentions if mention.entity == key]


def everywhere(key: str) -> list[list[str]]:
    return [found for record in records() if (found := forms(record, key))]


def entity(key: str) -> Entity:
    return next(entity for record in records() for entity in record.entities if entity.key == key)


@pytest.mark.parametrize(
    ("key", "mentions"),
    [
        ("person:kofi annan", [["Kofi Annan", "Annan"], ["Kofi Annan", "Kofi Annan", "Annan", "Annan", "Annan"]]),
        (
            "person:bashar assad",
            [
                ["Bashar al-Assad", "Assad", "Assad", "Assad", "Assad", "Assad", "Assad"],
                ["Assad", "Bashar Assad", "Assad", "Assad", "Bashar al-Assad"],
            ],
        ),
        ("person:burhan ghalioun", [["Burhan Ghalioun", "Ghalioun"], ["Burhan Ghalioun", "Ghalioun"]]),
        ("person:guido westerwelle", [["Guido Westerwelle"]]),
        ("person:amos", [["Lady Amos", "Amos"]]),
        ("person:valerie amos", [["Valerie Amos", "Amos"]]),
        ("person:liu weimin", [["Liu Weimin"]]),
        ("person:zhang ming", [["Zhang Ming"]]),
        ("person:bernard valero", [["Bernard Valero"]]),
        ("person:mohammad saeed", [["Mohammad Saeed"]]),
    ],
)
def test_a_person_is_one_entity_with_all_mentions(key: str, mentions: list[list[str]]) -> None:
    assert everywhere(key) == mentions


@pytest.mark.parametrize(
    ("key", "name", "feature", "country"),
    [
        ("geonames:170654", "Damascus", "capital", "SY"),
        ("geonames:169577", "Homs", "city", "SY"),
        ("geonames:169387", "Idlib", "admin1", "SY"),
        ("geonames:323786", "Ankara", "capital", "TR"),
        ("geonames:1816670", "Beijing", "capital", "CN"),
        ("geonames:2618425", "Copenhagen", "capital", "DK"),
        ("geonames:2988507", "Paris", "capital", "FR"),
        ("iso:TR", "Turkey", "country", "TR"),
    ],
)
def test_a_place_is_linked(key: str, name: str, feature: str, country: str) -> None:
    place = entity(key)
    assert (place.name, place.feature, place.country, place.linked) == (name, feature, country, True)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("org:syrian national council", "Syrian National Council"),
        ("org:associated press", "Associated Press"),
        ("org:reuters", "Reuters"),
        ("org:bbc", "BBC"),
        ("org:arab league", "Arab League"),
        ("org:un security council", "UN Security Council"),
    ],
)
def test_an_organisation_is_one(key: str, name: str) -> None:
    assert (entity(key).name, entity(key).type, entity(key).linked) == (name, "ORG", False)


@pytest.mark.parametrize(
    ("key", "role"),
    [
        ("person:guido westerwelle", "Germany's foreign minister"),
        ("person:kofi annan", "former UN secretary general"),
        ("person:amos", "UN humanitarian co-ordinator"),
        ("person:mohammad saeed", "activist"),
        ("person:bernard valero", "French Foreign Ministry spokesman"),
    ],
)
def test_a_person_has_the_role_that_stands_beside_the_name(key: str, role: str) -> None:
    assert role in [own.text for own in entity(key).roles]


def test_the_articles_are_about_syria_and_annan_and_assad() -> None:
    for record in records():
        foremost = sorted(record.entities, key=lambda entity: -entity.salience)[:5]
        assert {"iso:SY", "person:bashar assad"} <= {entity.key for entity in foremost}


def test_the_lead_mention_is_the_first() -> None:
    for record in records():
        for entity in record.entities:
            first = next(number for number, mention in enumerate(record.mentions) if mention.entity == entity.key)
            assert entity.lead == first
