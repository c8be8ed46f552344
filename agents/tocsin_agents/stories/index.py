"""The stories remembered, and how rare each word is: views of the agent's stores.

What they answer is a function of what the stores hold, never of how it came to be there: an article that is restored
after its merged story, or before it, ends in the same place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from tocsin_agents.stories.group import Group
from tocsin_agents.stories.vector import Content, Vector

__all__ = ["Entry", "Index", "Merged"]

STOCK = 400
"""Stories that may share a word before it is passed over in the search; it still counts in the comparison."""

CANDIDATES = 12
"""Stories compared with an article at most, the most promising."""

COLD = 20
"""Articles that a stream is taken to have had before its first, so that rarity is even at the start."""

HALF = 0.5
"""Added to the count of a word, so that a new one is rare but not infinitely so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as it stands in the state: a JSON list, about 0.8 kB for 300 words."""

    order: int
    """Place in the order of arrival."""
    day: int
    """Days since 1970, UTC."""
    story: str
    """Id of the story that it was put into; that one may have been merged with another since."""
    hashes: str
    weights: str
    bins: str

    def content(self) -> Content:
        """Give its words."""
        return Content.of(self.hashes, self.weights, self.bins)

    def stored(self) -> list[Any]:
        """Give it as a JSON value."""
        return [self.order, self.day, self.story, self.hashes, self.weights, self.bins]


class Index:
    """A view of the store `articles`."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._by_order: dict[int, str] = {}
        self._first = 0
        self._groups: dict[str, Group] = {}
        self._found_by: dict[int, dict[str, None]] = {}
        self._counts = np.zeros(1 << 16, np.uint32)
        self._held: dict[str, dict[str, None]] = {}
        self.merged = Merged(self)
        self.next_order = 0
        """The place in the order of arrival that is not taken yet."""

    def __contains__(self, key: str) -> bool:
        """Say whether an article is remembered."""
        return key in self._entries

    def __len__(self) -> int:
        """Count the articles remembered."""
        return len(self._entries)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - any JSON value, says View
        """Add or replace an article."""
        self.remove(key)
        entry = self._entries[key] = Entry(*value)
        self._by_order[entry.order] = key
        self._first = min(self._first, entry.order) if len(self._entries) > 1 else entry.order
        self.next_order = max(self.next_order, entry.order + 1)
        self._held.setdefault(entry.story, {})[key] = None
        content = entry.content()
        self._counts[content.bins] += 1
        self._add(self.merged.now(entry.story), content.vector, entry.day)

    def remove(self, key: str, /) -> None:
        """Forget an article."""
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        del self._by_order[entry.order]
        del self._held[entry.story][key]
        if not self._held[entry.story]:
            del self._held[entry.story]
        content = entry.content()
        self._counts[content.bins] -= 1
        self._take(self.merged.now(entry.story), content.vector, entry.day)

    def move(self, story: str, before: str, after: str) -> None:
        """Move the articles that were put into a story from one group to another."""
        for key in self._held.get(story, ()):
            entry = self._entries[key]
            vector = entry.content().vector
            self._take(before, vector, entry.day)
            self._add(after, vector, entry.day)

    def day(self) -> int:
        """Give the day of the latest arrival; 0 before the first."""
        latest = self._by_order.get(self.next_order - 1)
        return self._entries[latest].day if latest is not None else 0

    def rarity(self, term: int) -> float:
        """Say how rare the words of a bin are among the articles remembered and the one in hand, which has them.

        It is the logarithm of 1 in how many.
        """
        return max(0.0, math.log((len(self) + 1 + COLD) / (int(self._counts[term]) + 1 + HALF)))

    def group(self, story: str) -> Group:
        """Give a story; one without articles when it is not known."""
        return self._groups.get(story) or Group()

    def holds(self, story: str) -> bool:
        """Say whether an article is remembered that was put into this story under its own name."""
        return story in self._held

    def members(self, story: str) -> dict[str, Entry]:
        """Give the articles of a story, and of those that have become part of it, in the order of their arrival."""
        keys = (key for name in (story, *self.merged.parts(story)) for key in self._held.get(name, ()))
        found = {key: self._entries[key] for key in keys}
        return dict(sorted(found.items(), key=lambda pair: pair[1].order))

    def is_taken(self, name: str) -> bool:
        """Say whether there is a story of this name, or one that has become part of another."""
        return name in self._groups or name in self._held or self.merged.now(name) != name

    def alike(self, vector: Vector) -> list[str]:
        """Give the stories that share most with an article; an estimate, to be verified."""
        promise: dict[str, float] = {}
        for term, weight in vector.items():
            found = self._found_by.get(term, {})
            if len(found) <= STOCK:
                for story in found:
                    promise[story] = promise.get(story, 0.0) + weight * self._groups[story].share(term)
        return sorted(promise, key=lambda story: (-promise[story], story))[:CANDIDATES]

    def surplus(self, most: int) -> list[str]:
        """Give the articles that have to go when one more comes, the earliest arrivals first."""
        return list(islice(self._oldest(), max(0, len(self) + 1 - most)))

    def _oldest(self) -> Iterator[str]:
        while self._first < self.next_order and self._first not in self._by_order:
            self._first += 1
        for order in range(self._first, self.next_order):
            if order in self._by_order:
                yield self._by_order[order]

    def _add(self, story: str, vector: Vector, day: int) -> None:
        group = self._groups.setdefault(story, Group())
        for term in group.add(vector, day):
            self._found_by.setdefault(term, {})[story] = None

    def _take(self, story: str, vector: Vector, day: int) -> None:
        group = self._groups[story]
        for term in group.take(vector, day):
            found = self._found_by[term]
            del found[story]
            if not found:
                del self._found_by[term]
        if not group.size:
            del self._groups[story]


class Merged:
    """A view of the store `merged`: which story each that is no more has become a part of."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._into: dict[str, str] = {}

    def now(self, story: str) -> str:
        """Give the story that this one is a part of by now; itself when it is none's."""
        return self._into.get(story, story)

    def parts(self, story: str) -> list[str]:
        """Give the stories that have become part of this one."""
        return sorted(part for part, whole in self._into.items() if whole == story)

    def forgotten(self) -> list[str]:
        """Give those that no article remembered was put into."""
        return sorted(part for part in self._into if not self._index.holds(part))

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - any JSON value, says View
        """Make a story part of another."""
        before = self.now(key)
        if before != value:
            self._index.move(key, before, value)
            self._into[key] = value

    def remove(self, key: str, /) -> None:
        """Forget what became of a story."""
        if key in self._into:
            self._index.move(key, self._into[key], key)
            del self._into[key]
