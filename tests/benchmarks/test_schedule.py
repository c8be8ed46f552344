"""The faults and the articles of a torture run come from its seed."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ordeal.news import POISON_EVERY, news
from benchmarks.ordeal.plan import KINDS, schedule

AGENTS, TOPICS = ("dedup", "tolls"), ("entities",)
MAKINGS = {"new", "copy", "revision", "again"}


@given(seed=st.integers(0, 2**32), count=st.integers(0, 80), minutes=st.floats(0.5, 20))
def test_a_seed_gives_the_same_faults_within_the_time(seed: int, count: int, minutes: float) -> None:
    drawn = schedule(seed, count, 60 * minutes, agents=AGENTS, topics=TOPICS)
    assert drawn == schedule(seed, count, 60 * minutes, agents=AGENTS, topics=TOPICS)
    assert len(drawn) == count
    assert all(0 < fault.at <= 60 * minutes for fault in drawn)
    assert [fault.at for fault in drawn] == sorted(fault.at for fault in drawn)


@given(seed=st.integers(0, 2**32))
def test_every_kind_of_fault_happens_when_there_are_enough(seed: int) -> None:
    drawn = schedule(seed, len(KINDS), 600, agents=AGENTS, topics=TOPICS)
    assert {fault.kind for fault in drawn} == set(KINDS)


def test_one_record_in_fifty_is_poison_and_one_in_ten_is_no_new_article() -> None:
    items = list(news(1, 2_000))
    assert items == list(news(1, 2_000))
    assert sum(item.kind not in MAKINGS for item in items) == 2_000 // POISON_EVERY
    assert sum(item.kind in MAKINGS - {"new"} for item in items) == 200
