"""The contract finds what an agent owes and does not keep."""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from tocsin import Agent, Article, BatchAgent, Output, Record, Spec, State, StatefulAgent, Topic
from tocsin.plugins.agent import AnyAgent
from tocsin.testing import AgentContract, Clock, article, articles, claim, claims, odd_articles


class Note(Record):
    article_id: str
    number: int = 0


SPEC = Spec(name="notes", summary="Notes.", consumes=("articles",), produces=(Topic("notes", Note),))
STATEFUL = Spec(name="notes", summary="Notes.", consumes=("articles",), produces=SPEC.outputs, state=("count",))


class Good(Agent[Article]):
    spec = SPEC

    def process(self, record: Article, /) -> Iterable[Output]:
        yield Note(article_id=record.id)


class Silent(Good):
    def process(self, record: Article, /) -> Iterable[Output]:
        del record
        return ()


class Chance(Good):
    numbers = itertools.count()

    def process(self, record: Article, /) -> Iterable[Output]:
        yield Note(article_id=record.id, number=next(self.numbers))


class OneId(Good):
    def process(self, record: Article, /) -> Iterable[Output]:
        yield Note(id="one", article_id=record.id)


class Changes(Good):
    def process(self, record: Article, /) -> Iterable[Output]:
        object.__setattr__(record, "title", "mine")
        yield Note(article_id=record.id)


class Undeclared(Good):
    def process(self, record: Article, /) -> Iterable[Output]:
        yield record


class Raises(Good):
    def process(self, record: Article, /) -> Iterable[Output]:
        yield Note(article_id=record.id, number=int(record.source == "example") or int(record.title))


class Remembers(StatefulAgent[Article]):
    spec = STATEFUL

    def process(self, record: Article, state: State, /) -> Iterable[Output]:
        number = state["count"].get("all", 0) + 1
        state["count"].set("all", number)
        yield Note(article_id=record.id, number=number)


class RemembersElsewhere(StatefulAgent[Article]):
    spec = STATEFUL

    def attach(self, state: State, /) -> None:
        del state
        self.number = 0

    def process(self, record: Article, state: State, /) -> Iterable[Output]:
        del state
        self.number += 1
        yield Note(article_id=record.id, number=self.number)


class Batched(BatchAgent[Article]):
    spec = SPEC

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        return [[Note(article_id=record.id)] for record in records]


class LooksAtItsNeighbours(BatchAgent[Article]):
    spec = SPEC

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        return [[Note(article_id=record.id, number=len(records))] for record in records]


class ChangesBatches(BatchAgent[Article]):
    spec = SPEC

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        for record in records:
            object.__setattr__(record, "title", "mine")
        return [[Note(article_id=record.id)] for record in records]


PROMISES = [name for name in vars(AgentContract) if name.startswith("test_")]


def broken_by(agent: type[AnyAgent]) -> list[str]:
    class Contract(AgentContract):
        def agent(self) -> AnyAgent:
            return agent()

    broken = []
    for promise in PROMISES:
        try:
            getattr(Contract(), promise)()
        except AssertionError:
            broken.append(promise)
    return broken


@pytest.mark.parametrize("agent", [Good, Remembers, Batched])
def test_an_agent_that_keeps_every_promise_passes(agent: type[AnyAgent]) -> None:
    assert broken_by(agent) == []


@pytest.mark.parametrize(
    ("agent", "promise"),
    [
        (Silent, "test_it_has_something_to_say"),
        (Chance, "test_the_same_records_give_the_same"),
        (OneId, "test_a_record_gives_each_id_once"),
        (Changes, "test_records_are_left_as_they_were"),
        (ChangesBatches, "test_records_are_left_as_they_were"),
        (Undeclared, "test_it_emits_only_what_it_declares"),
        (RemembersElsewhere, "test_it_goes_on_after_a_restart"),
        (LooksAtItsNeighbours, "test_batches_make_no_difference"),
        (Raises, "test_odd_records_do_no_harm"),
    ],
)
def test_an_agent_that_breaks_a_promise_is_found_out(agent: type[AnyAgent], promise: str) -> None:
    assert promise in broken_by(agent)


def test_each_promise_can_be_broken() -> None:
    assert len(PROMISES) == 8


def test_who_reads_neither_articles_nor_claims_brings_records_along() -> None:
    class Elsewhere(Agent[Note]):
        spec = Spec(name="elsewhere", summary="", consumes=(Topic("notes", Note),))

        def process(self, record: Note, /) -> Iterable[Output]:
            del record
            return ()

    class Contract(AgentContract):
        def agent(self) -> AnyAgent:
            return Elsewhere()

    assert Contract().odd_records() == ()
    with pytest.raises(NotImplementedError, match="override records"):
        Contract().records()
    with pytest.raises(NotImplementedError, match="override agent"):
        AgentContract().agent()


@pytest.mark.parametrize("build", [articles, claims])
def test_builders_give_different_records_and_the_same_ones_again(build: Any) -> None:
    assert len({record.id for record in build(100)}) == 100
    assert build(100) == build(100)


def test_builders_take_the_fields_that_matter() -> None:
    assert article("A text.", source="mine").source == "mine"
    assert claim(low=7).low == 7
    assert len({each.id for each in odd_articles()}) > 20


def test_a_clock_stands_still_until_it_is_told_to_go_on() -> None:
    clock = Clock()
    assert clock() == clock()
    began = clock()
    clock.advance(90)
    assert (clock() - began).total_seconds() == 90
