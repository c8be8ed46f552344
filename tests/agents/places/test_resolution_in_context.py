"""Place names in sentences, with the country, the town and the precision that a reader would give them."""

from __future__ import annotations

import pytest

from tocsin import Place
from tocsin_agents.places import Gazetteer


def resolved(sentence: str, name: str) -> Place:
    gazetteer = Gazetteer.load()
    found = gazetteer.find(sentence)
    named = [place for place in found if place.text == name]
    assert named, f"{name!r} is not among {[place.text for place in found]}"
    place = gazetteer.resolve(named[0], context=found)
    assert place is not None
    return place


COUNTRIES = [
    ("Shells fell on three quarters of Syria overnight.", "Syria", "SY"),
    ("Two Syrians were hurt at the fence.", "Syrians", "SY"),
    ("A Turkish driver was among the dead.", "Turkish", "TR"),
    ("Troops from the US arrived late.", "US", "US"),
    ("The U.S. embassy closed its gates.", "U.S.", "US"),
    ("Ministers in the UK met twice.", "UK", "GB"),
    ("Britain sent two planes with blankets.", "Britain", "GB"),
    ("British doctors flew in on Monday.", "British", "GB"),
    ("A ferry left the Philippines with forty aboard.", "Philippines", "PH"),
    ("Filipino sailors were picked up at sea.", "Filipino", "PH"),
    ("Floods in Côte d'Ivoire took six lives.", "Côte d'Ivoire", "CI"),
    ("Heavy rain struck the Democratic Republic of the Congo.", "Democratic Republic of the Congo", "CD"),
    ("South Korean divers searched the wreck.", "South Korean", "KR"),
    ("North Korea said nothing of the blast.", "North Korea", "KP"),
    ("Officials in the Central African Republic counted nine bodies.", "Central African Republic", "CF"),
    ("A bus overturned in Niger on Tuesday.", "Niger", "NE"),
    ("A bus overturned in Nigeria on Tuesday.", "Nigeria", "NG"),
    ("Fighters crossed into South Sudan at dawn.", "South Sudan", "SS"),
    ("A tremor shook Papua New Guinea.", "Papua New Guinea", "PG"),
    ("The quake was felt in Myanmar's hills.", "Myanmar", "MM"),
]

CITIES = [
    ("Shelling hit the old quarter of Homs.", "Homs", "SY", 169577),
    ("Four died in Deraa, in Syria's south.", "Deraa", "SY", None),
    ("Snipers fired in Idlib and in Hama.", "Hama", "SY", None),
    ("A bomb went off in Aleppo.", "Aleppo", "SY", 170063),
    ("Mortars landed in Deir ez-Zor, Syria.", "Deir ez-Zor", "SY", None),
    ("A truck bomb hit Baghdad at noon.", "Baghdad", "IQ", 98182),
    ("Gunmen opened fire in Mosul.", "Mosul", "IQ", None),
    ("Twelve were hurt near Tripoli, Lebanon, on Sunday.", "Tripoli", "LB", 266826),
    ("Militias traded fire in Tripoli, Libya's capital.", "Tripoli", "LY", 2210247),
    ("Lebanon's army moved into Tripoli and Sidon.", "Tripoli", "LB", 266826),
    ("Rockets struck Kabul before sunrise.", "Kabul", "AF", None),
    ("A market burned in Łódź, Poland.", "Łódź", "PL", 3093133),
    ("A market burned in Lodz, Poland.", "Lodz", "PL", 3093133),
    ("A tanker exploded in São Paulo.", "São Paulo", "BR", 3448439),
    ("BEIRUT \u2014 Three men were shot in the hills.", "BEIRUT", "LB", None),
    ("A storm passed over Paris, Texas, on Friday.", "Paris", "US", None),
    ("Police in Paris, France, sealed off the street.", "Paris", "FR", 2988507),
    ("A school bus crashed in Springfield, Illinois.", "Springfield", "US", None),
    ("Two were stabbed in Birmingham, Alabama.", "Birmingham", "US", None),
    ("Two were stabbed in Birmingham, England.", "Birmingham", "GB", 2655603),
    ("A mine collapsed near Hyderabad, Pakistan.", "Hyderabad", "PK", 1176734),
    ("A wall fell in Hyderabad, India, after rain.", "Hyderabad", "IN", 1269843),
    ("Pakistan's rangers patrolled Hyderabad after the riots.", "Hyderabad", "PK", 1176734),
    ("The train left St. Louis with a hundred aboard.", "St. Louis", "US", None),
    ("Divers found a boat off Valencia, Spain.", "Valencia", "ES", 2509954),
    ("Venezuela sent soldiers to Valencia and to Maracaibo.", "Valencia", "VE", None),
    ("The plane was bound for San José, Costa Rica.", "San José", "CR", None),
    ("A gunman was shot in San Jose, California.", "San Jose", "US", 5392171),
    ("Protesters marched in Alexandria, Egypt.", "Alexandria", "EG", 361058),
    ("TEMPE, Ariz. (Wire) - A bridge gave way.", "TEMPE", "US", None),
    ("Mourners filled New York on Saturday.", "New York", "US", 5128581),
    ("Shops stayed shut in Khan Yunis.", "Khan Yunis", "PS", None),
    ("Fighting flared in N'Djamena, Chad.", "N'Djamena", "TD", None),
    ("The court sits at The Hague.", "The Hague", "NL", None),
]

AREAS = [
    ("Troops massed outside Idlib province.", "Idlib province", "SY", 4),
    ("Two villages in Homs Governorate were emptied.", "Homs Governorate", "SY", 4),
    ("Ten fell in the province of Homs.", "Homs", "SY", 4),
    ("A raid in Anbar left nine dead.", "Anbar", "IQ", 4),
    ("Fires spread through California.", "California", "US", 4),
    ("Six farmers died in Borno State, in Nigeria.", "Borno State", "NG", 4),
    ("A drone fell on Kharkiv region in Ukraine.", "Kharkiv region", "UA", 4),
    ("Clashes went on in the Gaza Strip.", "Gaza Strip", "PS", 4),
    ("Settlers and villagers fought in the West Bank.", "West Bank", "PS", 4),
    ("Aid reached Darfur by road.", "Darfur", "SD", 5),
    ("The front in the Donbas did not move.", "Donbas", "UA", 5),
    ("Snow closed roads in northern Syria.", "northern Syria", "SY", 5),
    ("Rockets were fired from southern Lebanon.", "southern Lebanon", "LB", 5),
    ("Rain fell in Atlanta and across Georgia.", "Georgia", "US", 4),
    ("Russia and Georgia exchanged prisoners in Tbilisi.", "Georgia", "GE", 6),
    ("The army fought on in South Waziristan.", "South Waziristan", "PK", 3),
    ("A ward of Kandahar district was searched.", "Kandahar district", "AF", 3),
    ("The boat sank in the Mediterranean.", "Mediterranean", None, 7),
]

NOT_PLACES = [
    ("The Homs Liberation Army issued a statement.", "Homs"),
    ("Paris Hilton flew home.", "Paris"),
    ("Police said the road was open.", "Police"),
    ("Most of the houses were empty.", "Most"),
    ("Of the nine, four were children.", "Of"),
    ("Google closed its office.", "Google"),
    ("Reading the list took an hour.", "Reading"),
    ("Nice weather helped the search.", "Nice"),
    ("Michael Jordan watched from the stands.", "Jordan"),
    ("Chad Weller was found alive.", "Chad"),
    ("It told us nothing.", "us"),
    ("The New York Times wrote about it.", "New York"),
    ("Jackson said he would appeal.", "Jackson"),
    ("Victoria Ames, a nurse, saw it.", "Victoria"),
    ("Mr. Lincoln declined to answer.", "Lincoln"),
    ("Salem Bitar scored twice.", "Salem"),
]


@pytest.mark.parametrize(("sentence", "name", "country"), COUNTRIES)
def test_a_country_or_its_people_gives_the_country(sentence: str, name: str, country: str) -> None:
    place = resolved(sentence, name)
    assert (place.country, place.where_prec) == (country, 6)


@pytest.mark.parametrize(("sentence", "name", "country", "geonames_id"), CITIES)
def test_a_city_is_the_one_that_its_sentence_means(
    sentence: str, name: str, country: str, geonames_id: int | None
) -> None:
    place = resolved(sentence, name)
    assert (place.country, place.where_prec) == (country, 1)
    assert place.lat is not None
    assert place.lon is not None
    assert geonames_id in {None, place.geonames_id}


@pytest.mark.parametrize(("sentence", "name", "country", "where_prec"), AREAS)
def test_an_area_is_as_wide_as_its_words_say(sentence: str, name: str, country: str | None, where_prec: int) -> None:
    place = resolved(sentence, name)
    assert (place.country, place.where_prec) == (country, where_prec)


@pytest.mark.parametrize(("sentence", "name"), NOT_PLACES)
def test_a_word_that_only_looks_like_a_place_is_passed_over(sentence: str, name: str) -> None:
    assert name not in {place.text for place in Gazetteer.load().find(sentence)}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("a drone strike near Radaa in the Yemeni province of Bayda", "Bayda", "YE"),
        ("a drone strike in Yemen's Bayda province", "Bayda province", "YE"),
        ("a fire in the Greek seaside village of Mati", "Mati", "GR"),
        ("Police in the Indian city of Prayagraj said", "Prayagraj", "IN"),
        ("the Syrian town of Nowhereville was shelled", "Nowhereville", "SY"),
        ("Mati in the Philippines", "Mati", "PH"),
    ],
)
def test_a_country_said_before_a_name_is_where_it_lies(text: str, name: str, country: str) -> None:
    gazetteer = Gazetteer.load()
    found = gazetteer.find(text)
    places = {each.text: gazetteer.resolve(each, context=found) for each in found}
    place = places[name]
    assert place is not None
    assert place.country == country


def test_an_army_of_a_country_is_no_place() -> None:
    assert [each.text for each in Gazetteer.load().find("the Syrian army of Assad")] == ["Syrian"]
