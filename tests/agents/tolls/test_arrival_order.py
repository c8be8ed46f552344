"""Whatever order claims arrive in, and wherever the agent is restarted, the tolls end up the same."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import Claim, Toll, content_id
from tocsin.plugins.state import State
from tocsin_agents.tolls import Tolls

PLACES = [("Arnav", 1), ("Berd", 1), ("Armenia", 6), ("south of Armenia", 5), (None, None)]
SOURCES = [None, "police", "opposition", "official:the mayor", "official:the ministry", "news_agency:Reuters"]

MANY = settings(max_examples=60, deadline=None)


@st.composite
def sayings(draw: st.DrawFn) -> dict[str, Any]:
    place, prec = draw(st.sampled_from(PLACES))
    return {
        "article": draw(st.sampled_from("abcd")),
        "number": draw(st.integers(1, 6)),
        "place": place,
        "prec": prec,
        "country": draw(st.sampled_from(["AM", "AM", None])),
        "day": draw(st.sampled_from([None, "2021-05-03", "2021-05-04"])),
        "by": draw(st.sampled_from(SOURCES)),
        "kind": draw(st.sampled_from(["incident", "incident", "period_total", "increment", "breakdown"])),
        "polarity": draw(st.sampled_from(["affirmed", "affirmed", "affirmed", "denied", "retracted"])),
        "qualifier": draw(st.sampled_from(["exact", "at_least"])),
        "measure": draw(st.sampled_from(["killed", "injured"])),
        "previous": draw(st.sampled_from([None, None, {"low": 3, "best": 3, "high": 3}])),
        "at": draw(st.integers(0, 400)),
    }


def made(claim: Any, said: list[dict[str, Any]]) -> list[Claim]:
    hours = {"a": "10", "b": "12", "c": "14", "d": "16"}
    made = [claim(published=f"2021-05-04T{hours[each['article']]}:00:00Z", **each) for each in map(dict, said)]
    return list({each.id: each for each in made}.values())


def told(claims: list[Claim], *, restarts: bool = False) -> tuple[dict[str, Toll], list[Toll]]:
    agent, state = Tolls(), State(Tolls.spec.state)
    log: list[Any] = []
    emitted: list[Toll] = []
    for each in claims:
        if restarts:
            agent, state = Tolls(), State(Tolls.spec.state)
            for change in log:
                state.restore(change)
        emitted += agent.process(each, state)
        log += state.settle()
    return {toll.event_key: toll for toll in emitted}, emitted


def shown(tolls: dict[str, Toll]) -> dict[str, Any]:
    return {key: toll.model_dump(exclude={"id", "previous"}) for key, toll in tolls.items() if toll.statements}


@MANY
@given(said=st.lists(sayings(), max_size=9), data=st.data())
def test_the_order_of_arrival_does_not_matter(claim: Any, said: list[dict[str, Any]], data: st.DataObject) -> None:
    claims = made(claim, said)
    shuffled = data.draw(st.permutations(claims))
    assert shown(told(claims)[0]) == shown(told(shuffled)[0])


@MANY
@given(said=st.lists(sayings(), max_size=7))
def test_a_restart_after_every_claim_changes_nothing(claim: Any, said: list[dict[str, Any]]) -> None:
    claims = made(claim, said)
    assert told(claims)[1] == told(claims, restarts=True)[1]


@MANY
@given(said=st.lists(sayings(), max_size=9))
def test_bounds_enclose_the_best_and_every_statement_that_counts(claim: Any, said: list[dict[str, Any]]) -> None:
    for toll in told(made(claim, said))[0].values():
        if toll.low is not None and toll.best is not None:
            assert toll.low <= toll.best
        if toll.high is not None and toll.best is not None:
            assert toll.best <= toll.high


@MANY
@given(said=st.lists(sayings(), max_size=9))
def test_every_claim_read_twice_tells_nothing_more(claim: Any, said: list[dict[str, Any]]) -> None:
    claims = made(claim, said)
    assert told([*claims, *claims])[1] == told(claims)[1]


@MANY
@given(said=st.lists(sayings(), min_size=1, max_size=7), data=st.data())
def test_a_claim_that_is_undone_leaves_no_trace(claim: Any, said: list[dict[str, Any]], data: st.DataObject) -> None:
    claims = made(claim, said)
    failing = data.draw(st.sampled_from(claims))
    agent, state = Tolls(), State(Tolls.spec.state)
    emitted: list[Toll] = []
    for each in claims:
        if each is failing:
            list(agent.process(each, state))
            state.forget()
        emitted += agent.process(each, state)
        state.settle()
    assert emitted == told(claims)[1]


@MANY
@given(texts=st.tuples(st.text(), st.text(), st.text(), st.text()), published=st.sampled_from([None, "2021-05-04"]))
def test_any_text_and_no_publication_date_will_do(claim: Any, texts: tuple[str, ...], published: str | None) -> None:
    place, name, outlet, sentence = texts
    attribution = ({"type": "monitor_ngo", "name": name},)
    odd = claim(
        "a", 6, place=place, country=None, prec=None, day=None, outlet=outlet, title=sentence, attribution=attribution,
        published=published,
    )  # fmt: skip
    (toll,) = told([odd])[1]
    assert (toll.low, toll.sources) == (6, 1)


@pytest.mark.timeout(400)
def test_a_thousand_claims_of_one_event_in_any_order_end_in_the_same_bytes(claim: Any) -> None:
    dice = random.Random(26)
    kinds = ["incident"] * 40 + ["period_total"] * 9 + ["increment"]
    claims = [
        claim(
            f"{n:04}",
            dice.randint(3, 40),
            by=dice.choice(SOURCES),
            kind=dice.choice(kinds),
            published=f"2021-05-{4 + n % 6:02}T{n % 24:02}:00:00Z",
        )
        for n in range(1_000)
    ]
    kept = {each.id: each.model_dump(mode="json", by_alias=True) for each in claims}
    outcomes = set()
    for _ in range(50):
        dice.shuffle(claims)
        *earlier, last = claims
        # All but the last lie in the state already, as after a restart: to tell after each would take minutes.
        agent, state = Tolls(), State(Tolls.spec.state)
        agent.attach(state)
        for number, each in enumerate(earlier, 1):
            state.restore(("claims", each.id, kept[each.id] | {"arrived": number}))
        (toll,) = agent.process(last, state)
        outcomes.add(content_id(shown({toll.event_key: toll})))
    assert len(outcomes) == 1


def test_many_claims_one_after_another_end_as_they_do_in_any_order(claim: Any) -> None:
    dice = random.Random(12)
    claims = [
        claim(f"{n:03}", dice.randint(3, 40), by=dice.choice(SOURCES), published=f"2021-05-05T{n % 24:02}:00:00Z")
        for n in range(60)
    ]
    outcomes = set()
    for _ in range(4):
        dice.shuffle(claims)
        outcomes.add(content_id(shown(told(claims)[0])))
    assert len(outcomes) == 1
