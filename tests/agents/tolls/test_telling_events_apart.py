"""Which claims are of one event, and which are not."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin import EventTime, Evidence, Place, Previous


def keys(tolls: dict[str, Any]) -> list[str]:
    return sorted(tolls)


def test_neighbouring_towns_on_one_day_are_two_events(claim: Any, fused: Any) -> None:
    near = Place(text="Berd", country="AM", where_prec=1, lat=40.01, lon=44.02)
    both = [claim("a", 7, place="Arnav"), claim("b", 7, place="Berd").model_copy(update={"place": near})]
    assert keys(fused(both)) == ["am-arnav/2021-05-04/killed", "am-berd/2021-05-04/killed"]


def test_a_town_a_week_later_is_a_new_event(claim: Any, fused: Any) -> None:
    later = claim("b", 7, day="2021-05-11", published="2021-05-11T20:00:00Z")
    assert keys(fused([claim("a", 7), later])) == ["am-arnav/2021-05-04/killed", "am-arnav/2021-05-11/killed"]


def test_a_country_with_the_figure_of_its_town_is_the_same_event(claim: Any, fused: Any) -> None:
    wide = claim("b", 6, place="Armenia", prec=6, by="police")
    (toll,) = fused([claim("a", 6, by="medical"), wide]).values()
    assert (toll.event_key, toll.sources, toll.place.text) == ("am-arnav/2021-05-04/killed", 2, "Arnav")


def test_a_country_with_another_figure_than_its_town_is_another_event(claim: Any, fused: Any) -> None:
    wide = claim("b", 31, place="Armenia", prec=6)
    assert keys(fused([claim("a", 17), wide])) == ["am-arnav/2021-05-04/killed", "am/2021-05-04/killed"]


def test_a_country_never_ties_two_of_its_towns_together(claim: Any, fused: Any) -> None:
    towns = [claim("a", 6, place="Arnav"), claim("b", 6, place="Berd")]
    assert len(fused([*towns, claim("c", 6, place="Armenia", prec=6)])) == 2


def test_a_province_with_one_event_on_the_day_means_that_one(claim: Any, fused: Any) -> None:
    town = claim("a", 9).model_copy(update={"place": Place(text="Arnav", country="AM", adm1="Lori", where_prec=1)})
    (toll,) = fused([town, claim("b", 23, place="Lori province", prec=4)]).values()
    assert toll.conflict


def test_spellings_that_one_gazetteer_entry_holds_are_one_place(claim: Any, fused: Any) -> None:
    spelt = [
        claim("a", 6).model_copy(update={"place": Place(text=name, country="AM", geonames_id=7, where_prec=1)})
        for name in ("Arnav", "Ornaw")
    ]
    twice = [spelt[0], spelt[1].model_copy(update={"id": "b", "article_id": "b"})]
    assert len(fused(twice)) == 1


def test_towns_of_one_name_with_two_gazetteer_entries_stay_apart(claim: Any, fused: Any) -> None:
    places = [Place(text="Arnav", country="AM", geonames_id=number, where_prec=1) for number in (7, 8)]
    said = [claim(f"{n}", 6 + n).model_copy(update={"place": place}) for n, place in enumerate(places)]
    assert len(fused(said)) == 2


def test_accents_articles_and_the_word_city_do_not_make_another_place(claim: Any, fused: Any) -> None:
    names = ["Deir al-Łarz", "Deir ez-Larz", "the city of Deir el Larz"]
    assert len(fused([claim(name, 6, place=name) for name in names])) == 1


def test_a_night_between_two_days_belongs_to_the_event_of_one_of_them(claim: Any, fused: Any) -> None:
    night = EventTime(start="2021-05-03", end="2021-05-04", date_prec=2)
    (toll,) = fused([claim("a", 6), claim("b", 8).model_copy(update={"event_time": night})]).values()
    assert toll.event_key == "am-arnav/2021-05-04/killed"


def test_a_month_is_not_the_event_of_one_of_its_days(claim: Any, fused: Any) -> None:
    month = EventTime(start="2021-05-01", end="2021-05-31", date_prec=4)
    assert len(fused([claim("a", 6), claim("b", 80).model_copy(update={"event_time": month})])) == 2


def test_a_claim_without_a_date_joins_the_event_just_before_its_article(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 6), claim("b", 8, day=None)]).values()
    assert toll.articles == 2


def test_claims_without_dates_meet_on_the_day_of_publication(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 6, day=None), claim("b", 8, day=None)]).values()
    assert toll.event_key == "am-arnav/published-2021-05-05/killed"
    assert toll.event_time is None


@pytest.mark.parametrize(
    ("other", "events"),
    [("A landmine killed nine soldiers.", 2), ("A lorry hit the pilgrims.", 1), ("Nine pilgrims died.", 1)],
)
def test_in_a_country_a_day_may_bring_things_of_two_kinds(claim: Any, fused: Any, other: str, events: int) -> None:
    sentences = {"a": "A bus fell into a ravine.", "b": other}
    said = [
        claim(
            article,
            number,
            place="Armenia",
            prec=6,
            evidence=(Evidence(field="body", sentence=text, start=0, end=len(text)),),
        )
        for number, (article, text) in zip((16, 9), sentences.items(), strict=True)
    ]
    assert len(fused(said)) == events


def test_a_country_without_dates_needs_a_figure_in_common(claim: Any, fused: Any) -> None:
    said = [claim(str(n), n, place="Armenia", prec=6, day=None) for n in (6, 8)]
    assert len(fused(said)) == 2
    assert len(fused([*said, claim("c", 8, place="Armenia", prec=6, day=None)])) == 2


def test_claims_that_say_neither_where_nor_when_never_meet(claim: Any, fused: Any) -> None:
    nowhere = [claim(article, 6, place=None, day=None) for article in "ab"]
    tolls = fused(nowhere)
    assert len(tolls) == 2
    assert all(key.startswith("zz/article-") for key in tolls)


def test_a_claim_without_a_place_takes_that_of_its_article(claim: Any, fused: Any) -> None:
    hurt = claim("a", 30, measure="injured", place=None, day=None, at=70)
    assert keys(fused([hurt, claim("a", 6)])) == ["am-arnav/2021-05-04/injured", "am-arnav/2021-05-04/killed"]


def test_a_headline_that_names_the_country_means_the_town_of_its_sentence(claim: Any, fused: Any) -> None:
    sentence = Evidence(field="body", sentence="Six were killed and nine wounded in Arnav.", start=0, end=42)
    title = Evidence(field="title", sentence="Armenia says six killed", start=0, end=23)
    dead = claim("a", 6, place="Armenia", prec=6, evidence=(title, sentence))
    hurt = claim("a", 9, measure="injured", evidence=(sentence,))
    assert keys(fused([dead, hurt])) == ["am-arnav/2021-05-04/injured", "am-arnav/2021-05-04/killed"]


def test_a_toll_that_turns_out_to_belong_elsewhere_is_emptied(claim: Any, emitted: Any) -> None:
    hurt = claim("a", 30, measure="injured", place=None, day=None, at=70)
    moved = [toll for toll in emitted([hurt, claim("a", 6)]) if toll.event_key.startswith("zz/")]
    assert [(toll.low, len(toll.statements), toll.sources) for toll in moved] == [(30, 1, 1), (None, 0, 0)]
    assert moved[-1].previous is not None


@pytest.mark.parametrize(
    "day",
    [
        EventTime(start="2021-04-27", end="2021-04-27", date_prec=1),
        EventTime(start="2021-05-02", end="2021-05-02", date_prec=1),
        EventTime(start="2021-04-01", end="2021-04-30", date_prec=4),
        EventTime(start="2020-01-01", end="2020-12-31", date_prec=5),
    ],
    ids=str,
)
def test_what_an_article_recalls_of_another_time_is_no_event_of_its_own(claim: Any, fused: Any, day: Any) -> None:
    recalled = claim("a", 56, place="Berd", at=300).model_copy(update={"event_time": day})
    (toll,) = fused([claim("a", 6), recalled]).values()
    assert (toll.low, toll.best, toll.high) == (6, 6, 6)
    assert len(fused([recalled])) == 1


def test_beside_a_figure_without_a_day_what_is_long_past_is_no_event_of_its_own(claim: Any, fused: Any) -> None:
    recalled = claim("a", 56, day="2021-04-27", place="Berd", at=300)
    (toll,) = fused([claim("a", 6, day=None), recalled]).values()
    assert (toll.low, toll.best, toll.high) == (6, 6, 6)


def test_an_article_that_begins_with_the_day_before_last_is_about_that(claim: Any, fused: Any) -> None:
    said = [claim("a", 38, day="2021-05-02"), claim("a", 2, day="2021-05-05", at=300)]
    assert [toll.best for toll in fused(said).values()] == [38, 2]


def test_a_toll_that_goes_on_from_an_earlier_one_is_news_of_any_day(claim: Any, fused: Any) -> None:
    risen = claim("a", 15, day="2021-04-20", at=300, previous=Previous(low=12, best=12, high=12))
    assert sorted(toll.best for toll in fused([claim("a", 6), risen]).values()) == [6, 15]


def test_one_article_may_tell_of_two_days(claim: Any, fused: Any) -> None:
    said = [claim("a", 12, day="2021-05-03"), claim("a", 9, day="2021-05-04", at=50)]
    assert [toll.best for toll in fused(said).values()] == [12, 9]


def test_near_the_border_of_a_country_is_not_in_it(claim: Any, fused: Any) -> None:
    near = claim("a", 5, place="near the Turkish border", country="SY", prec=5)
    within = claim("b", 7, place="Turkey", country="TR", prec=6)
    assert keys(fused([near, within])) == ["sy-turkish-border/2021-05-04/killed", "tr/2021-05-04/killed"]
