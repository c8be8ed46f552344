"""When a later figure takes the place of an earlier one, and when the two contradict each other."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin import Evidence, Previous, Toll

LATER = {"published": "2021-05-06T08:00:00Z"}


def says(claim: Any, article: str, number: int, sentence: str, **said: Any) -> Any:
    """Make a claim that rests on a sentence of the body, or with `title=True` on the headline."""
    at = said.pop("at", 0)
    words = Evidence(
        field="title" if said.pop("title", False) else "body", sentence=sentence, start=at, end=at + len(sentence)
    )
    return claim(article, number, evidence=(words,), **said)


def numbers(toll: Toll) -> tuple[int | None, int | None, int | None]:
    return (toll.low, toll.best, toll.high)


def test_what_nobody_is_named_for_is_replaced_by_anybodys_later_figure(claim: Any, fused: Any) -> None:
    first = says(claim, "a", 9, "A dozen lorries burned and nine people died.")
    (toll,) = fused([first, claim("b", 14, by="police", **LATER)]).values()
    assert (numbers(toll), toll.conflict) == ((14, 14, 14), False)


def test_a_later_article_in_its_own_words_replaces_what_one_source_had_said(claim: Any, fused: Any) -> None:
    later = says(claim, "b", 30, "Thirty people lie in two hospitals.", measure="injured", **LATER)
    (toll,) = fused([claim("a", 12, by="official", measure="injured"), later]).values()
    assert (numbers(toll), toll.conflict) == ((30, 30, 30), False)


def test_a_later_article_that_hands_a_figure_on_from_somebody_contradicts(claim: Any, fused: Any) -> None:
    later = says(claim, "b", 12, "The alliance said that twelve fighters had been killed.", **LATER)
    (toll,) = fused([claim("a", 31, by="official"), later]).values()
    assert (numbers(toll), toll.conflict) == ((12, 12, 31), True)


def test_a_later_article_that_repeats_the_old_figure_beside_its_own_keeps_the_dispute(claim: Any, fused: Any) -> None:
    first = says(claim, "a", 32, "Thirty-two people died among the stalls.")
    later = [claim("b", 14, by="military", **LATER), says(claim, "b", 32, "Villagers bury 32.", at=400, **LATER)]
    (toll,) = fused([first, *later]).values()
    assert (numbers(toll), toll.conflict) == ((14, 14, 32), True)


def test_articles_of_one_hour_do_not_replace_each_other(claim: Any, fused: Any) -> None:
    both = [
        says(claim, article, number, f"{number} people died.", published=f"2021-05-05T1{number % 10}:00:00Z")
        for article, number in (("a", 20), ("b", 32))
    ]
    (toll,) = fused(both).values()
    assert (toll.low, toll.high, toll.conflict) == (20, 32, True)


def test_two_bodies_of_the_state_dispute_when_the_later_article_repeats_both(claim: Any, fused: Any) -> None:
    first = claim("a", 4, by="official:the ministry of security")
    later = [
        says(claim, "b", 11, "The city council said eleven people had died.", by="official:the city council", **LATER),
        says(claim, "b", 4, "The ministry has not moved from its own figure of four.", at=200, **LATER),
    ]
    (toll,) = fused([first, *later]).values()
    assert (numbers(toll), toll.conflict) == ((4, 11, 11), True)


def test_an_official_of_an_agency_who_speaks_of_some_of_its_dead_disputes_nothing(claim: Any, fused: Any) -> None:
    said = [
        claim("a", 26, by="official:the Lori emergency agency", kind="period_total"),
        claim("a", 15, by="official:Aram Petrosyan of the agency", at=300),
    ]
    (toll,) = fused(said).values()
    assert (numbers(toll), toll.conflict) == ((26, 26, 26), False)


@pytest.mark.parametrize(
    ("sentence", "low"),
    [
        ("Four of the soldiers had been beheaded.", 23),
        ("Villagers said that four soldiers had been killed.", 4),
    ],
)
def test_a_smaller_figure_of_another_source_counts_when_words_hand_it_on(
    claim: Any, fused: Any, sentence: str, low: int
) -> None:
    said = [claim("a", 23, by="military"), says(claim, "a", 4, sentence, by="witness", at=300)]
    (toll,) = fused(said).values()
    assert (toll.low, toll.high) == (low, 23)


@pytest.mark.parametrize(
    ("sentence", "count", "low"),
    [
        ("The spokesman, who on Wednesday had talked of five, said so.", "five", 19),
        ("Five is what people in the street say.", "Five", 5),
    ],
)
def test_a_figure_that_was_given_before_is_no_rival_of_the_one_that_is_given_now(
    claim: Any, fused: Any, sentence: str, count: str, low: int
) -> None:
    now = says(claim, "b", 19, "Nineteen people were killed, the governor said.", by="official", **LATER)
    before = says(claim, "b", 5, sentence, at=60, count_text=count, **LATER)
    (toll,) = fused([claim("a", 5, by="witness"), now, before]).values()
    assert (toll.low, toll.best) == (low, 19)


def test_a_source_that_stands_by_its_figure_does_not_replace_the_other_one(claim: Any, fused: Any) -> None:
    other = Previous(low=34, best=34, high=34)
    held = "The governor stood by his figure of 21 and rejected the 34 of the families."
    first = claim("a", 34, by="witness:families")
    (kept,) = fused([first, says(claim, "b", 21, held, by="official", previous=other, **LATER)]).values()
    cut = "The governor cut the toll to 21 from 34."
    (replaced,) = fused([first, says(claim, "b", 21, cut, by="official", previous=other, **LATER)]).values()
    assert (numbers(kept), numbers(replaced)) == ((21, 21, 34), (21, 21, 21))


def test_a_headline_that_hears_others_than_the_one_source_below_it_is_an_account_of_its_own(
    claim: Any, fused: Any
) -> None:
    said = [
        says(claim, "a", 34, "Families count 34 dead after jail revolt", title=True),
        says(claim, "a", 21, "The prisons department speaks of 21 dead.", by="official", at=90),
    ]
    (toll,) = fused(said).values()
    assert (toll.low, toll.high, toll.conflict) == (21, 34, True)


def test_dead_attackers_are_no_account_of_the_victims(claim: Any, fused: Any) -> None:
    attackers = says(claim, "a", 4, "Four attackers were shot, police said.", victim={"class": "perpetrator"}, at=90)
    (toll,) = fused([claim("a", 19, by="official"), attackers]).values()
    assert numbers(toll) == (19, 19, 19)


def test_who_denies_a_figure_and_gives_another_disputes_it_whatever_kind_of_source_gave_it(
    claim: Any, fused: Any
) -> None:
    first = claim("a", 42, by="official:a councillor")
    later = [
        claim("b", 10, by="official:the forces", **LATER),
        claim("b", 42, by="official:the forces", polarity="denied", at=90, **LATER),
    ]
    (toll,) = fused([first, *later]).values()
    assert (numbers(toll), toll.conflict) == ((10, 10, 42), True)


def test_who_denies_the_figure_he_gives_denies_who_they_were(claim: Any, fused: Any) -> None:
    said = [claim("a", 10, by="military"), claim("a", 10, by="military", polarity="denied", at=90)]
    (toll,) = fused(said).values()
    assert (numbers(toll), toll.grade) == ((10, 10, 10), "confirmed")


def test_of_two_figures_in_a_sentence_the_first_leads(claim: Any, fused: Any) -> None:
    sentence = "At least twenty were hurt when a car ran into them and a policeman was stabbed."
    said = [
        says(claim, "a", number, sentence, measure="injured", count_text=words, by="police")
        for number, words in ((1, "a policeman"), (20, "At least twenty"))
    ]
    assert [toll.best for toll in fused(said).values()] == [20]
    assert [toll.best for toll in fused(said[::-1]).values()] == [20]


@pytest.mark.parametrize(
    ("measure", "low"), [("killed", 19), ("injured", 19), ("missing", 2)], ids=["killed", "injured", "missing"]
)
def test_far_fewer_dead_than_are_known_are_some_of_them_but_the_missing_are_found(
    claim: Any, fused: Any, measure: str, low: int
) -> None:
    few = says(claim, "b", 2, "Two nurses are among them.", measure=measure, **LATER)
    (toll,) = fused([claim("a", 19, by="official", measure=measure), few]).values()
    assert numbers(toll) == (low, low, low)


def test_one_person_alone_is_no_lead_where_more_are_counted(claim: Any, fused: Any) -> None:
    said = [
        claim("a", 1, by="medical", measure="injured"),
        claim("a", 71, by="medical", measure="injured", at=90, qualifier="at_least"),
    ]
    (toll,) = fused(said).values()
    assert toll.low == 71


def test_authorities_go_on_from_each_others_figures(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 19, by="police"), claim("b", 27, by="official:the governor", **LATER)]).values()
    assert (numbers(toll), toll.conflict) == ((27, 27, 27), False)
    (same,) = fused([claim("a", 27, by="police"), claim("b", 27, by="official:the governor", **LATER)]).values()
    assert same.sources == 2


def test_armies_do_not(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 19, by="police"), claim("b", 27, by="military:the army", **LATER)]).values()
    assert (numbers(toll), toll.conflict) == ((19, 27, 27), True)


def test_authorities_that_differ_at_one_hour_are_in_dispute(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 19, by="police"), claim("b", 27, by="official:the governor")]).values()
    assert (numbers(toll), toll.conflict) == ((19, 27, 27), True)


@pytest.mark.parametrize(
    ("said", "low"),
    [
        ({"number": 58, "kind": "period_total"}, 58),
        ({"number": 58}, 9),
        ({"number": 4, "measure": "missing"}, 4),
    ],
    ids=["a toll", "a figure", "those missing"],
)
def test_a_toll_that_has_risen_takes_in_what_another_branch_had_counted(
    claim: Any, fused: Any, said: Any, low: int
) -> None:
    first = claim("a", 9, by="official:firefighters", measure=said.get("measure", "killed"))
    (toll,) = fused([first, claim("b", by="military:a spokesman for the brigade", **said, **LATER)]).values()
    assert (toll.low, toll.best) == (low, said["number"])


def test_a_toll_that_has_risen_does_not_take_in_what_it_is_set_against(claim: Any, fused: Any) -> None:
    first = claim("a", 9, by="official:the governor")
    later = [
        claim("b", 58, by="medical:doctors", kind="period_total", **LATER),
        claim("b", 9, by="official:the governor", at=90, **LATER),
    ]
    (toll,) = fused([first, *later]).values()
    assert (numbers(toll), toll.conflict) == ((9, 58, 58), True)
