"""Which documents hold a hash: an exact inverted index in flat memory, about 14 to 28 bytes a posting.

Hashes are kept in a table of buckets, eight postings each, so that a lookup of hundreds is a handful of numpy calls.
What is new, and what does not fit into its bucket, is in dictionaries beside it; documents are moved into the table, and
out of it, many at a time. Nothing is ever lost, so the answer depends on what is held, never on how it came.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup.shingles import Shingles

__all__ = ["Postings"]

WIDTH = 8
"""Postings a bucket: 32 bytes of hashes, half a line of a processor's cache."""

FIRST_BUCKETS = 1 << 10
FULL = 0.6
"""Share of the slots in use at which the table doubles; at this share 1 posting in 70 does not fit into its bucket."""

TOGETHER = 128
"""Documents that are moved into the table, or out of it, at once."""

BUCKETS_AT_ONCE = 1 << 13
"""Buckets moved together when the table doubles."""

EMPTY = np.uint32(0)
"""In place of a document: the slot is free."""

FEWEST_MARKS = 1 << 20
"""Marks that say which hashes to look for in the dictionaries; many, so that few are looked for in vain."""

NEW, SPILT = np.uint8(1), np.uint8(2)
"""Which of the dictionaries may hold a hash."""

Numbers = NDArray[np.uint32]
"""Document numbers plus one."""


class Postings:
    """Documents, known by numbers that are given out again after their removal, and the hashes they are found by."""

    def __init__(self) -> None:
        self._new: dict[int, Shingles] = {}
        self._new_postings: dict[int, tuple[int, ...]] = {}
        self._removed: dict[int, Shingles] = {}
        self._alive = np.zeros(TOGETHER, np.bool_)
        self._sizes = np.zeros(TOGETHER, np.uint8)
        self._free = list(range(TOGETHER))
        self._empty(FIRST_BUCKETS)

    def add(self, hashes: Shingles) -> int:
        """Enter a document under distinct hashes; give its number."""
        if not self._free:
            self._free = list(range(self._alive.size, 2 * self._alive.size))
            self._alive = np.concatenate((self._alive, np.zeros_like(self._alive)))
            self._sizes = np.concatenate((self._sizes, np.zeros_like(self._sizes)))
        number = self._free.pop()
        self._alive[number] = True
        self._new[number] = hashes
        fresh: dict[int, tuple[int, ...]] = dict.fromkeys(hashes.tolist(), (number,))
        for value in self._new_postings.keys() & fresh.keys():
            fresh[value] = (*self._new_postings[value], number)
        self._new_postings.update(fresh)
        self._aside[hashes & self._aside_mask] |= NEW
        self._sizes[number] = hashes.size
        if len(self._new) == TOGETHER:
            self._settle()
        return number

    def sizes(self, numbers: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Count the hashes of each of these documents."""
        return self._sizes[numbers]

    def remove(self, number: int, hashes: Shingles) -> None:
        """Take out a document that was entered under just these hashes."""
        if number in self._new:
            self._settle()
        self._alive[number] = False
        self._removed[number] = hashes
        for value in hashes.tolist():
            spilt = self._spilt.get(value)
            if spilt and number in spilt:
                spilt.remove(number)
                if not spilt:
                    del self._spilt[value]
        if len(self._removed) == TOGETHER:
            self._clear()

    def find(self, hashes: Shingles, most: int) -> NDArray[np.int64]:
        """Give a document number for every posting under these hashes.

        A hash with more than `most` postings (at least WIDTH) is passed over: it belongs to a stock phrase.
        """
        buckets = hashes & self._mask
        slots = (self._hashes.take(buckets, 0) == hashes[:, None]).ravel().nonzero()[0]
        which = slots // WIDTH
        inside = buckets.take(which) * np.int64(WIDTH) + slots % WIDTH
        found: NDArray[np.int64] = self._numbers.ravel().take(inside).astype(np.int64) - 1
        places = self._aside.take(hashes & self._aside_mask).nonzero()[0]
        if places.size:
            found = self._with_aside(hashes[places].tolist(), places.tolist(), which, found, most)
        is_held: NDArray[np.bool_] = self._alive[found] & (found >= 0)
        return found[is_held]

    def _with_aside(
        self, hashes: list[int], places: list[int], which: NDArray[np.int64], found: NDArray[np.int64], most: int
    ) -> NDArray[np.int64]:
        more: list[int] = []
        for value, place in zip(hashes, places, strict=True):
            new, spilt = self._new_postings.get(value, ()), self._spilt.get(value, ())
            count = len(new) + len(spilt)
            if count > most - WIDTH:
                inside = found[which == place]
                if count + np.count_nonzero(self._alive[inside] & (inside >= 0)) > most:
                    found[which == place] = -1
                    continue
            more += new
            more += spilt
        return np.concatenate((found, np.array(more, np.int64)))

    def _settle(self) -> None:
        """Move what is new into the table, which grows when it has to."""
        hashes, numbers = _flatten(self._new)
        self._aside[hashes & self._aside_mask] &= SPILT
        self._new, self._new_postings = {}, {}
        if self._held + hashes.size > FULL * self._hashes.size:
            self._grow()
        self._enter(hashes, numbers)

    def _clear(self) -> None:
        """Take what was removed out of the table, and let its numbers be given out again."""
        hashes, numbers = _flatten(self._removed)
        buckets = hashes & self._mask
        held = (self._numbers.take(buckets, 0) == numbers[:, None]) & (self._hashes.take(buckets, 0) == hashes[:, None])
        rows, columns = held.nonzero()
        self._numbers[buckets[rows], columns] = EMPTY
        self._held -= int(hashes.size)
        self._free += self._removed
        self._removed = {}

    def _enter(self, hashes: Shingles, numbers: Numbers) -> None:
        self._held += int(hashes.size)
        held_hashes, held_numbers = self._hashes.ravel(), self._numbers.ravel()
        while hashes.size:
            # The lower bits choose the bucket: the upper ones are alike in what is entered, a text's smallest hashes.
            buckets = hashes & self._mask
            slots = buckets * np.int64(WIDTH) + self._numbers.take(buckets, 0).argmin(axis=1)
            is_free = held_numbers.take(slots) == EMPTY
            if not is_free.all():
                self._spill(hashes[~is_free], numbers[~is_free])
                hashes, numbers, slots = hashes[is_free], numbers[is_free], slots[is_free]
            held_hashes[slots] = hashes
            held_numbers[slots] = numbers
            # Two of one bucket are given the same slot: the one that was overwritten tries again.
            is_lost = (held_numbers.take(slots) != numbers) | (held_hashes.take(slots) != hashes)
            hashes, numbers = hashes[is_lost], numbers[is_lost]

    def _grow(self) -> None:
        hashes, numbers, spilt = self._hashes, self._numbers, self._spilt
        self._empty(2 * len(hashes))
        for start in range(0, len(hashes), BUCKETS_AT_ONCE):
            part = slice(start, start + BUCKETS_AT_ONCE)
            is_held = numbers[part] != EMPTY
            self._enter(hashes[part][is_held], numbers[part][is_held])
        counts = [len(others) for others in spilt.values()]
        again = [number + 1 for others in spilt.values() for number in others]
        self._enter(np.repeat(np.fromiter(spilt, np.uint32, len(spilt)), counts), np.array(again, np.uint32))

    def _spill(self, hashes: Shingles, numbers: Numbers) -> None:
        for value, number in zip(hashes.tolist(), numbers.tolist(), strict=True):
            if self._alive[number - 1]:
                self._spilt.setdefault(value, array("I")).append(number - 1)
        self._aside[hashes & self._aside_mask] |= SPILT

    def _empty(self, buckets: int) -> None:
        self._hashes: Shingles = np.zeros((buckets, WIDTH), np.uint32)
        self._numbers: Numbers = np.zeros((buckets, WIDTH), np.uint32)
        self._aside = np.zeros(max(4 * buckets, FEWEST_MARKS), np.uint8)
        self._aside_mask = np.uint32(self._aside.size - 1)
        self._spilt: dict[int, array[int]] = {}
        self._mask = np.uint32(buckets - 1)
        self._held = 0


def _flatten(documents: dict[int, Shingles]) -> tuple[Shingles, Numbers]:
    numbers = np.array([number + 1 for number in documents], np.uint32)
    return np.concatenate(list(documents.values())), numbers.repeat([hashes.size for hashes in documents.values()])
