"""The figures of an article and the words around them, and whether a later text gives other ones.

Each figure (a numeral or number word: "26", "twenty-six", "dozens") is remembered by its value and by its surroundings,
in which other figures count as one and the same word. A figure has changed when another value stands in surroundings
that the earlier text has too; and a figure near a word of death, injury, missing people or flight is news as soon as the
earlier text does not have its value at all.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup.words import Hashes, Words, hash_words

__all__ = ["Figures", "agreement", "differ", "find", "pack", "unpack"]

Figures = NDArray[np.uint16]
"""One row a figure: its value; the two words before; the two words after; the word on either side. All are hashes; the
lowest bit of the value says whether casualties are spoken of nearby."""

MOST = 96
"""Figures remembered of an article; those near casualties come first."""

NEARBY = 8
"""Words between a figure and a word of casualty for the one to be about the other."""

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
QUANTITIES = ("dozen", "dozens", "score", "scores", "hundred", "hundreds", "thousand", "thousands", "million", "billion")

CASUALTY = (
    *("dead", "death", "deaths", "died", "dies", "die", "dying", "kill", "killed", "killing", "killings", "kills"),
    *("slain", "fatal", "fatally", "fatality", "fatalities", "toll", "casualty", "casualties", "victim", "victims"),
    *("body", "bodies", "corpses", "perished", "drowned", "lives", "martyrs", "martyred", "murdered", "massacred"),
    *("injured", "injuring", "injuries", "injury", "wounded", "wounding", "wounds", "hurt", "hospitalised", "hospitalized"),
    *("trapped", "missing", "unaccounted", "disappeared", "displaced", "homeless", "evacuated", "evacuees", "refugees"),
    *("fled", "uprooted", "abducted", "kidnapped", "hostages", "survivors"),
)


def _hashes(words: Iterable[str]) -> Hashes:
    return hash_words(b"\0" + "\0".join(words).encode())[1]


CASUALTY_WORDS = np.sort(_hashes(CASUALTY))
DIGITS = _hashes(str(value) for value in range(100))
"""Hash of each number below 100 as it is written in digits."""

_NAMED = {word: value for value, word in enumerate((*UNITS, *TEENS))} | {
    word: value for value, word in zip(range(20, 100, 10), TENS, strict=True)
}
_LISTED = _hashes((*_NAMED, *QUANTITIES))
_ORDER = np.argsort(_LISTED)
NUMBER_WORDS = _LISTED[_ORDER]
NUMBER_VALUES = np.array([*_NAMED.values(), *(-1 for _ in QUANTITIES)])[_ORDER]
"""What each of NUMBER_WORDS says; -1 for a quantity that is no single number."""

ANY_NUMBER = np.uint64(0x5851F42D4C957F2D)
"""Stands for a figure among the words around another."""

EDGE = np.zeros(2, np.uint64)
"""What stands before the first word and after the last."""

SALT = np.uint64(0xC2B2AE3D27D4EB4F)
TOP = np.uint64(48)
"""Shift that leaves sixteen bits."""


def find(words: Words) -> Figures:
    """Find the figures of a title and its body, in order."""
    named = _places(NUMBER_WORDS, words.hashes)
    is_named = NUMBER_WORDS[named] == words.hashes
    first_octets = np.frombuffer(words.text, np.uint8)[words.starts]
    is_number = (first_octets - np.uint8(ord("0")) < 10) | is_named  # noqa: PLR2004 - ten digits; lower octets wrap round
    at = np.flatnonzero(is_number)
    if not at.size:
        return np.empty((0, 4), np.uint16)
    hashes = words.hashes[at]
    if is_named.any():
        hashes, at = _in_digits(hashes, at, np.where(is_named[at], NUMBER_VALUES[named[at]], -1))
    near = _near_casualties(words.hashes, at)
    if at.size > MOST:
        chosen = np.sort(np.argsort(~near, kind="stable")[:MOST])
        hashes, at, near = hashes[chosen], at[chosen], near[chosen]
    around = np.concatenate((EDGE, np.where(is_number, ANY_NUMBER, words.hashes), EDGE))
    before, after = around[at + 1], around[at + 3]
    rows = np.stack((hashes * SALT, _join(around[at], before), _join(after, around[at + 4]), _join(before, after)), axis=1)
    figures = (rows >> TOP).astype(np.uint16)
    figures[:, 0] = figures[:, 0] & np.uint16(0xFFFE) | near
    return figures


def differ(new: Figures, old: Figures) -> bool:
    """Say whether a later text gives other figures than an earlier one that it resembles."""
    now, before = _rows(new), _rows(old)
    gained = Counter(row[1] for row in now)
    gained.subtract(row[1] for row in before)
    known = {row[1] for row in before}
    if any(near and value not in known for near, value, *_ in now):
        return True
    places = [row[2:] for row in before if gained[row[1]] < 0]
    apart = [{place[side] for place in places} for side in range(3)]
    whole = set(places)
    for _, value, *place in now:
        if value not in known:
            if any(here in there for here, there in zip(place, apart, strict=True)):
                return True
        elif gained[value] > 0 and tuple(place) in whole:
            return True
    return False


def agreement(new: Figures, old: Figures) -> float:
    """Give the share of the distinct values of a later text that the earlier one has; 1 when it has no figures."""
    values = {value for _, value, *_ in _rows(new)}
    return len(values & {value for _, value, *_ in _rows(old)}) / len(values) if values else 1.0


def pack(figures: Figures) -> str:
    """Write figures as text for the state: base64 of their little-endian bytes."""
    return b64encode(figures.astype("<u2", copy=False).tobytes()).decode("ascii")


def unpack(text: str) -> Figures:
    """Read figures back."""
    return np.frombuffer(b64decode(text), "<u2").astype(np.uint16, copy=False).reshape(-1, 4)


def _rows(figures: Figures) -> list[tuple[int, int, int, int, int]]:
    """Give each figure as casualty mark, value, words before, words after, word on either side."""
    return [(first & 1, first >> 1, before, after, either) for first, before, after, either in figures.tolist()]


def _in_digits(
    hashes: Hashes, at: NDArray[np.int64], values: NDArray[np.int64]
) -> tuple[Hashes, NDArray[np.int64]]:
    """Give number words the hash of their digits, "twenty six" as one figure at the place of its first word."""
    adjoining = np.concatenate((np.diff(at) == 1, [False]))
    following = np.concatenate((values[1:], [-1]))
    heads = adjoining & (values >= 20) & (following > 0) & (following < 10)  # noqa: PLR2004 - tens, then units
    values = np.where(heads, values + following, values)
    kept = ~np.concatenate(([False], heads[:-1]))
    return np.where(values >= 0, DIGITS[values], hashes)[kept], at[kept]


def _places(known: Hashes, hashes: Hashes) -> NDArray[np.int64]:
    return np.minimum(np.searchsorted(known, hashes), known.size - 1)


def _near_casualties(hashes: Hashes, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    spoken = np.flatnonzero(CASUALTY_WORDS[_places(CASUALTY_WORDS, hashes)] == hashes)
    # A figure is near when at least one such word stands from NEARBY before it to NEARBY after it.
    return np.searchsorted(spoken, at - NEARBY) < np.searchsorted(spoken, at + NEARBY, "right")


def _join(one: Hashes, other: Hashes) -> Hashes:
    return (one * SALT ^ other) * SALT
