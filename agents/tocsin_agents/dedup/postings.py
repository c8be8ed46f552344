"""Which documents hold a hash: an exact inverted index in flat memory, about 14 to 28 bytes a posting.

Hashes are kept in a table of buckets, eight postings each, so that a lookup of hundreds is a handful of numpy calls.
What does not fit into its bucket goes to a dictionary; nothing is ever lost, so the answer depends on what is held and
never on the order in which it came.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup.shingles import Shingles

__all__ = ["Postings"]

WIDTH = 8
"""Postings a bucket: 64 bytes, one line of a processor's cache."""

FIRST_BUCKETS = 1 << 8
FULL = 0.6
"""Share of the slots in use at which the table doubles; at this share 1 posting in 70 has spilt."""

AT_ONCE = 1 << 16
"""Postings moved together when the table doubles."""

EMPTY = np.uint64(0)
HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)

Pairs = NDArray[np.uint64]
"""Hash in the upper half, document number plus one in the lower, so that no pair is EMPTY."""


class Postings:
    """Pairs of a hash and a document number; numbers are from 0 to 2**32 - 2."""

    def __init__(self) -> None:
        self._empty(FIRST_BUCKETS)

    def __len__(self) -> int:
        """Count the postings."""
        return self._held

    def add(self, document: int, hashes: Shingles) -> None:
        """Enter a document under distinct hashes."""
        if self._held + hashes.size > FULL * self._table.size:
            self._grow()
        self._enter(_pairs(hashes, document))

    def remove(self, document: int, hashes: Shingles) -> None:
        """Take out a document that was entered under just these hashes."""
        pairs, buckets = _pairs(hashes, document), self._buckets(hashes)
        rows, columns = np.nonzero(self._table[buckets] == pairs[:, None])
        self._table[buckets[rows], columns] = EMPTY
        inside = np.zeros(hashes.size, np.bool_)
        inside[rows] = True
        for value in hashes[~inside].tolist():
            documents = self._spilt[value]
            documents.remove(document)
            self._spills[value & self._mask] -= 1
            if not documents:
                del self._spilt[value]
        self._held -= int(hashes.size)

    def find(self, hashes: Shingles, most: int) -> NDArray[np.int64]:
        """Give a document number for every posting under these hashes.

        A hash with more than `most` postings (at least WIDTH) is passed over: it belongs to a stock phrase.
        """
        buckets = self._buckets(hashes)
        rows = self._table[buckets]
        which, columns = np.nonzero((rows >> HALF) == hashes[:, None])
        found = (rows[which, columns] & LOW).astype(np.int64) - 1
        if not self._spilt:
            return found
        spilling = np.flatnonzero(self._spills[buckets])
        if not spilling.size:
            return found
        more: list[int] = []
        for place in spilling.tolist():
            documents = self._spilt.get(int(hashes[place]), ())
            if not documents:
                continue
            if len(documents) + np.count_nonzero(which == place) > most:
                keep = which != place
                which, found = which[keep], found[keep]
            else:
                more.extend(documents)
        return np.concatenate((found, np.array(more, np.int64)))

    def _buckets(self, hashes: Shingles) -> NDArray[np.int64]:
        # The upper bits are no use: what is entered are the smallest hashes of a text.
        return (hashes & np.uint32(self._mask)).astype(np.int64)

    def _enter(self, pairs: Pairs) -> None:
        self._held += int(pairs.size)
        while pairs.size:
            buckets = ((pairs >> HALF) & np.uint64(self._mask)).astype(np.int64)
            rows = self._table[buckets]
            columns = rows.argmin(axis=1)
            free = rows[np.arange(pairs.size), columns] == EMPTY
            if not free.all():
                self._spill(pairs[~free])
                pairs, buckets, columns = pairs[free], buckets[free], columns[free]
            self._table[buckets, columns] = pairs
            # Two pairs of one bucket are given the same slot: the one that was overwritten tries again.
            pairs = pairs[self._table[buckets, columns] != pairs]

    def _spill(self, pairs: Pairs) -> None:
        for pair in pairs.tolist():
            value, document = pair >> 32, (pair & 0xFFFFFFFF) - 1
            self._spilt.setdefault(value, []).append(document)
            self._spills[value & self._mask] += 1

    def _grow(self) -> None:
        table, spilt = self._table, self._spilt
        self._empty(2 * len(table))
        for start in range(0, len(table), AT_ONCE // WIDTH):
            part = table[start : start + AT_ONCE // WIDTH]
            self._enter(part[part != EMPTY])
        again = [value << 32 | document + 1 for value, documents in spilt.items() for document in documents]
        self._enter(np.array(again, np.uint64))

    def _empty(self, buckets: int) -> None:
        self._table: Pairs = np.zeros((buckets, WIDTH), np.uint64)
        self._spills = np.zeros(buckets, np.uint32)
        self._spilt: dict[int, list[int]] = {}
        self._mask = buckets - 1
        self._held = 0


def _pairs(hashes: Shingles, document: int) -> Pairs:
    return hashes.astype(np.uint64) << HALF | np.uint64(document + 1)
