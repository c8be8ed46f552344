"""Places and days that were read wrongly or not at all: what joins the reports all the same, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin import Evidence, Previous


def says(claim: Any, article: str, number: int, sentence: str, **said: Any) -> Any:
    """Make a claim that rests on a sentence, under a headline of its own when one is given."""
    words = Evidence(field="body", sentence=sentence, start=0, end=len(sentence))
    return claim(article, number, evidence=(words,), **{"published": "2021-05-05T12:00:00Z", **said})


def test_several_figures_in_common_are_one_event_wherever_they_are_put(claim: Any, fused: Any) -> None:
    """One outlet's place is read wrongly, as a dateline; two boats of one day do not lose 11 and 25 each."""
    said = [
        claim(article, number, measure=measure, place=place, at=at)
        for article, place in (("a", "Arnav"), ("b", "Berd"))
        for number, measure, at in ((11, "killed", 0), (25, "missing", 50))
    ]
    assert [toll.articles for toll in fused(said).values()] == [2, 2]
    assert len(fused([said[0], said[2]])) == 2


def test_a_day_read_wrongly_by_one_is_no_other_event_with_the_same_figures(claim: Any, fused: Any) -> None:
    first = [claim("a", 8), claim("a", 41, measure="injured", at=50)]
    late = {"day": "2021-05-05", "published": "2021-05-07T08:00:00Z"}
    again = [claim("b", 8, **late), claim("b", 41, measure="injured", at=50, **late)]
    assert len(fused([*first, *again])) == 2
    assert len(fused([first[0], claim("b", 9, **late)])) == 2


@pytest.mark.parametrize(
    ("sentence", "events"),
    [("Gunmen shot six aid workers.", 1), ("A ferry sank with six on board.", 2)],
)
def test_without_a_place_a_kind_and_a_figure_in_common_tell(claim: Any, fused: Any, sentence: str, events: int) -> None:
    unplaced = says(claim, "a", 6, sentence, place=None, day=None)
    placed = says(claim, "b", 6, "An ambush cost six aid workers their lives.", by="police")
    assert len(fused([unplaced, placed])) == events


def test_without_a_place_a_figure_of_two_events_tells_neither(claim: Any, fused: Any) -> None:
    unplaced = says(claim, "a", 6, "Gunmen shot six people.", place=None, day=None)
    towns = [says(claim, f"in {town}", 6, "Gunmen shot six people.", place=town) for town in ("Arnav", "Berd")]
    assert len(fused([unplaced, *towns])) == 3


def test_a_toll_that_replaces_one_needs_no_place(claim: Any, fused: Any) -> None:
    first = says(claim, "a", 34, "The ferry sank with 34 dead.", by="official", place=None, day=None)
    later = {"published": "2021-05-07T08:00:00Z", "previous": Previous(low=34, best=34, high=34)}
    cut = says(claim, "b", 31, "The ferry's toll is 31, not 34.", place=None, day=None, **later)
    (toll,) = fused([first, cut]).values()
    assert (toll.low, toll.high) == (31, 31)


def test_the_dead_and_the_wounded_of_one_sentence_are_in_one_place(claim: Any, fused: Any) -> None:
    sentence = "Four died and twenty were hurt in London."
    dead = says(claim, "a", 4, sentence, place="Westminster", country="US")
    hurt = says(claim, "a", 20, sentence, place="London", country="GB", measure="injured")
    assert {key.split("/")[0] for key in fused([dead, hurt])} == {"us-westminster"}


def test_the_wounded_lie_in_the_hospital_of_another_town(claim: Any, fused: Any) -> None:
    wounded = claim("a", 15, measure="injured", place="Berd", at=70)
    assert sorted(fused([claim("a", 17), wounded])) == ["am-arnav/2021-05-04/injured", "am-arnav/2021-05-04/killed"]
    more = [claim("a", 4, measure="injured", at=60), wounded]
    assert "am-berd/2021-05-04/injured" in fused([claim("a", 17), *more])


def test_figures_of_a_country_that_are_no_sum_are_of_its_town(claim: Any, fused: Any) -> None:
    soldiers = claim("a", 24, place="Armenia", prec=6, by="military", at=70)
    assert list(fused([claim("a", 41, by="military"), soldiers])) == ["am-arnav/2021-05-04/killed"]
    assert len(fused([claim("a", 17), claim("a", 31, place="Armenia", prec=6, at=70)])) == 2


def test_an_accident_with_one_large_toll_is_one_in_whatever_country_its_name_is_found(claim: Any, fused: Any) -> None:
    here = says(claim, "a", 37, "All 37 on board a turboprop died.", place="Lori", prec=4)
    there = says(claim, "b", 37, "The Antonov was lost with 37 people.", place="Berd", country="GE")
    assert len(fused([here, there])) == 1
    assert len(fused([here, says(claim, "b", 36, "The Antonov was lost with 36.", place="Berd", country="GE")])) == 2


def test_a_total_and_its_further_victims_point_to_the_report_before_wherever_that_is_put(
    claim: Any, fused: Any
) -> None:
    first = says(
        claim, "a", 15, "A train left the rails near Berd.", place="Arnav", day=None, by="official", kind="period_total"
    )
    later = {"published": "2021-05-06T08:00:00Z", "place": "Berd", "by": "official"}
    lifted = [
        says(claim, "b", 24, "The train's toll reached 24.", kind="period_total", **later),
        says(claim, "b", 9, "Nine more bodies lay in the train.", kind="increment", at=90, **later),
    ]
    (toll,) = fused([first, *lifted]).values()
    assert (toll.low, toll.high) == (24, 24)


def test_a_described_place_needs_no_country_to_lie_where_its_name_says(claim: Any, fused: Any) -> None:
    described = says(claim, "a", 2, "Two people died at the Arnav Marathon.", place="Arnav Marathon", country="")
    (toll,) = fused([described, claim("b", 3, by="police")]).values()
    assert toll.articles == 2


@pytest.mark.parametrize(
    ("sentence", "events"), [("A driver ran people down and stabbed others.", 1), ("A ferry sank.", 2)]
)
def test_a_town_whose_name_was_found_in_another_country_is_that_town(
    claim: Any, fused: Any, sentence: str, events: int
) -> None:
    here = says(claim, "a", 4, "A man stabbed four people to death.", by="police", country="GB")
    there = says(claim, "b", 6, sentence, by="police", country="US", published="2021-05-06T08:00:00Z")
    assert len(fused([here, there])) == events


def test_a_large_toll_that_an_article_tells_again_has_one_place(claim: Any, fused: Any) -> None:
    again = claim("a", 26, place="Berd", at=90)
    assert sorted(fused([claim("a", 26), claim("a", 110, measure="injured", at=50), again])) == [
        "am-arnav/2021-05-04/injured",
        "am-arnav/2021-05-04/killed",
    ]
    assert len(fused([claim("a", 26), claim("a", 26, place="Berd")])) == 2


def test_fewer_who_had_fled_days_before_are_among_those_who_fled(claim: Any, fused: Any) -> None:
    fled = [
        claim("a", number, measure="displaced", day=day, at=number)
        for number, day in ((54_000, "2021-05-04"), (12_000, "2021-05-02"))
    ]
    assert len(fused([claim("a", 7), *fled])) == 2
    assert len(fused([claim("a", 7), fled[0], claim("a", 90_000, measure="displaced", day="2021-05-02")])) == 3


def test_a_place_without_an_entry_of_its_own_lies_where_its_name_says(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 6, by="police"), claim("b", 9, place="Arnav market", by="medical")]).values()
    assert (toll.low, toll.high) == (6, 9)
