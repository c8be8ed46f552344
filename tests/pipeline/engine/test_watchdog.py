"""An agent that stands still is told from one that is idle and one that is busy."""

import pytest

from tocsin.engine.source import Assignment
from tocsin.engine.watchdog import Watchdog

PATIENCE = 60.0


def at(position: int, end: int, partition: int = 0) -> list[Assignment]:
    return [Assignment("t.articles", partition, position, end)]


@pytest.fixture
def watchdog() -> Watchdog:
    return Watchdog(PATIENCE)


def test_an_idle_agent_is_never_doubted(watchdog: Watchdog) -> None:
    assert all(watchdog.doubt(at(5, 5), now) is None for now in range(0, 1_000, 10))
    assert all(watchdog.doubt([], now) is None for now in range(1_000, 2_000, 10))


def test_an_agent_that_reads_on_is_never_doubted(watchdog: Watchdog) -> None:
    assert all(watchdog.doubt(at(now, 10_000), now) is None for now in range(0, 1_000, 50))


def test_reading_that_stands_with_records_waiting_is_doubted_after_patience(watchdog: Watchdog) -> None:
    assert watchdog.doubt(at(5, 1_900), 0) is None
    assert watchdog.doubt(at(5, 1_900), PATIENCE) is None
    doubt = watchdog.doubt(at(5, 2_000), PATIENCE + 1)
    assert doubt is not None
    assert "t.articles[0] has records up to 2,000, but reading has stood at 5 for 60 s" in doubt.message


def test_a_partition_that_was_caught_up_has_its_patience_from_the_first_waiting_record(watchdog: Watchdog) -> None:
    assert watchdog.doubt(at(5, 5), 1_000) is None
    assert watchdog.doubt(at(5, 6), 1_000 + PATIENCE) is None
    assert watchdog.doubt(at(5, 6), 1_001 + PATIENCE) is not None


def test_a_partition_that_was_away_is_looked_at_anew(watchdog: Watchdog) -> None:
    watchdog.doubt(at(5, 6), 0)
    watchdog.doubt([], 10)
    assert watchdog.doubt(at(5, 6), PATIENCE + 1) is None


def test_one_partition_that_stands_is_not_hidden_by_another_that_moves(watchdog: Watchdog) -> None:
    for now in (0.0, PATIENCE):
        assert watchdog.doubt([*at(int(now), 900), *at(7, 9, 1)], now) is None
    doubt = watchdog.doubt([*at(99, 900), *at(7, 9, 1)], PATIENCE + 1)
    assert doubt is not None
    assert doubt.message.startswith("t.articles[1] ")


def test_reading_may_stand_while_a_batch_is_in_hand(watchdog: Watchdog) -> None:
    watchdog.doubt(at(5, 6), 0)
    watchdog.begin(0, 0)
    for now in range(10, 500, 10):
        watchdog.progress()
        assert watchdog.doubt(at(5, 6), now) is None
    watchdog.end(0)
    assert watchdog.doubt(at(5, 6), 500 + PATIENCE - 10) is None
    assert watchdog.doubt(at(5, 6), 500 + PATIENCE) is not None


def test_a_batch_without_progress_is_doubted_after_patience(watchdog: Watchdog) -> None:
    watchdog.begin(3, 100)
    assert watchdog.doubt([], 100 + PATIENCE) is None
    doubt = watchdog.doubt([], 101 + PATIENCE)
    assert doubt is not None
    assert doubt.message == "A batch of partition 3 has made no progress for 60 s."
    assert "TOCSIN_STALL_SECONDS" in doubt.hint


def test_every_record_that_is_done_renews_the_patience(watchdog: Watchdog) -> None:
    watchdog.begin(0, 0)
    for now in range(50, 1_000, 50):
        watchdog.progress()
        assert watchdog.doubt([], now) is None
    assert watchdog.doubt([], 950 + PATIENCE + 1) is not None


def test_a_batch_that_is_over_is_not_doubted(watchdog: Watchdog) -> None:
    watchdog.begin(0, 0)
    watchdog.end(0)
    watchdog.end(0)
    assert watchdog.doubt([], 10 * PATIENCE) is None
