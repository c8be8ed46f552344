"""One story: the sum of its articles."""

from __future__ import annotations

import math
from collections import Counter

from tocsin_agents.stories.vector import Vector

__all__ = ["Group"]


class Group:
    """The articles of a story, summed; what is added can be taken away again without a trace."""

    def __init__(self) -> None:
        self.vector: Vector = {}
        self.size = 0
        """Articles."""
        self._square = 0
        self._days: Counter[int] = Counter()

    def add(self, vector: Vector, day: int) -> list[int]:
        """Add an article; give the words that the story did not have."""
        new = [term for term in vector if term not in self.vector]
        self._shift(vector, 1)
        self.size += 1
        self._days[day] += 1
        return new

    def take(self, vector: Vector, day: int) -> list[int]:
        """Take an article away; give the words that the story has no longer."""
        self._shift(vector, -1)
        self.size -= 1
        self._days[day] -= 1
        if not self._days[day]:
            del self._days[day]
        gone = [term for term in vector if not self.vector[term]]
        for term in gone:
            del self.vector[term]
        return gone

    def distance(self, day: int) -> int:
        """Give the days from the story to this day; 0 within it."""
        return max(min(self._days) - day, day - max(self._days), 0)

    def likeness(self, vector: Vector) -> float:
        """Give the cosine similarity with an article or another story's sum, 0 to 1."""
        square = sum(weight * weight for weight in vector.values())
        if not square or not self._square:
            return 0.0
        shorter, longer = sorted((vector, self.vector), key=len)
        shared = sum(weight * longer.get(term, 0) for term, weight in shorter.items())
        return min(1.0, shared / math.sqrt(square * self._square))

    def share(self, term: int) -> float:
        """Give the weight of a word in the story, scaled to the length of the whole."""
        return self.vector[term] / math.sqrt(self._square)

    def _shift(self, vector: Vector, sign: int) -> None:
        for term, weight in vector.items():
            before = self.vector.get(term, 0)
            after = self.vector[term] = before + sign * weight
            self._square += after * after - before * before
