"""A record whose agent says that trying again may help is tried again, within bounds."""

import datetime as dt
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tocsin
from tocsin import (
    Agent,
    Article,
    BatchAgent,
    Output,
    Record,
    RecordError,
    RetryableError,
    Spec,
    State,
    StatefulAgent,
    Topic,
)
from tocsin.engine.retries import PAUSE_BUDGET, PAUSES, Retries
from tocsin.engine.source import REBALANCE_TIMEOUT
from tocsin.testing import Clock, article, articles, run


class Answer(Record):
    attempt: int


ANSWERS = Topic("answers", Answer)


class Busy(Agent[Article]):
    """Says that its service is busy, some times for each record."""

    spec = Spec(name="busy", summary="Is busy.", consumes=("articles",), produces=(ANSWERS,))

    def __init__(self, times: int) -> None:
        self.times = times

    def process(self, record: Article, /) -> Iterable[Output]:
        del record
        attempt = tocsin.current().attempt
        yield Answer(attempt=attempt)
        if attempt <= self.times:
            raise RetryableError("The service is busy.")


@pytest.mark.parametrize("times", range(len(PAUSES) + 1))
def test_a_record_is_tried_again_until_it_does(times: int) -> None:
    done = run(Busy(times), [article()])
    assert [answer.attempt for answer in done.of(Answer)] == [times + 1]
    assert done.failed == ()


def test_when_it_never_does_it_is_a_dead_letter_that_tells_so() -> None:
    done = run(Busy(100), [article()])
    [letter] = done.failed
    assert (letter.error, letter.message) == ("RetryableError", "The service is busy. Tried 5 times.")
    assert letter.attempts == 1, "what the engine tries at once counts as one: the letter can be sent again"
    assert done.emitted == ()


def test_the_pauses_become_longer_and_take_the_time_of_the_clock() -> None:
    clock = Clock()
    began = clock()
    run(Busy(len(PAUSES)), [article()], clock=clock)
    assert clock() - began == dt.timedelta(seconds=sum(PAUSES))
    assert list(PAUSES) == sorted(PAUSES)


def test_an_error_that_is_for_good_is_not_tried_again() -> None:
    class Refusing(Busy):
        def process(self, record: Article, /) -> Iterable[Output]:
            raise RecordError(f"{record.title} will never do.")

    [letter] = run(Refusing(0), [article()]).failed
    assert letter.message == "A bridge collapses will never do."


class Counting(StatefulAgent[Article]):
    spec = Spec(name="counting", summary="Counts.", consumes=("articles",), produces=(ANSWERS,), state=("count",))

    def process(self, record: Article, state: State, /) -> Iterable[Output]:
        del record
        state["count"].set("all", state["count"].get("all", 0) + 1)
        if tocsin.current().attempt < 3:
            raise RetryableError("Not yet.")
        return [Answer(attempt=state["count"]["all"])]


def test_an_attempt_that_failed_leaves_no_trace_in_the_state() -> None:
    assert [answer.attempt for answer in run(Counting(), articles(3)).of(Answer)] == [1, 2, 3]


class BusyBatches(BatchAgent[Article]):
    spec = Busy.spec

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        attempts = {context.attempt for context in tocsin.current_batch()}
        if max(attempts) < 2:
            raise RetryableError("The model is busy.")
        return [[Answer(attempt=max(attempts))] for _ in records]


def test_a_batch_is_tried_again_as_a_whole() -> None:
    assert [answer.attempt for answer in run(BusyBatches(), articles(2)).of(Answer)] == [2, 2]


def test_a_batch_pauses_well_below_what_a_rebalance_allows() -> None:
    assert PAUSE_BUDGET <= REBALANCE_TIMEOUT / 3


@given(st.integers(1, 50))
def test_however_many_records_fail_a_batch_pauses_no_longer_than_its_budget(records: int) -> None:
    paused: list[float] = []
    retries = Retries(paused.append)

    def failing() -> None:
        raise RetryableError("Busy.")

    for _ in range(records):
        with pytest.raises(RetryableError):
            retries.call(failing)
    assert sum(paused) <= PAUSE_BUDGET + 1e-9
