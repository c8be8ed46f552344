"""Numbers for documents: small ones, given out again, and serials that tell a document from earlier ones of its number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tocsin import StateError

__all__ = ["NOBODY", "Numbers", "Owners", "Serials"]

Owners = NDArray[np.uint32]
"""Serials, which say whose something is."""

Numbers = NDArray[np.uint32]

NOBODY = 0
"""No document's serial."""

FREE = (1 << 32) - 1
"""In place of a serial: the number is not in use."""

LAST = FREE - 1

FIRST = 128
"""Numbers at first."""


class Serials:
    """Serials in the order of entry; the lower bits of each are the document's number."""

    def __init__(self) -> None:
        self._living: Owners = np.full(FIRST, FREE, np.uint32)
        self._mask = FIRST - 1
        self._next = 1
        self.count = 0
        """Documents that live."""

    @property
    def is_crowded(self) -> bool:
        """Say whether half of the numbers are in use, so that there should be more of them."""
        return 2 * self.count >= self._living.size

    def give(self) -> int:
        """Give the next serial whose number is free."""
        while self._living.item(self._next & self._mask) != FREE:
            self._next += 1
        serial = self._next
        if serial > LAST:
            raise StateError(
                "Dedup has read four billion articles since it was started.",
                hint="Start it again: it goes on where it was.",
            )
        self._living[serial & self._mask] = serial
        self._next += 1
        self.count += 1
        return serial

    def take_back(self, number: int) -> None:
        """End the life of the document that has this number now."""
        self._living[number] = FREE
        self.count -= 1

    def number(self, serial: int) -> int:
        """Give a document's number."""
        return serial & self._mask

    def living(self, owners: Owners) -> Numbers:
        """Give the numbers of those of these documents that have not been removed."""
        numbers = owners & np.uint32(self._mask)
        living: Numbers = numbers[self._living.take(numbers) == owners]
        return living

    def are_alive(self, owners: Owners) -> NDArray[np.bool_]:
        """Say which of these documents have not been removed."""
        alive: NDArray[np.bool_] = self._living.take(owners & np.uint32(self._mask)) == owners
        return alive

    def widen(self, *kept: Owners) -> None:
        """Double the numbers there are; what is kept elsewhere is rewritten in place. Numbers and order stay as they are."""
        living = np.full(2 * self._living.size, FREE, np.uint32)
        in_use = self._living[self._living != FREE]
        latest = np.array([self._next - 1], np.uint32)
        for owners in (*kept, in_use, latest):
            # The bits above the number move up by one place.
            np.add(owners, owners & np.uint32(~self._mask & FREE), out=owners)
        self._living, self._mask, self._next = living, living.size - 1, latest.item() + 1
        living[in_use & np.uint32(self._mask)] = in_use
