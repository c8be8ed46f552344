"""A process is well until its watchdog would end it, and ready while it serves."""

import pytest

from tocsin.engine.health import Health

PATIENCE = 60.0


class Watched:
    """The health of a process whose clock can be set on."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.health = Health(PATIENCE, lambda: self.now)

    def serving(self) -> Health:
        self.health.waits("")
        self.health.beat(rebalancing=False)
        return self.health


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_one_that_is_being_opened_is_well_however_long_it_takes_but_not_ready(watched: Watched) -> None:
    watched.now += 10 * PATIENCE
    assert watched.health.well().good
    assert watched.health.ready().reason == "The agent is being opened."


def test_one_that_serves_is_ready(watched: Watched) -> None:
    assert watched.serving().ready().good


def test_one_whose_engine_stands_still_is_not_well(watched: Watched) -> None:
    health = watched.serving()
    watched.now += PATIENCE
    assert health.well().good
    watched.now += 1
    assert health.well().reason == "The engine has stood still for 61 s."
    health.beat(rebalancing=False)
    assert health.well().good


def test_one_that_gets_no_record_done_is_not_well_though_its_engine_goes_round(watched: Watched) -> None:
    health = watched.serving()
    with health.working():
        for _ in range(2):
            watched.now += 0.6 * PATIENCE
            health.beat(rebalancing=False)
        assert health.well().reason == "No record has been done for 72 s."
        assert not health.ready().good
        health.progress()
        assert health.ready().good


def test_one_that_has_nothing_to_do_is_well(watched: Watched) -> None:
    health = watched.serving()
    with health.working():
        pass
    watched.now += 10 * PATIENCE
    health.beat(rebalancing=False)
    assert health.well().good


def test_a_batch_that_begins_while_another_is_in_hand_does_not_hide_that_one(watched: Watched) -> None:
    health = watched.serving()
    with health.working():
        watched.now += PATIENCE
        with health.working():
            watched.now += 1
            health.beat(rebalancing=False)
            assert not health.well().good


def test_a_rebalance_is_waited_for_but_not_for_ever(watched: Watched) -> None:
    health = watched.serving()
    health.beat(rebalancing=True)
    assert health.well().good
    assert health.ready().reason == "The group is giving out its partitions."
    watched.now += PATIENCE + 1
    health.beat(rebalancing=True)
    assert health.well().reason == "A rebalance of the group does not end."
    health.beat(rebalancing=False)
    assert health.ready().good


def test_without_kafka_it_is_well_as_a_restart_would_mend_nothing_but_not_ready(watched: Watched) -> None:
    health = watched.serving()
    health.kafka(answers=False)
    assert health.well().good
    assert health.ready().reason == "Kafka does not answer."
    health.kafka(answers=True)
    assert health.ready().good
