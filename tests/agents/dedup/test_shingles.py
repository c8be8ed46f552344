"""What two texts share, from all of one and a sketch of the other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.dedup.shingles import SKETCH, Shingles, overlap, pack, runs_of_three, shingle, sketch, unpack
from tocsin_agents.dedup.words import split

hashes = st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=SKETCH).map(
    lambda values: np.array(sorted(values), np.uint32)
)


def of(text: str) -> Shingles:
    return shingle(runs_of_three(split("", text).hashes))


def test_shingles_are_runs_of_three_words() -> None:
    assert of("one two").size == 0
    assert of("one two three").size == 1
    assert of("one two three four").size == 2
    assert of("one two three one two three").size == 3


def test_order_within_a_run_counts() -> None:
    assert of("dog bites man") != of("man bites dog")


@given(hashes, hashes)
def test_short_texts_are_compared_exactly(new: Shingles, old: Shingles) -> None:
    both, either = set(new.tolist()) & set(old.tolist()), set(new.tolist()) | set(old.tolist())

    shares = overlap(new, sketch(old), old.size)

    assert shares.similarity == len(both) / len(either)
    assert (shares.of_new, shares.of_old) == (len(both) / new.size, len(both) / old.size)
    assert shares.shared == len(both)


def test_a_long_text_is_compared_by_a_sample() -> None:
    words = [f"w{number}" for number in range(4000)]
    old, new = of(" ".join(words)), of(" ".join(words[1000:3000]))

    shares = overlap(new, sketch(old), old.size)

    assert shares.of_new == 1
    assert shares.of_old == pytest.approx(0.5, abs=0.1)
    assert shares.similarity == pytest.approx(0.5, abs=0.1)


@given(hashes)
def test_packing_is_undone(values: Shingles) -> None:
    assert np.array_equal(unpack(pack(values)), values)
