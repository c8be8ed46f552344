"""An agent that stands still is told from one that is idle and one that is busy."""

import pytest

from tocsin.engine.probe import Standing
from tocsin.engine.watchdog import Watchdog

PATIENCE = 60.0


def at(committed: int, end: int, partition: int = 0) -> Standing:
    return Standing("t.articles", partition, committed, end)


@pytest.fixture
def watchdog() -> Watchdog:
    return Watchdog(PATIENCE)


def test_an_idle_agent_is_never_overdue(watchdog: Watchdog) -> None:
    assert not any(watchdog.overdue([at(5, 5)], now) for now in range(0, 1_000, 10))
    assert not any(watchdog.overdue([], now) for now in range(1_000, 2_000, 10))


def test_an_agent_that_commits_is_never_overdue(watchdog: Watchdog) -> None:
    assert not any(watchdog.overdue([at(now, 10_000)], now) for now in range(0, 1_000, 50))


def test_an_agent_within_a_long_batch_is_not_overdue_as_long_as_records_are_done(watchdog: Watchdog) -> None:
    for now in range(0, 1_000, 50):
        watchdog.progress()
        assert watchdog.overdue([at(5, 100)], now) == []
    assert watchdog.overdue([at(5, 100)], 950 + PATIENCE + 1) == [at(5, 100)]


def test_records_that_wait_while_nothing_moves_are_overdue_after_patience(watchdog: Watchdog) -> None:
    assert watchdog.overdue([at(5, 6)], 0) == []
    assert watchdog.overdue([at(5, 7)], PATIENCE) == []


def test_what_is_overdue_is_what_was_there_when_the_waiting_began(watchdog: Watchdog) -> None:
    """What has come since may have come a moment ago."""
    watchdog.overdue([at(5, 6)], 0)
    assert watchdog.overdue([at(5, 8)], PATIENCE + 1) == [at(5, 6)]


def test_patience_begins_with_the_first_record_that_waits(watchdog: Watchdog) -> None:
    assert watchdog.overdue([at(5, 5)], 1_000) == []
    assert watchdog.overdue([at(5, 6)], 1_000 + PATIENCE) == []
    assert watchdog.overdue([at(5, 6)], 1_000 + 2 * PATIENCE) == []
    assert watchdog.overdue([at(5, 6)], 1_001 + 2 * PATIENCE) == [at(5, 6)]


def test_a_partition_that_was_away_is_looked_at_anew(watchdog: Watchdog) -> None:
    watchdog.overdue([at(5, 6)], 0)
    watchdog.overdue([], 10)
    assert watchdog.overdue([at(5, 6)], PATIENCE + 1) == []


def test_one_partition_that_stands_is_not_hidden_by_another_that_moves(watchdog: Watchdog) -> None:
    for now in (0, int(PATIENCE)):
        assert watchdog.overdue([at(now, 900), at(7, 9, 1)], now) == []
    assert watchdog.overdue([at(99, 900), at(7, 9, 1)], PATIENCE + 1) == [at(7, 9, 1)]


def test_a_partition_with_nothing_but_ends_of_transactions_is_excused_for_another_patience(watchdog: Watchdog) -> None:
    watchdog.overdue([at(5, 6)], 0)
    [late] = watchdog.overdue([at(5, 6)], 61)
    watchdog.excuse(late)
    assert watchdog.overdue([at(5, 9)], 66) == []
    assert watchdog.overdue([at(5, 9)], 66 + PATIENCE) == []
    assert watchdog.overdue([at(5, 9)], 67 + PATIENCE) == [at(5, 9)]


def test_the_reason_names_partition_offsets_and_the_setting(watchdog: Watchdog) -> None:
    reason = watchdog.stalled(at(1_500, 2_000, 3))
    assert reason.message == "t.articles[3] has records up to 2,000, but processing has stood at 1,500 for 60 s."
    assert "TOCSIN_STALL_SECONDS" in reason.hint


def test_a_rebalance_is_doubted_only_when_it_does_not_end(watchdog: Watchdog) -> None:
    assert watchdog.doubt_rebalance(rebalancing=True, now=0) is None
    assert watchdog.doubt_rebalance(rebalancing=True, now=PATIENCE) is None
    assert watchdog.doubt_rebalance(rebalancing=False, now=PATIENCE + 1) is None
    assert watchdog.doubt_rebalance(rebalancing=True, now=PATIENCE + 2) is None
    doubt = watchdog.doubt_rebalance(rebalancing=True, now=2 * PATIENCE + 3)
    assert doubt is not None
    assert doubt.message == "A rebalance of the group has not ended for 60 s."
