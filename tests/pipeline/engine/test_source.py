"""What Faust hands over, as batches of one partition each."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.engine.source import Membership, Source


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    folder: Path = tmp_path_factory.mktemp("source")
    membership = Membership(
        group="t.reader",
        topics={"t.articles": "articles"},
        partitions=2,
        instance_id=None,
        max_batch=10,
        max_fetch_bytes=1024,
    )
    return Source(membership, {"bootstrap_servers": "localhost:9092"}, folder)


def offsets(source: Source, handed_over: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """Give the offsets of each partition's batch, for (partition, offset) as they are handed over."""
    events = [
        SimpleNamespace(
            message=SimpleNamespace(
                topic="t.articles", partition=partition, offset=offset, key=b"k", value=b"v", headers=[], timestamp=0.0
            )
        )
        for partition, offset in handed_over
    ]
    batches = source._by_partition(events)
    return {partition: [message.offset for message in batch] for (_, partition), batch in batches.items()}


def test_partitions_are_told_apart(source: Source) -> None:
    assert offsets(source, [(0, 3), (1, 7), (0, 4), (1, 8)]) == {0: [3, 4], 1: [7, 8]}


def test_what_was_held_from_before_the_consumer_was_set_back_is_left_out(source: Source) -> None:
    assert offsets(source, [(0, 12), (0, 11), (0, 12), (0, 13)]) == {0: [11, 12, 13]}
    assert offsets(source, [(0, 11), (0, 12), (0, 11)]) == {0: [11]}


@given(st.lists(st.integers(0, 20), min_size=1))
def test_a_batch_rises_and_ends_with_what_came_last(source: Source, handed_over: list[int]) -> None:
    [batch] = offsets(source, [(0, offset) for offset in handed_over]).values()
    assert batch == sorted(set(batch))
    assert batch[-1] == handed_over[-1]
