"""Which place a name means where it stands: 226 mentions with their GeoNames ids, in `mentions.tsv`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import pytest

from tocsin_agents.places import Candidate, Gazetteer

RIGHT = 0.95
RIGHT_COUNTRY = 0.97


@dataclass(frozen=True)
class Mention:
    part: str
    why: str
    named: str
    country: str
    geonames_id: int | None
    text: str
    start: int
    end: int

    @classmethod
    def read(cls, line: str) -> Mention:
        part, why, named, country, geonames_id, sentence = line.split("\t")
        start, end = sentence.index("["), sentence.index("]") - 1
        text = sentence.replace("[", "").replace("]", "")
        return cls(part, why, named, country, None if geonames_id == "-" else int(geonames_id), text, start, end)


@functools.cache
def mentions() -> tuple[Mention, ...]:
    lines = Path(__file__).with_name("mentions.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Mention.read(line) for line in lines if not line.startswith("#"))


@functools.cache
def read_as(mention: Mention) -> Candidate | None:
    gazetteer = Gazetteer.load()
    found = gazetteer.find(mention.text)
    there = next((place for place in found if place.start < mention.end and mention.start < place.end), None)
    return gazetteer.rank(there, context=found)[0][0] if there else None


def is_right_country(mention: Mention) -> bool:
    place = read_as(mention)
    return place is not None and (place.country or "-") == mention.country


def is_right(mention: Mention) -> bool:
    place = read_as(mention)
    if place is None or not is_right_country(mention):
        return False
    if mention.named == "locality":
        return place.within is not None and place.within.geonames_id == mention.geonames_id
    if mention.named == "nationality":
        return place.kind == "nationality"
    return mention.geonames_id is None or place.geonames_id == mention.geonames_id


def test_there_are_enough_of_each_kind() -> None:
    assert len(mentions()) >= 150
    counts = {why: sum(mention.why == why for mention in mentions()) for why in {m.why for m in mentions()}}
    assert counts.keys() == {
        "ambiguous", "district", "border", "demonym", "dateline", "province", "country", "region", "plain",
    }  # fmt: skip
    assert min(counts.values()) >= 12


@pytest.mark.parametrize("part", ["first", "second"])
def test_places_are_the_ones_meant(part: str) -> None:
    cases = [mention for mention in mentions() if mention.part == part]
    wrong = [f"{mention.text}: {read_as(mention)}" for mention in cases if not is_right(mention)]
    assert len(wrong) <= (1 - RIGHT) * len(cases), "\n".join(wrong)


@pytest.mark.parametrize("part", ["first", "second"])
def test_countries_are_the_ones_meant(part: str) -> None:
    cases = [mention for mention in mentions() if mention.part == part]
    wrong = [f"{mention.text}: {read_as(mention)}" for mention in cases if not is_right_country(mention)]
    assert len(wrong) <= (1 - RIGHT_COUNTRY) * len(cases), "\n".join(wrong)


def test_a_name_of_several_places_gives_them_all_with_scores() -> None:
    gazetteer = Gazetteer.load()
    (tripoli,) = gazetteer.find("Gunmen fought in Tripoli.")
    ranked = gazetteer.rank(tripoli)
    assert {candidate.country for candidate, _ in ranked[:3]} == {"LY", "LB", "GR"}
    assert sum(score for _, score in ranked) == pytest.approx(1)
    assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)


def test_a_country_named_beside_it_settles_which() -> None:
    gazetteer = Gazetteer.load()
    tripoli, *others = gazetteer.find("Gunmen fought in Tripoli. Lebanon called for calm.")
    assert gazetteer.rank(tripoli)[0][0].country == "LY"
    assert gazetteer.rank(tripoli, context=others)[0][0].country == "LB"
    assert gazetteer.rank(tripoli, lead="GR")[0][1] < gazetteer.rank(tripoli)[0][1]


@pytest.mark.parametrize(
    ("text", "name", "feature"),
    [
        ("Shells fell in Homs.", "Homs", "city"),
        ("Shells fell in Homs province.", "Homs province", "admin1"),
        ("Shells fell in Baba Amr, a district of Homs.", "Baba Amr", "locality"),
        ("Shells fell in Damascus.", "Damascus", "capital"),
        ("Shells fell in Bavaria.", "Bavaria", "admin1"),
        ("A ship sank in the Black Sea.", "Black Sea", "sea"),
        ("Shells fell in northern Syria.", "northern Syria", "region"),
        ("Syria mourned.", "Syria", "country"),
        ("A Syrian mourned.", "Syrian", "nationality"),
    ],
)
def test_a_place_says_what_kind_of_place_it_is(text: str, name: str, feature: str) -> None:
    gazetteer = Gazetteer.load()
    found = gazetteer.find(text)
    named = next(place for place in found if place.text == name)
    assert gazetteer.rank(named, context=found)[0][0].feature == feature
