"""One event told by several outlets, from the first report to a retraction."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin import Alert, Attribution, Previous, Toll
from tocsin.testing import run
from tocsin_agents.alerts import Alerts
from tocsin_agents.tolls import Tolls, TollSettings


def numbers(toll: Toll) -> tuple[int | None, int | None, int | None]:
    return (toll.low, toll.best, toll.high)


@pytest.fixture
def story(claim: Any) -> list[Any]:
    activists, agency = "opposition:opposition activists", "news_agency:Reuters"
    hours = [f"2021-05-05T{hour}:00:00Z" for hour in (10, 12, 14, 16, 18)]
    return [
        claim("a", 26, by=activists, qualifier="at_least", published=hours[0]),
        claim("b", 31, by=agency, qualifier="at_least", published=hours[1]),
        claim("c", 31, by="news_agency:Reuters news agency", qualifier="at_least", published=hours[2]),
        claim("d", 28, by=agency, qualifier="at_least", published=hours[3]),
        claim("e", 28, by=agency, polarity="retracted", published=hours[4]),
    ]


def test_the_first_report_is_a_weak_toll(story: Any, emitted: Any) -> None:
    (toll,) = emitted(story[:1])
    assert toll.event_key == "am-arnav/2021-05-04/killed"
    assert numbers(toll) == (26, 26, None)
    assert (toll.conflict, toll.grade, toll.sources, toll.previous) == (False, "weak", 1, None)


def test_another_source_with_another_number_is_a_conflict(story: Any, emitted: Any) -> None:
    toll = emitted(story[:2])[-1]
    assert numbers(toll) == (26, 31, None)
    assert (toll.conflict, toll.grade, toll.sources) == (True, "contested", 2)
    assert toll.previous is not None
    assert toll.previous.best == 26
    assert toll.alternatives["conservative"] == 26


def test_a_second_outlet_that_cites_the_same_agency_adds_no_source(story: Any, emitted: Any) -> None:
    toll = emitted(story[:3])[-1]
    assert (toll.sources, toll.articles) == (2, 3)
    assert [(each.origin, each.superseded) for each in toll.statements] == [
        ("opposition", False),
        ("reuters", True),
        ("reuters", False),
    ]


def test_a_correction_by_the_same_source_replaces_its_figure(story: Any, emitted: Any) -> None:
    toll = emitted(story[:4])[-1]
    assert numbers(toll) == (26, 28, None)
    assert toll.previous.best == 31


def test_a_retracted_figure_no_longer_counts(story: Any, emitted: Any) -> None:
    toll = emitted(story)[-1]
    assert numbers(toll) == (26, 26, None)
    assert (toll.conflict, toll.grade) == (False, "weak")
    assert toll.statements[-1].polarity == "retracted"


def test_a_toll_of_which_everything_is_retracted_is_discounted(story: Any, claim: Any, emitted: Any) -> None:
    toll = emitted([story[0], claim("z", 26, polarity="retracted", published="2021-05-06T09:00:00Z")])[-1]
    assert numbers(toll) == (None, None, None)
    assert (toll.grade, toll.sources) == ("discounted", 0)
    assert toll.previous.low == 26


def test_a_source_that_denies_its_own_figure_takes_it_back(claim: Any, emitted: Any) -> None:
    said = claim("a", 12, by="military")
    denied = claim("b", 12, by="military", polarity="denied", published="2021-05-06T09:00:00Z")
    assert emitted([said, denied])[-1].grade == "discounted"


def test_a_denial_by_somebody_else_makes_the_toll_contested(claim: Any, emitted: Any) -> None:
    said = claim("a", 12, by="opposition")
    denied = claim("a", 12, by="military", polarity="denied", at=50)
    toll = emitted([said, denied])[-1]
    assert numbers(toll) == (12, 12, 12)
    assert (toll.grade, toll.conflict) == ("contested", False)


def test_a_claim_that_arrives_again_changes_nothing(story: Any, emitted: Any) -> None:
    assert len(emitted([story[0], story[0]])) == 1


def test_a_later_figure_of_the_same_source_is_no_conflict(claim: Any, fused: Any) -> None:
    later = claim("b", 38, by="official:the governor", published="2021-05-06T09:00:00Z")
    (toll,) = fused([claim("a", 14, by="official:the disaster office"), later]).values()
    assert (numbers(toll), toll.conflict) == ((38, 38, 38), False)


def test_two_spokesmen_who_differ_in_one_article_are_a_conflict(claim: Any, fused: Any) -> None:
    both = [claim("a", 14, by="official:the mayor"), claim("a", 10, by="official:the ministry", at=80)]
    (toll,) = fused(both).values()
    assert (numbers(toll), toll.conflict) == ((10, 14, 14), True)


def test_a_figure_that_is_said_to_be_replaced_no_longer_counts(claim: Any, fused: Any) -> None:
    risen = claim("b", 38, previous=Previous(low=14, best=14, high=14, direction="up"), day="2021-05-06")
    (toll,) = fused([claim("a", 14, by="official"), risen]).values()
    assert (toll.event_key, numbers(toll), toll.conflict) == ("am-arnav/2021-05-04/killed", (38, 38, 38), False)


def test_an_open_bound_above_the_highest_number_leaves_the_toll_open(claim: Any, fused: Any) -> None:
    wounded = claim("a", None, low=101, best=100, high=None, qualifier="more_than", by="opposition", measure="injured")
    (toll,) = fused([wounded, claim("b", 9, by="state_media", measure="injured")]).values()
    assert (toll.low, toll.high, toll.conflict) == (9, None, True)


def test_dozens_agree_with_a_number_of_dozens_and_give_no_best(claim: Any, fused: Any) -> None:
    dozens = claim("a", None, low=12, qualifier="vague", by="witness", published="2021-05-06T08:00:00Z")
    (toll,) = fused([dozens, claim("b", 23, by="police")]).values()
    assert (numbers(toll), toll.conflict) == ((12, 23, 23), False)


def test_two_sources_that_agree_make_a_fair_toll(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 9, by="opposition"), claim("b", 9, by="monitor_ngo:Watch")]).values()
    assert (toll.grade, toll.sources, toll.conflict) == ("fair", 2, False)


def test_an_official_word_confirms_unless_it_speaks_of_its_enemies(claim: Any, fused: Any) -> None:
    (plain,) = fused([claim("a", 9, by="military")]).values()
    (enemies,) = fused([claim("a", 9, by="military", victim={"class": "combatant", "as_claimed": True})]).values()
    assert (plain.grade, enemies.grade) == ("confirmed", "weak")


@pytest.mark.parametrize(("policy", "best"), [("conservative", 7), ("latest", 12), ("most_sources", 9)])
def test_the_best_figure_follows_the_policy(claim: Any, fused: Any, policy: Any, best: int) -> None:
    said = [
        claim("a", 7, by="state_media", published="2021-05-05T08:00:00Z"),
        claim("b", 9, by="police", published="2021-05-05T09:00:00Z"),
        claim("c", 9, by="medical", published="2021-05-05T10:00:00Z"),
        claim("d", 12, by="opposition", published="2021-05-05T11:00:00Z"),
    ]
    (toll,) = fused(said, TollSettings(policy=policy)).values()
    assert (toll.low, toll.best, toll.high, toll.policy) == (7, best, 12, policy)


def test_a_chain_counts_for_the_source_within_that_is_more_than_hearsay(claim: Any, fused: Any) -> None:
    monitor = Attribution(type="monitor_ngo", name="The Monitor")
    chain = (monitor, Attribution(type="witness", name="residents"))
    (toll,) = fused([claim("a", 12, attribution=chain), claim("b", 12, attribution=(monitor,))]).values()
    assert toll.sources == 1


def test_an_article_that_repeats_its_source_in_the_headline_is_one_source(claim: Any, fused: Any) -> None:
    (toll,) = fused([claim("a", 6), claim("a", 6, by="police", at=90)]).values()
    assert (toll.sources, len(toll.statements)) == (1, 1)
    assert toll.statements[0].origin == "police"


@pytest.mark.parametrize(
    "aside",
    [
        {"kind": "cumulative"},
        {"kind": "rate"},
        {"kind": "stock"},
        {"temporal_role": "background"},
        {"modality": "hypothetical"},
        {"modality": "slogan"},
        {"polarity": "zero"},
        {"unit": "family", "low": None, "best": None, "high": None},
    ],
)
def test_what_is_no_count_of_this_event_never_touches_its_toll(claim: Any, fused: Any, aside: Any) -> None:
    said = claim("a", 6, by="police")
    assert fused([claim("a", 500, at=90, **aside), said]) == fused([said])


def test_the_whole_story_is_one_alert_in_five_revisions(story: Any, claim: Any) -> None:
    last = claim("f", 26, by="opposition:opposition activists", polarity="retracted", published="2021-05-05T20:00:00Z")
    alerts = run([Tolls(), Alerts()], [*story, last]).of(Alert)
    told = {alert.revision: alert for alert in alerts}
    assert {alert.id for alert in alerts} == {alerts[0].id}
    assert [(told[n].state, told[n].values.low, told[n].rule) for n in sorted(told)] == [
        ("firing", 26, "toll-threshold"),
        ("updated", 26, "toll-conflict"),
        ("updated", 26, "toll-conflict"),
        ("updated", 26, "toll-threshold"),
        ("cancelled", None, "toll-threshold"),
    ]
