"""An article as numbers: its most telling words with their weights, and all of its words for the count of rarity.

Weights are whole numbers, so that sums of them do not depend on the order of adding, and a story restored from its
articles is the story that was lost, to the bit.
"""

from __future__ import annotations

import math
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.stories.words import Words

__all__ = ["Bins", "Content", "Vector", "bins", "vector"]

TERMS = 60
"""Words kept of an article, the weightiest."""

NAME = 2.0
"""How much more a name weighs than another word: it says who and where."""

FULL = 255
"""Length that the weights of an article are scaled to; each fits into a byte."""

Bins = NDArray[np.uint16]
"""Distinct words in ascending order, as hashes of 16 bits: the rarity of a word is counted for its bin."""

Vector = dict[int, int]
"""Weight of each word, by its hash of 32 bits."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is remembered of an article's text."""

    vector: Vector
    bins: Bins

    def stored(self) -> tuple[str, str, str]:
        """Give it as text: hashes, weights and bins, base64 of little-endian bytes."""
        return (
            _pack(np.array(list(self.vector), "<u4")),
            _pack(np.array(list(self.vector.values()), "<u1")),
            _pack(self.bins.astype("<u2")),
        )

    @classmethod
    def of(cls, hashes: str, weights: str, found: str) -> Content:
        """Read it back."""
        terms = np.frombuffer(b64decode(hashes), "<u4").tolist()
        values = np.frombuffer(b64decode(weights), "<u1").tolist()
        return cls(dict(zip(terms, values, strict=True)), np.frombuffer(b64decode(found), "<u2").astype(np.uint16))


def _hash(word: str) -> int:
    return crc32(word.encode("utf-8", "replace"))


def bins(words: Words) -> Bins:
    """Give the bins of all words."""
    return np.array(sorted({_hash(word) & 0xFFFF for word in words.counts}), np.uint16)


def vector(words: Words, rarity: Callable[[int], float]) -> Vector:
    """Weigh the words by how often they occur, by the rarity of their bin, and by whether they are names."""
    weighed: dict[int, float] = {}
    for word, count in words.counts.items():
        term = _hash(word)
        weight = (1 + math.log(count)) * rarity(term & 0xFFFF) * (NAME if word in words.names else 1.0)
        weighed[term] = weighed.get(term, 0.0) + weight
    chosen = sorted(weighed.items(), key=lambda pair: (-pair[1], pair[0]))[:TERMS]
    length = math.sqrt(sum(weight * weight for _, weight in chosen))
    if not length:
        return {}
    scaled = ((term, round(FULL * weight / length)) for term, weight in chosen)
    return {term: weight for term, weight in scaled if weight}


def _pack(values: NDArray[np.unsignedinteger]) -> str:
    return b64encode(values.tobytes()).decode("ascii")
