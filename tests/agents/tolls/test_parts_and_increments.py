"""Breakdowns never compete with their total; further victims extend it."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from tocsin import Evidence, Place


@pytest.fixture
def divided(claim: Any) -> list[Any]:
    total = claim("a", 31, by="news_agency:Reuters", qualifier="at_least", place="Armenia", prec=6)
    north = claim("a", 17, kind="breakdown", part_of=total.id, place="Arnav", at=60)
    rest = claim("a", 14, kind="breakdown", part_of=total.id, place=None, at=90)
    return [total, north, rest]


def test_parts_that_add_up_make_their_total_the_most_specific(claim: Any, divided: Any, fused: Any) -> None:
    other = claim("b", 26, by="opposition", place="Armenia", prec=6, published="2021-05-06T12:00:00Z")
    (toll,) = fused([*divided, other]).values()
    assert (toll.best, toll.alternatives["most_specific"]) == (26, 31)
    assert [part.best for part in toll.parts] == [17, 14]
    assert toll.statements[0].parts_sum is True


def test_parts_that_do_not_add_up_are_said_not_to(claim: Any, divided: Any, fused: Any) -> None:
    (toll,) = fused([*divided[:2], claim("a", 9, kind="breakdown", part_of=divided[0].id, at=95)]).values()
    assert toll.statements[0].parts_sum is False


def test_the_rest_of_a_place_is_elsewhere(divided: Any, fused: Any) -> None:
    rest = Place(text="Armenia", country="AM", where_prec=6, inclusive=False)
    (toll,) = fused([*divided[:2], divided[2].model_copy(update={"place": rest})]).values()
    assert [part.place for part in toll.parts] == ["Arnav", "elsewhere"]


def test_a_part_waits_for_its_total(divided: Any, emitted: Any) -> None:
    total, north, rest = divided
    (toll,) = emitted([north, rest, total])
    assert (toll.best, len(toll.parts)) == (31, 2)


def test_the_order_of_a_total_and_its_parts_does_not_matter(divided: Any, fused: Any) -> None:
    shown = [fused(order) for order in permutations(divided)]
    assert all(
        [(toll.low, toll.parts, toll.statements) for toll in tolls.values()]
        == [(toll.low, toll.parts, toll.statements) for toll in shown[0].values()]
        for tolls in shown
    )


def test_of_parts_that_one_sentence_tells_the_greatest_stands_first(claim: Any, fused: Any) -> None:
    total = claim("a", 31, at=10)
    parts = [claim("a", number, kind="breakdown", part_of=total.id, at=60) for number in (4, 17, 10)]
    (toll,) = fused([total, *parts]).values()
    assert [part.best for part in toll.parts] == [17, 10, 4]


def test_a_part_of_no_known_total_raises_no_toll(claim: Any, emitted: Any) -> None:
    assert emitted([claim("a", 17, kind="breakdown", part_of="unheard")]) == []


def test_parts_that_are_parts_of_each_other_do_no_harm(claim: Any, emitted: Any) -> None:
    ring = [claim("a", 3, kind="breakdown", id="x", part_of="y"), claim("a", 4, kind="breakdown", id="y", part_of="x")]
    assert emitted(ring) == []


def test_parts_of_a_repeated_total_go_with_the_one_that_counts(claim: Any, fused: Any) -> None:
    first, again = claim("a", 15, by="police"), claim("a", 15, by="police", at=70)
    parts = [claim("a", n, kind="breakdown", part_of=again.id, at=71 + n) for n in (9, 6)]
    (toll,) = fused([first, again, *parts]).values()
    assert {part.part_of for part in toll.parts} == {first.id}


def test_further_victims_come_on_top_of_the_figure_of_their_article(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 3), claim("a", 2, kind="increment", at=40)]).values()
    assert (toll.low, toll.best, toll.high) == (5, 5, 5)


def test_a_total_of_the_same_article_has_them_already(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 5, kind="increment"), claim("a", 33, kind="period_total", at=40)]).values()
    assert (toll.low, toll.best, toll.high) == (33, 33, 33)


def test_a_total_of_the_headline_has_the_further_victims_of_the_text(claim: Any, fused: Any) -> None:
    title = Evidence(field="title", sentence="Cyclone: 26 deaths counted", start=0, end=26)
    said = [claim("a", 26, evidence=(title,), by="official"), claim("a", 1, kind="increment", by="official", at=400)]
    (toll,) = fused(said).values()
    assert toll.best == 26


@pytest.mark.parametrize(("before", "best"), [(23, 31), (29, 39)])
def test_a_total_that_is_that_much_above_the_one_before_has_the_further_victims(
    claim: Any, fused: Any, before: int, best: int
) -> None:
    later = [
        claim("b", number, kind=kind, by="military", at=at, published="2021-05-06T09:00:00Z")
        for number, kind, at in ((31, "incident", 0), (8, "increment", 50))
    ]
    (toll,) = fused([claim("a", before, by="military"), *later]).values()
    assert toll.best == best


def test_as_many_further_wounded_as_there_were_are_the_same(claim: Any, fused: Any) -> None:
    again = claim("b", 23, kind="increment", measure="injured", published="2021-05-06T09:00:00Z")
    (toll,) = fused([claim("a", 23, measure="injured"), again]).values()
    assert toll.best == 23


def test_a_death_told_of_twice_in_an_article_is_one_more(claim: Any, fused: Any) -> None:
    twice = [
        claim("b", 1, kind=kind, day="2021-05-06", published="2021-05-06T09:00:00Z", at=at)
        for kind, at in (("increment", 0), ("incident", 40))
    ]
    (toll,) = fused([claim("a", 19, by="official"), *twice]).values()
    assert (toll.event_key, toll.best, toll.conflict) == ("am-arnav/2021-05-04/killed", 20, False)


def test_further_victims_in_a_later_article_extend_the_toll_of_the_event(claim: Any, fused: Any) -> None:
    later = claim("b", 4, kind="increment", day="2021-05-06", published="2021-05-06T09:00:00Z", by="police")
    (toll,) = fused([claim("a", 12, by="medical"), later]).values()
    assert (toll.event_key, toll.best, toll.conflict) == ("am-arnav/2021-05-04/killed", 16, False)


def test_further_victims_of_an_unknown_total_are_the_least_there_is(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 4, kind="increment")]).values()
    assert (toll.low, toll.high) == (4, None)
