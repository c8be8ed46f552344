"""Runs of three words as 32-bit hashes, and how much two texts share of them.

A text is remembered by a sketch: its smallest hashes. Below the largest of them the sketch is complete, so shares
counted there are unbiased for the whole text (bottom-k sampling), also when one text is far longer than the other.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup.words import Hashes

__all__ = [
    "MISSING",
    "Overlap",
    "Runs",
    "Shingles",
    "added",
    "common",
    "keys",
    "lead",
    "overlap",
    "pack",
    "runs_of_three",
    "shingle",
    "sketch",
    "smallest_keys",
    "unpack",
]

Runs = NDArray[np.uint32]
"""A hash for each run of three words, in the order of the text."""

Shingles = NDArray[np.uint32]
"""Distinct hashes in ascending order."""

SKETCH = 128
"""Hashes kept of a text; one of up to this many is kept whole."""

KEYS = 40
"""Keys that an article is found by, at most: the smallest."""

FEWEST, MISSING = 2, 8
"""Runs one after another that make a passage: in common, and not in common."""

KEY_SPACE = np.uint32(1 << 31)
"""Keys are below it: half the hashes of a text, all that have to be looked up."""

JOINING, MIXING = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)
SECOND, THIRD, MIX = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9), np.uint64(0xD6E8FEB86659FD93)
HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share; the shares are from 0 to 1."""

    similarity: float
    """Jaccard: the shared runs among all runs of either."""
    of_new: float
    """Share of the new text's runs that stand in the old one."""
    of_old: float
    """Share of the old text's runs that stand in the new one."""
    shared: int = 0
    """How many shared runs were seen; of a long text only a sample is."""

    @property
    def containment(self) -> float:
        """Share of the shorter text found in the longer."""
        return max(self.of_new, self.of_old)


def shingle(runs: Runs) -> Shingles:
    """Give the distinct ones of a text's runs of three words."""
    return _distinct(np.sort(runs))


def runs_of_three(words: Hashes) -> Runs:
    """Hash every run of three words, in their order."""
    if words.size < 3:  # noqa: PLR2004 - a run is three words
        return np.empty(0, np.uint32)
    runs = words[:-2] + words[1:-1] * SECOND
    runs += words[2:] * THIRD
    runs ^= runs >> HALF
    runs *= MIX
    return (runs >> HALF).astype(np.uint32)


def keys(runs: Runs) -> Shingles:
    """Hash the runs of five words that a text may be found by: far rarer than runs of three, so few lead astray.

    Each is put together from the first three and the last three of its words.
    """
    hashes = runs[:-2] * JOINING
    hashes ^= runs[2:]
    hashes *= MIXING
    return hashes[hashes < KEY_SPACE]


def smallest_keys(found: Shingles) -> Shingles:
    """Choose the keys that a text is entered under."""
    return _distinct(np.sort(found))[:KEYS]


def lead(words: Hashes) -> int:
    """Hash the first three words, for texts that have them."""
    return crc32(words[:3].tobytes())


def sketch(shingles: Shingles) -> Shingles:
    """Keep the smallest hashes."""
    return shingles[:SKETCH]


def overlap(new: Shingles, old: Shingles, old_size: int) -> Overlap:
    """Compare a whole new text with the sketch of an old one that has `old_size` distinct runs; neither is empty."""
    if old.size < old_size:
        new = new[: new.searchsorted(old[-1], "right")]
        if not new.size:
            return Overlap(0.0, 0.0, 0.0)
    places = new.searchsorted(old)
    places[places == new.size] = 0
    shared = int(np.count_nonzero(new[places] == old))
    return Overlap(shared / (new.size + old.size - shared), shared / new.size, shared / old.size, shared)


def common(runs: Runs, old: Shingles, old_size: int) -> list[tuple[int, int]]:
    """Give the stretches of words, half-open, that stand in an old text too, from its sketch.

    Of a long old text the sketch is a sample: a stretch begins and ends with runs that are in it, and holds none that
    the sketch would have if the old text had it.
    """
    at, is_in = _told(runs, old, old_size)
    edges = np.diff(np.concatenate(([False], is_in, [False])).astype(np.int8))
    first, last = (edges == 1).nonzero()[0], (edges == -1).nonzero()[0] - 1
    return [
        (int(at[a]), int(at[b]) + 3) for a, b in zip(first.tolist(), last.tolist(), strict=True) if b - a + 1 >= FEWEST
    ]


def added(runs: Runs, old: Shingles, old_size: int) -> int:
    """Give how many words the longest stretch has, at least, of which an old text has nothing, from its sketch.

    Of a long old text few runs are in the sketch, and so many of those have to be missing one after another that words
    changed here and there do not look like a stretch.
    """
    at, is_in = _told(runs, old, old_size)
    edges = np.diff(np.concatenate(([True], is_in, [True])).astype(np.int8))
    first, last = (edges == -1).nonzero()[0], (edges == 1).nonzero()[0] - 1
    lengths = (at[last] - at[first] + 3)[last - first + 1 >= MISSING]
    return int(lengths.max()) if lengths.size else 0


def _told(runs: Runs, old: Shingles, old_size: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Give the runs of a text that a sketch can say something of, by their places, and whether they are in it."""
    if not old.size or not runs.size:
        return np.empty(0, np.int64), np.empty(0, np.bool_)
    at = np.arange(runs.size) if old.size >= old_size else (runs <= old[-1]).nonzero()[0]
    seen = runs[at]
    places = old.searchsorted(seen)
    places[places == old.size] = 0
    return at, old[places] == seen


def pack(shingles: Shingles) -> str:
    """Write hashes as text for the state: base64 of their little-endian bytes."""
    return b64encode(shingles.astype("<u4", copy=False).tobytes()).decode("ascii")


def unpack(text: str) -> Shingles:
    """Read hashes back."""
    return np.frombuffer(b64decode(text), "<u4").astype(np.uint32, copy=False)


def _distinct(ascending: Shingles) -> Shingles:
    if not ascending.size:
        return ascending
    is_first = np.empty(ascending.size, np.bool_)
    is_first[0] = True
    np.not_equal(ascending[1:], ascending[:-1], out=is_first[1:])
    return ascending[is_first]
