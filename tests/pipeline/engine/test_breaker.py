"""When an agent counts as broken: never by poison now and then, soon when most of what it reads fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import DeadLetter
from tocsin.engine.breaker import Breaker, note, noted
from tocsin.engine.processing import Processed

LIMIT = 50


def batch(outcomes: list[bool]) -> Processed:
    """Give a batch in which the records that are True succeeded."""
    return Processed(tried=len(outcomes), broken=outcomes.count(False))


def batches(outcomes: list[bool], size: int) -> list[Processed]:
    return [batch(outcomes[i : i + size]) for i in range(0, len(outcomes), size)]


def trips(outcomes: list[bool], size: int, limit: int = LIMIT) -> int | None:
    """Give how many records had been committed when the agent was put to trial; None: it never was."""
    breaker, excess = Breaker("words", limit), 0
    for number, done in enumerate(batches(outcomes, size)):
        excess = breaker.after(excess, done)
        if breaker.reached(excess):
            return number * size
    return None


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("every", [2, 3, 50])
def test_poison_now_and_then_never_stops_an_agent(every: int, size: int) -> None:
    assert trips([number % every != 0 for number in range(20_000)], size) is None


@pytest.mark.parametrize("size", [1, 10, 100, 1_000])
def test_an_agent_that_fails_on_everything_buries_fewer_records_than_the_limit(size: int) -> None:
    committed = trips([False] * 2_000, size)
    assert committed is not None
    assert committed < LIMIT


@given(st.lists(st.booleans(), max_size=300), st.integers(1, 40))
def test_whoever_succeeds_more_often_than_not_is_never_put_to_trial(outcomes: list[bool], size: int) -> None:
    assert trips([each for outcome in outcomes for each in (True, outcome)], size) is None


@given(st.lists(st.booleans(), max_size=300), st.integers(1, 40))
def test_fewer_failures_than_the_limit_never_stop_an_agent(outcomes: list[bool], size: int) -> None:
    assert outcomes.count(False) >= LIMIT or trips(outcomes, size) is None


def test_a_limit_of_zero_never_stops_an_agent() -> None:
    assert trips([False] * 5_000, 100, limit=0) is None


@given(st.integers(0, 10**9 - 1))
def test_the_excess_is_kept_with_the_offset(excess: int) -> None:
    assert noted(note(excess)) == excess


@pytest.mark.parametrize(
    "metadata", ["", "failing=", "failing=-1", "failing=٣", "leader=7", "failing=1\n", "failing=" + "9" * 99]
)
def test_what_others_noted_with_an_offset_counts_as_nothing(metadata: str) -> None:
    assert noted(metadata) == 0


@pytest.mark.parametrize(
    ("outcomes", "passed"), [([], False), ([True], True), ([True, False], False), ([True, False, True], True)]
)
def test_a_trial_is_passed_by_succeeding_on_most_records(outcomes: list[bool], passed: bool) -> None:  # noqa: FBT001
    assert Breaker.passes(batch(outcomes)) is passed


def test_the_error_says_which_records_failed_and_what_to_do() -> None:
    letters = [
        DeadLetter(topic="articles", partition=0, offset=n, agent="words", error="ValueError", message="no")
        for n in range(60)
    ]
    error = Breaker("words", LIMIT).stop(60, Processed(failed=letters, tried=61, broken=60))
    assert "Agent words fails on most of what it reads: 60 of the last 61 records" in error.message
    assert "articles[0]@0: ValueError: no; articles[0]@1" in error.message
    assert "@3" not in error.message
    assert "TOCSIN_BREAKER_FAILURES=0" in error.hint
