"""Which documents hold a hash: an exact inverted index in flat memory, about 14 to 28 bytes a posting.

Hashes are kept in a table of buckets, eight postings each, so that a lookup of hundreds is a handful of numpy calls.
What is new, and what does not fit into its bucket, is in dictionaries beside it; documents are moved into the table many
at a time. A document that is removed leaves its postings behind: they are dead, and are written over, the oldest of a
bucket first. Nothing that lives is ever lost, so the answer depends on what is held, never on how it came.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup.serials import NOBODY, Numbers, Owners, Serials
from tocsin_agents.dedup.shingles import Shingles

__all__ = ["Postings"]

BITS = 3
WIDTH = 1 << BITS
"""Postings a bucket: 32 bytes of hashes, half a line of a processor's cache."""

FIRST_BUCKETS = 1 << 10
FULL = 0.6
"""Share of the slots in use at which the table doubles; at this share 1 posting in 70 does not fit into its bucket."""

TOGETHER = 128
"""Documents that are moved into the table at once."""

BUCKETS_AT_ONCE = 1 << 13
"""Buckets moved together when the table doubles."""

SWEEP = 4
"""The dead are cleared from the dictionaries after one removal for each so many documents held."""

FEWEST_MARKS = 1 << 20
"""Marks that say which hashes to look for in the dictionaries; many, so that few are looked for in vain."""

NEW, SPILT = np.uint8(1), np.uint8(2)
"""Which of the dictionaries may hold a hash."""


class Postings:
    """Documents, known by numbers that are given out again after their removal, and the hashes they are found by."""

    def __init__(self) -> None:
        self._serials = Serials()
        self._sizes = np.zeros(1, np.uint8)
        self._new: dict[int, Shingles] = {}
        self._new_postings: dict[int, tuple[int, ...]] = {}
        self._spilt: dict[int, array[int]] = {}
        """Of each hash that found its bucket taken by the living, the documents."""
        self._held = 0
        """Postings of the documents that live."""
        self._removed = 0
        """Documents removed since the dictionaries were cleared of the dead."""
        self._empty(FIRST_BUCKETS)

    def add(self, hashes: Shingles) -> int:
        """Enter a document under distinct hashes; give its number."""
        if self._serials.is_crowded:
            self._widen()
        serial = self._serials.give()
        number = self._serials.number(serial)
        if number >= self._sizes.size:
            self._sizes = np.concatenate((self._sizes, np.zeros(max(number, self._sizes.size), np.uint8)))
        self._sizes[number] = hashes.size
        self._held += hashes.size
        self._new[serial] = hashes
        fresh: dict[int, tuple[int, ...]] = dict.fromkeys(hashes.tolist(), (serial,))
        for value in self._new_postings.keys() & fresh.keys():
            fresh[value] = (*self._new_postings[value], serial)
        self._new_postings.update(fresh)
        self._aside[hashes & self._aside_mask] |= NEW
        if len(self._new) == TOGETHER:
            self._settle()
        return number

    def sizes(self, numbers: Numbers) -> NDArray[np.uint8]:
        """Count the hashes of each of these documents."""
        return self._sizes[numbers]

    def remove(self, number: int) -> None:
        """Take out a document."""
        self._serials.take_back(number)
        self._held -= self._sizes.item(number)
        self._removed += 1
        if self._removed * SWEEP > self._serials.count + TOGETHER:
            self._sweep()

    def find(self, hashes: Shingles, most: int) -> Numbers:
        """Give a document number for every posting under these hashes.

        A hash with more than `most` postings (at least WIDTH) is passed over: it belongs to a stock phrase.
        """
        buckets = hashes & self._mask
        slots = (self._hashes.take(buckets, 0) == hashes[:, None]).ravel().nonzero()[0]
        which = slots >> BITS
        inside = (buckets.take(which).astype(np.int64) << BITS) + (slots & (WIDTH - 1))
        found = self._owners.ravel().take(inside)
        places = self._aside.take(hashes & self._aside_mask).nonzero()[0]
        if places.size:
            found = self._with_aside(hashes[places].tolist(), places.tolist(), which, found, most)
        return self._serials.living(found)

    def _with_aside(
        self, hashes: list[int], places: list[int], which: NDArray[np.int64], found: Owners, most: int
    ) -> Owners:
        aside: list[int] = []
        for value, place in zip(hashes, places, strict=True):
            more = (*self._new_postings.get(value, ()), *self._spilt.get(value, ()))
            if len(more) > most - WIDTH:
                inside = found[which == place]
                every = np.concatenate((inside, np.array(more, np.uint32)))
                if np.count_nonzero(self._serials.are_alive(every)) > most:
                    found[which == place] = NOBODY
                    continue
            aside += more
        return np.concatenate((found, np.array(aside, np.uint32)))

    def _settle(self) -> None:
        """Move what is new into the table, which grows when it has to."""
        if not self._new:
            return
        hashes = np.concatenate(list(self._new.values()))
        owners = np.array(list(self._new), np.uint32).repeat([held.size for held in self._new.values()])
        self._aside[hashes & self._aside_mask] &= SPILT
        self._new, self._new_postings = {}, {}
        if self._held > FULL * self._hashes.size:
            self._grow()
        self._enter(hashes, owners)

    def _enter(self, hashes: Shingles, owners: Owners) -> None:
        is_alive = self._serials.are_alive(owners)
        hashes, owners = hashes[is_alive], owners[is_alive]
        held_hashes, held_owners = self._hashes.ravel(), self._owners.ravel()
        while hashes.size:
            # The lower bits choose the bucket: the upper ones are alike in what is entered, a text's smallest hashes.
            buckets = hashes & self._mask
            # The lowest serial of a bucket is a slot never used, or else the oldest document.
            slots = buckets * np.int64(WIDTH) + self._owners.take(buckets, 0).argmin(axis=1)
            is_taken = self._serials.are_alive(held_owners.take(slots))
            if is_taken.any():
                self._spill(hashes[is_taken], owners[is_taken])
                hashes, owners, slots = hashes[~is_taken], owners[~is_taken], slots[~is_taken]
            held_hashes[slots] = hashes
            held_owners[slots] = owners
            # Two of one bucket are given the same slot: the one that was overwritten tries again.
            is_lost = (held_owners.take(slots) != owners) | (held_hashes.take(slots) != hashes)
            hashes, owners = hashes[is_lost], owners[is_lost]

    def _grow(self) -> None:
        hashes, owners, spilt = self._hashes, self._owners, self._spilt
        self._empty(2 * len(hashes))
        for start in range(0, len(hashes), BUCKETS_AT_ONCE):
            part = slice(start, start + BUCKETS_AT_ONCE)
            self._enter(hashes[part].ravel(), owners[part].ravel())
        self._enter(*_flatten(spilt))

    def _sweep(self) -> None:
        """Clear the dictionaries of the dead, and try to put into the table what did not fit."""
        self._settle()
        spilt = self._spilt
        self._spilt, self._removed = {}, 0
        self._aside[:] = 0
        self._enter(*_flatten(spilt))

    def _widen(self) -> None:
        self._settle()
        hashes, owners = _flatten(self._spilt)
        self._serials.widen(self._owners, owners)
        self._spilt = {}
        self._spill(hashes, owners)

    def _spill(self, hashes: Shingles, owners: Owners) -> None:
        spilt = self._spilt
        for value, owner in zip(hashes.tolist(), owners.tolist(), strict=True):
            held = spilt.get(value)
            if held is None:
                spilt[value] = array("I", (owner,))
            else:
                held.append(owner)
        self._aside[hashes & self._aside_mask] |= SPILT

    def _empty(self, buckets: int) -> None:
        self._hashes: Shingles = np.zeros((buckets, WIDTH), np.uint32)
        self._owners: Owners = np.zeros((buckets, WIDTH), np.uint32)
        self._aside = np.zeros(max(4 * buckets, FEWEST_MARKS), np.uint8)
        self._aside_mask = np.uint32(self._aside.size - 1)
        self._spilt = {}
        self._mask = np.uint32(buckets - 1)


def _flatten(spilt: dict[int, array[int]]) -> tuple[Shingles, Owners]:
    counts = [len(owners) for owners in spilt.values()]
    hashes = np.repeat(np.fromiter(spilt, np.uint32, len(spilt)), counts)
    return hashes, np.array([owner for owners in spilt.values() for owner in owners], np.uint32)
