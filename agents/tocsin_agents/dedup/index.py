"""The articles remembered, by everything they are looked up by: id, body, shingles and order of arrival.

A view of the agent's store: it follows every entry put or removed, and what it answers is a function of the entries it
holds, never of how it came to hold them, so a restored index decides as the one that was lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup.boilerplate import Boilerplate
from tocsin_agents.dedup.entry import Entry
from tocsin_agents.dedup.postings import Postings
from tocsin_agents.dedup.serials import Numbers
from tocsin_agents.dedup.shingles import Shingles

__all__ = ["Index"]

FEWEST = 3
"""Keys of an article that must stand in another for the two to be compared; fewer where the other is short."""

SHORT = 50
"""Shingles; a text of fewer holds few keys of a long one that it is cut from, so one is enough, below twice this two."""

PROMISING = 0.3
"""Estimated share of the shorter text found in the longer, from which two articles are compared."""

CANDIDATES = 12
"""Articles compared with a new one at most, the most promising."""

STOCK_PHRASE = 128
"""Articles that may share a key before it is passed over in the search."""

RECENT = 64
"""Latest arrivals whose dates say what time it is in the stream."""

EXPIRED = 2
"""Articles that one new one may push out of the window; more than come in, so the window is kept."""
START = np.zeros(1, np.int64)


class Index:
    """A view of the store `articles`."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._numbers: dict[str, int] = {}
        self._ids: list[str] = []
        self._sizes = np.zeros(128, np.int64)
        self._bodies: dict[str, tuple[str, ...]] = {}
        self._postings = Postings()
        self.boilerplate = Boilerplate()
        self._arrivals: deque[tuple[int, str]] = deque()
        self._in_order = True
        self._recent: deque[tuple[int, int]] | None = deque(maxlen=RECENT)
        self.next_order = 0
        """The place in the order of arrival that is not taken yet."""

    def __len__(self) -> int:
        """Count the articles remembered."""
        return len(self._entries)

    def get(self, key: str) -> Entry | None:
        """Give an article by its id."""
        return self._entries.get(key)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - any JSON value, says View
        """Add or replace an article."""
        self.remove(key)
        entry = self._entries[key] = Entry.of(value)
        is_latest = entry.order >= self.next_order
        self._in_order = self._in_order and is_latest
        if not is_latest:
            self._recent = None
        elif self._recent is not None:
            self._recent.append((entry.order, entry.published))
        self.next_order = max(self.next_order, entry.order + 1)
        self._arrivals.append((entry.order, key))
        if entry.body:
            self._bodies[entry.body] = (*self._bodies.get(entry.body, ()), key)
        if entry.lines:
            self.boilerplate.add(entry.edges())
        if entry.keys:
            number = self._numbers[key] = self._postings.add(entry.found_by())
            if number >= len(self._ids):
                self._ids.extend([""] * (number + 1 - len(self._ids)))
            if number >= self._sizes.size:
                self._sizes = np.concatenate((self._sizes, np.zeros(max(number + 1, self._sizes.size), np.int64)))
            self._ids[number] = key
            self._sizes[number] = entry.size

    def remove(self, key: str, /) -> None:
        """Forget an article."""
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        if self._recent and entry.order >= self._recent[0][0]:
            self._recent = None
        if entry.body:
            others = tuple(other for other in self._bodies.pop(entry.body) if other != key)
            if others:
                self._bodies[entry.body] = others
        if entry.lines:
            self.boilerplate.take(entry.edges())
        if entry.keys:
            self._postings.remove(self._numbers.pop(key))

    def equal(self, body: str) -> list[tuple[str, Entry]]:
        """Give the articles with this digest of the body, in the order of their arrival."""
        found = [(key, self._entries[key]) for key in self._bodies.get(body, ())]
        return sorted(found, key=lambda pair: pair[1].order) if len(found) > 1 else found

    def alike(self, size: int, keys: Shingles) -> list[tuple[str, Entry]]:
        """Give the articles that may share much with a text of this many shingles; an estimate, to be verified."""
        hits = self._postings.find(keys, STOCK_PHRASE)
        fewest = min(1 + size // SHORT, FEWEST)
        if hits.size < fewest:
            return []
        hits.sort()
        # A document has enough hits where the hit that many places further on, less one, is still its own.
        if not (hits[: hits.size - fewest + 1] == hits[fewest - 1 :]).any():
            return []
        numbers, counts = _tally(hits)
        is_enough = counts >= fewest
        numbers = numbers[is_enough]
        sizes = self._sizes[numbers]
        shared = counts[is_enough] * sizes / self._postings.sizes(numbers)
        promises = shared / np.minimum(sizes, size)
        is_promising = promises >= PROMISING
        found = []
        for number, promise in zip(numbers[is_promising].tolist(), promises[is_promising].tolist(), strict=True):
            key = self._ids[number]
            entry = self._entries[key]
            found.append((-promise, entry.order, key, entry))
        found.sort()
        return [(key, entry) for _, _, key, entry in found[:CANDIDATES]]

    def time(self) -> int:
        """Say what time it is in the stream: the median date of the latest arrivals; 0 before the first."""
        dates = sorted(self._dates())
        return dates[len(dates) // 2] if dates else 0

    def surplus(self, published: int, window: int, most: int) -> list[str]:
        """Give the articles that have to go when one more comes, the earliest arrivals first.

        An article goes when there are too many, or when it lies outside the window of every recent arrival, so that one
        article with a wrong date pushes nothing out.
        """
        gone: list[str] = []
        excess = max(0, len(self) + 1 - most)
        for key, entry in self._oldest():
            is_expired = len(gone) < excess + EXPIRED and self._is_past(entry.published, published, window)
            if len(gone) >= excess and not is_expired:
                break
            gone.append(key)
        return gone

    def _is_past(self, date: int, published: int, window: int) -> bool:
        if abs(published - date) <= window:
            return False
        dates = [published, *self._dates()]
        return date < min(dates) - window or date > max(dates) + window

    def _dates(self) -> list[int]:
        """Give the dates of the latest arrivals that are remembered."""
        if self._recent is None:
            self._put_in_order()
            arrivals = (self._entries[key] for order, key in reversed(self._arrivals) if self._is_current(order, key))
            latest = [(entry.order, entry.published) for entry in islice(arrivals, RECENT)]
            self._recent = deque(reversed(latest), RECENT)
        return [date for _, date in self._recent]

    def _oldest(self) -> Iterator[tuple[str, Entry]]:
        self._put_in_order()
        while self._arrivals and not self._is_current(*self._arrivals[0]):
            self._arrivals.popleft()
        for order, key in self._arrivals:
            if self._is_current(order, key):
                yield key, self._entries[key]

    def _is_current(self, order: int, key: str) -> bool:
        entry = self._entries.get(key)
        return entry is not None and entry.order == order

    def _put_in_order(self) -> None:
        if not self._in_order:
            self._arrivals = deque(sorted(self._arrivals))
            self._in_order = True


def _tally(hits: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """Give each number among sorted ones, and how often it is there."""
    changes = (hits[1:] != hits[:-1]).nonzero()[0] + 1
    first = np.concatenate((START, changes))
    return hits[first], np.concatenate((changes, np.array([hits.size]))) - first
