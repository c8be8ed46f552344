"""Reports that differ about the place, the day or the number, and are of one event all the same: and such that are not."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin import Evidence, Place, Previous
from tocsin_agents.tolls.reading.occurrences import occurrences
from tocsin_agents.tolls.reading.propernames import proper_names

SAME_DAY = {"day": "2021-05-04", "published": "2021-05-04T18:00:00Z"}


def says(claim: Any, article: str, number: int, sentence: str, **said: Any) -> Any:
    """Make a claim that rests on a sentence, under a headline of its own when one is given."""
    words = Evidence(field="body", sentence=sentence, start=0, end=len(sentence))
    return claim(article, number, evidence=(words,), **{"published": "2021-05-05T12:00:00Z", **said})


def test_an_accident_put_off_a_coast_and_off_a_port_is_one(claim: Any, fused: Any) -> None:
    wide = says(claim, "a", 12, "A ferry sank off southern Armenia.", place="southern Armenia", prec=5, by="police")
    port = says(claim, "b", 31, "The boat went down near Arnav.", by="monitor_ngo:Watch")
    (toll,) = fused([wide, port]).values()
    assert (toll.event_key, toll.low, toll.high, toll.conflict) == ("am-arnav/2021-05-04/killed", 12, 31, True)


def test_two_kinds_of_accident_on_one_day_are_two(claim: Any, fused: Any) -> None:
    wide = says(claim, "a", 12, "A ferry sank.", place="southern Armenia", prec=5)
    assert len(fused([wide, says(claim, "b", 31, "A train left the rails near Arnav.")])) == 2


def test_violence_in_a_country_is_not_that_of_a_town_unless_it_names_the_town(claim: Any, fused: Any) -> None:
    town = says(claim, "b", 12, "Gunmen attacked a mosque in Arnav.", by="police")
    silent = says(claim, "a", 31, "Gunmen attacked worshippers.", place="Armenia", prec=6, by="opposition")
    naming = says(claim, "a", 31, "Gunmen attacked a mosque at Arnav.", place="Armenia", prec=6, by="opposition")
    assert len(fused([silent, town])) == 2
    assert len(fused([naming, town])) == 1


def test_a_sum_over_a_country_is_not_that_of_a_town_it_names(claim: Any, fused: Any) -> None:
    summed = says(
        claim, "a", 31, "At least 31 were killed across Armenia, most of them in Arnav.", place="Armenia", prec=6
    )
    assert len(fused([summed, says(claim, "b", 12, "Shelling killed 12 in Arnav.")])) == 2


def test_a_quarter_is_its_city_when_one_report_names_both(claim: Any, fused: Any) -> None:
    quarter = Place(text="Sadr", country="AM", adm1="Arnav", where_prec=1)
    city = says(claim, "a", 18, "A bomb tore through a market in Arnav's Sadr quarter.", by="police")
    inside = says(claim, "b", 25, "A bomb in Sadr killed 25.", by="medical").model_copy(update={"place": quarter})
    other = says(claim, "a", 18, "A bomb tore through a market in Arnav.", by="police")
    assert [toll.high for toll in fused([city, inside]).values()] == [25]
    assert len(fused([other, inside])) == 2


@pytest.mark.parametrize(
    ("sentence", "events"),
    [
        ("The ice came down on the Marmolada.", 1),
        ("A wall came down on the village.", 2),
    ],
)
def test_without_a_place_names_in_common_tell(claim: Any, fused: Any, sentence: str, events: int) -> None:
    unplaced = says(claim, "a", 6, f"An avalanche killed six. {sentence}", place=None)
    placed = says(claim, "b", 11, "The toll of the avalanche on Mount Marmolada is 11.", place="Armenia", prec=6)
    assert len(fused([unplaced, placed])) == events


def test_a_large_figure_is_the_same_victims_wherever_it_stands(claim: Any, fused: Any) -> None:
    unplaced = says(claim, "a", 157, "The crash killed all 157 on board.", place=None)
    (toll,) = fused([unplaced, says(claim, "b", 157, "It came down near Arnav.")]).values()
    assert (toll.articles, toll.place.text) == (2, "Arnav")


def test_the_day_of_the_news_is_not_the_day_of_another_event_with_the_same_figures(claim: Any, fused: Any) -> None:
    first = claim("a", 17, published="2021-05-04T18:00:00Z")
    mourned = claim("b", 17, day="2021-05-05")
    assert list(fused([first, mourned])) == ["am-arnav/2021-05-04/killed"]
    assert len(fused([first, claim("b", 9, day="2021-05-05")])) == 2


def test_who_dies_later_dies_of_the_event(claim: Any, fused: Any) -> None:
    later = {"published": "2021-05-07T08:00:00Z", "by": "police"}
    died = [claim("b", 10, day=None, **later), claim("b", 1, kind="increment", day="2021-05-07", at=40, **later)]
    (toll,) = fused([claim("a", 9, by="police"), *died]).values()
    assert (toll.event_key, toll.low, toll.best) == ("am-arnav/2021-05-04/killed", 10, 10)


def test_a_death_that_brings_a_toll_to_where_it_is_is_no_event_of_its_day(claim: Any, fused: Any) -> None:
    sentence = "A man died on Thursday, bringing to six the victims of Tuesday's attack."
    later = {"published": "2021-05-07T08:00:00Z", "by": "police"}
    said = [
        says(claim, "b", 6, sentence, kind="period_total", **later),
        says(claim, "b", 1, sentence, day="2021-05-06", **later),
    ]
    assert [toll.best for toll in fused(said).values()] == [6]
    other = says(claim, "b", 1, "A man died on Thursday.", day="2021-05-06", at=300, **later)
    assert len(fused([said[0], other])) == 2


def test_fewer_than_before_with_one_more_are_others(claim: Any, fused: Any) -> None:
    later = {"day": "2021-05-07", "published": "2021-05-07T08:00:00Z"}
    other = [claim("b", 3, **later), claim("b", 1, kind="increment", at=40, **later)]
    assert len(fused([claim("a", 9), *other])) == 2


def test_a_toll_that_has_risen_is_that_of_the_event_before(claim: Any, fused: Any) -> None:
    rise = {"kind": "period_total", "day": "2021-05-05", "by": "police"}
    risen = says(claim, "b", 290, "The number of people killed rose to 290 on Wednesday.", **rise)
    (toll,) = fused([claim("a", 138, by="police"), risen]).values()
    assert (toll.event_key, toll.low, toll.conflict) == ("am-arnav/2021-05-04/killed", 290, False)


def test_a_flood_that_is_told_of_for_days_is_one(claim: Any, fused: Any) -> None:
    said = [
        says(claim, f"{n}", 30 + n, "Floods killed people in Lori.", place="Lori", prec=4, day=None, by="official",
             published=f"2021-05-0{n}T10:00:00Z")
        for n in (2, 5)
    ]  # fmt: skip
    (toll,) = fused(said).values()
    assert (toll.low, toll.best, toll.high) == (35, 35, 35)


def test_an_attack_and_an_accident_in_one_town_are_two(claim: Any, fused: Any) -> None:
    attack = says(claim, "a", 9, "A suicide bomber killed nine in Arnav.")
    crash = says(claim, "b", 22, "A bus went off the road in Arnav and 22 died.")
    assert len(fused([attack, crash])) == 2


def test_those_missed_on_the_day_of_the_news_are_missed_since_the_event(claim: Any, fused: Any) -> None:
    dead = claim("a", 27)
    sought = claim("a", 14, measure="missing", day="2021-05-05", at=90)
    assert sorted(fused([dead, sought])) == ["am-arnav/2021-05-04/killed", "am-arnav/2021-05-04/missing"]


def test_a_headline_with_the_number_of_the_body_has_its_place(claim: Any, fused: Any) -> None:
    title = Evidence(field="title", sentence="Fire near Berd kills 74", start=0, end=23)
    head = claim("a", 74, place="Berd", prec=2, evidence=(title,))
    assert list(fused([head, claim("a", 74)])) == ["am-arnav/2021-05-04/killed"]


def test_an_event_is_named_by_the_day_that_any_of_its_reports_gives(claim: Any, fused: Any) -> None:
    dated = says(claim, "a", 47, "An explosion at a plant.", place="eastern Armenia", prec=5, by="state_media")
    placed = says(claim, "b", 64, "The explosion at the plant in Arnav.", day=None, by="state_media")
    (toll,) = fused([dated, placed]).values()
    assert (toll.event_key, toll.event_time.start) == ("am-arnav/2021-05-04/killed", "2021-05-04")


def test_a_toll_that_moves_says_where_to_before_the_other_is_told(claim: Any, emitted: Any) -> None:
    wide = says(claim, "a", 12, "A ferry sank.", place="Armenia", prec=6)
    told = emitted([wide, says(claim, "b", 31, "A ferry sank near Arnav.")])
    assert [(toll.event_key, toll.moved_to) for toll in told] == [
        ("am/2021-05-04/killed", None),
        ("am/2021-05-04/killed", "am-arnav/2021-05-04/killed"),
        ("am-arnav/2021-05-04/killed", None),
    ]


def test_an_article_is_told_when_it_is_whole(claim: Any, emitted: Any) -> None:
    first = claim("a", 41, by="police")
    title = claim("b", 63, more=True, published="2021-05-06T08:00:00Z")
    body = claim("b", 63, at=90, published="2021-05-06T08:00:00Z", previous=Previous(low=41, best=41, high=41))
    assert [toll.conflict for toll in emitted([first, title, body])] == [False, False]


def test_an_article_of_which_the_end_was_lost_is_told_with_the_next(claim: Any, emitted: Any) -> None:
    told = emitted([claim("a", 5, more=True), claim("b", 7, place="Berd")])
    assert [toll.event_key for toll in told] == ["am-arnav/2021-05-04/killed", "am-berd/2021-05-04/killed"]


def test_the_one_source_an_article_names_stands_behind_its_other_figures(claim: Any, fused: Any) -> None:
    early = claim("a", 90, by="state_media", measure="injured")
    later = [claim("b", 64, by="state_media:the report"), claim("b", 640, measure="injured", at=50)]
    tolls = fused([early, *(each.model_copy(update={"published": "2021-05-06T08:00:00Z"}) for each in later)])
    assert tolls["am-arnav/2021-05-04/injured"].low == 640


def test_a_source_is_the_same_wherever_it_sits(claim: Any, fused: Any) -> None:
    names = ["monitor_ngo:the Red Crescent", "monitor_ngo:the Red Crescent in Armenia"]
    (toll,) = fused([claim("a", 60, by=names[0]), claim("b", 61, by=names[1])]).values()
    assert (toll.low, toll.sources) == (61, 1)


def test_a_later_toll_of_nobody_in_particular_replaces_an_undisputed_one(claim: Any, fused: Any) -> None:
    known = {"kind": "period_total", "published": "2021-05-06T08:00:00Z"}
    (risen,) = fused([claim("a", 6, by="police"), claim("b", 11, **known)]).values()
    assert (risen.low, risen.conflict) == (11, False)
    disputed = [claim("a", 6, by="police"), claim("c", 9, by="opposition"), claim("b", 11, **known)]
    assert [(toll.low, toll.conflict) for toll in fused(disputed).values()] == [(6, True)]


def test_a_source_that_repeats_itself_less_exactly_is_taken_at_its_first_word(claim: Any, fused: Any) -> None:
    later = {"published": "2021-05-06T08:00:00Z", "by": "un_igo:UN"}
    some = claim("b", None, best=90, low=None, high=None, qualifier="approx", **later)
    (toll,) = fused([claim("a", 87, by="un_igo:United Nations"), some]).values()
    assert (toll.low, toll.best, toll.high) == (87, 87, 87)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A ferry capsized, the fire brigade said", {"ship"}),
        ("A car bomb exploded", {"attack", "explosion"}),
        ("The gold miners were trapped when a shaft caved in", {"mine", "collapse"}),
        ("Police stormed the prison and crushed the mutiny", {"attack"}),
        ("A snowstorm closed the pass", {"storm", "cold"}),
        ("Parliament met", set()),
    ],
)
def test_words_say_what_kind_of_thing_happened(text: str, kinds: set[str]) -> None:
    assert occurrences(text) == kinds


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KABUL - An air strike on Kunduz on Saturday", {"kunduz"}),
        ("Twelve people died at the Kumbh Mela in northern India", {"kumbh", "mela"}),
        ("Gas Blast In Polish Block Of Flats Kills Six", set()),
        ("The Russian army shelled it, Reuters said", set()),
        ("", set()),
    ],
)
def test_names_are_told_from_words_that_any_report_has(text: str, names: set[str]) -> None:
    assert proper_names(text) == names
