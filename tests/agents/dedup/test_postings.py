"""The inverted index finds exactly what a dictionary would find."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin_agents.dedup.postings import WIDTH, Postings
from tocsin_agents.dedup.shingles import Shingles

# Few hashes, so that many documents share one, and hashes that share a bucket.
hashes = st.sets(st.integers(0, 40) | st.integers(0, 40).map(lambda value: value << 20), min_size=1, max_size=30).map(
    lambda values: np.array(sorted(values), np.uint32)
)
actions = st.lists(st.tuples(hashes, st.integers(0, 9)), max_size=150)


@given(actions, hashes, st.sampled_from([WIDTH, 20, 1000]))
@settings(max_examples=60, deadline=None)
def test_postings_answer_as_a_dictionary_does(entered: list[tuple[Shingles, int]], asked: Shingles, most: int) -> None:
    postings, held = Postings(), dict[int, Shingles]()
    for values, luck in entered:
        number = postings.add(values)
        assert number not in held
        held[number] = values
        if luck > 5:
            number = sorted(held)[luck % len(held)]
            postings.remove(number)
            del held[number]

    expected: Counter[int] = Counter()
    for value in asked.tolist():
        having = [number for number, values in held.items() if value in values]
        expected.update(having if len(having) <= most else [])

    assert Counter(postings.find(asked, most).tolist()) == expected


def test_postings_grow_and_lose_nothing() -> None:
    postings = Postings()
    rows = [np.arange(start, start + 48, dtype=np.uint32) * np.uint32(2_654_435_761) for start in range(0, 48_000, 48)]
    numbers = [postings.add(np.sort(row)) for row in rows]

    assert all(set(postings.find(row, WIDTH).tolist()) == {number} for row, number in zip(rows, numbers, strict=True))


def test_documents_that_come_and_go_leave_nothing_behind_and_hide_no_other() -> None:
    postings, chance = Postings(), Random(4)
    held: dict[int, set[int]] = {}
    for _ in range(6_000):
        # Few buckets, so that the dead lie among the living, and a few documents that outlive many of the others.
        values = np.array(sorted(chance.sample(range(3_000), 12)), np.uint32)
        held[postings.add(values)] = set(values.tolist())
        if len(held) > 700:
            number = next(iter(held)) if chance.random() < 0.9 else chance.choice(list(held))
            postings.remove(number)
            del held[number]

    for value in range(0, 3_000, 7):
        expected = {number for number, values in held.items() if value in values}
        assert set(postings.find(np.array([value], np.uint32), 1_000).tolist()) == expected
