"""The figures of an article and the words around them, and whether a later text gives other ones.

Each figure (a numeral or number word: "26", "twenty-six", "dozens") is remembered by its value and by its surroundings,
in which other figures count as one and the same word. A figure has changed when another value stands in surroundings
that the earlier text has too; and a figure near a word of death, injury, missing people or flight is news as soon as the
earlier text does not have its value at all.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup import harm
from tocsin_agents.dedup.harm import CASUALTY_WORDS, Harm
from tocsin_agents.dedup.words import Words, hash_words

__all__ = ["Figures", "agreement", "changes", "differ", "find", "pack", "say", "unpack"]

Figures = NDArray[np.uint16]
"""One row a figure: its value; the two words before; the two words after; the word on either side. All are hashes; the
lowest bit of the value says whether casualties are spoken of nearby."""

Row = tuple[int, int, int, int, int]
"""A figure: casualty mark, value, words before, words after, word on either side."""

MOST = 96
"""Figures remembered of an article; those near casualties come first."""

VALUE = np.uint16(0xFFFE)
ZERO, TEN = np.uint8(ord("0")), np.uint8(10)

LONGEST = 24
"""Characters kept of a figure as it is written."""

THOUSAND = 3
"""Digits of a group in a large number."""

FEW = 3
"""Figures; what fewer of them have in common says nothing about two texts."""

NEARBY = 8
"""Words between a figure and a word of casualty for the one to be about the other."""

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
QUANTITIES = ("dozen", "dozens", "scores", "hundred", "hundreds", "thousand", "thousands", "million", "billion")
ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _hashes(words: Iterable[str]) -> list[int]:
    return [int(value) for value in hash_words(b"\0" + "\0".join(words).encode())[1]]


DIGITS = _hashes(str(value) for value in range(100))
"""Hash of each number below 100 as it is written in digits."""

NAMED = dict(zip(_hashes((*UNITS, *TEENS)), range(20), strict=True)) | dict(
    zip(_hashes(TENS), range(20, 100, 10), strict=True)
)
"""What the number words say, by their hashes."""

QUANTITY_WORDS = frozenset(_hashes((*QUANTITIES, *ORDINALS)))

TOP = np.uint64(48)
"""Shift that leaves the upper sixteen bits of a hash."""

LOOKUP = np.uint64(50)
"""Shift that leaves as many bits as NOTABLE has places for."""

NOTABLE = np.zeros(1 << 14, np.bool_)
NOTABLE[[value >> 50 for value in (*NAMED, *QUANTITY_WORDS, *CASUALTY_WORDS)]] = True
"""Whether a word may be one of those above, by the upper bits of its hash; few others are."""

ANY_NUMBER = np.uint64(0x5851F42D4C957F2D)
"""Stands for a figure among the words around another."""

EDGE = np.zeros(2, np.uint64)
"""What stands before the first word and after the last."""

AROUND = np.array([0, 1, 3, 4])
"""Where the two words before a figure and the two after it stand, counted from the first of them."""

SALT = np.uint64(0xC2B2AE3D27D4EB4F)
SURROUNDINGS = np.array(
    [
        [0x9FB21C651E98DF25, 0, 0],
        [0xD6E8FEB86659FD93, 0, 0xA0761D6478BD642F],
        [0, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3],
        [0, 0x589965CC75374CC3, 0],
    ],
    np.uint64,
)
"""How the words around a figure, one a row, are joined: those before, those after, the one on either side."""


@dataclass(frozen=True, slots=True)
class Found:
    """The figures of a text, and which of its words they are."""

    figures: Figures
    words: list[tuple[int, int]]
    """Of each figure, its first word and how many there are."""
    harm: Harm
    """The words of casualty of the body, with their surroundings."""
    harmed: list[int]
    """Which of the body's words they are; of a body with very many only the first are in `harm`."""


def find(words: Words) -> Found:
    """Find the figures of a title and its body, in order."""
    first_octets = np.frombuffer(words.text, np.uint8)[words.starts]
    is_numeral = first_octets - ZERO < TEN
    at = (is_numeral | NOTABLE[words.hashes >> LOOKUP]).nonzero()[0]
    places, lengths, values, casualties = _sort_out(at.tolist(), words.hashes[at].tolist(), is_numeral[at].tolist())
    harmed = [place - words.title for place in casualties if place >= words.title]
    surroundings = harm.find(words.body, harmed)
    if not places:
        return Found(np.empty((0, 4), np.uint16), [], surroundings, harmed)
    at = np.array(places)
    near = np.array(casualties, np.int64)
    # A figure is near when at least one such word stands from NEARBY before it to NEARBY after it.
    is_near = near.searchsorted(at - NEARBY) < near.searchsorted(at + NEARBY, "right")
    around = np.concatenate((EDGE, words.hashes, EDGE))
    around[at + 2] = ANY_NUMBER
    rows = np.empty((at.size, 4), np.uint64)
    rows[:, 0] = values
    rows[:, 1:] = around[at[:, None] + AROUND] @ SURROUNDINGS
    rows *= SALT
    figures = (rows >> TOP).astype(np.uint16)
    figures[:, 0] = figures[:, 0] & VALUE | is_near
    if at.size > MOST:
        chosen = np.sort(np.argsort(~is_near, kind="stable")[:MOST])
        figures = figures[chosen]
        return Found(figures, [(places[row], lengths[row]) for row in chosen.tolist()], surroundings, harmed)
    return Found(figures, list(zip(places, lengths, strict=True)), surroundings, harmed)


def _sort_out(
    at: list[int], hashes: list[int], numerals: list[bool]
) -> tuple[list[int], list[int], list[int], list[int]]:
    """Give the figures' places, words, and values as hashes of digits, and the places of words of casualty."""
    places: list[int] = []
    lengths: list[int] = []
    values: list[int] = []
    casualties: list[int] = []
    tens, tens_at = 0, -2
    for place, value, is_numeral in zip(at, hashes, numerals, strict=True):
        number = None if is_numeral else NAMED.get(value)
        if number is None:
            if is_numeral or value in QUANTITY_WORDS:
                places.append(place)
                lengths.append(1)
                values.append(value)
            elif value in CASUALTY_WORDS:
                casualties.append(place)
        elif tens and place == tens_at + 1 and 0 < number < 10:  # noqa: PLR2004 - twenty-six is one figure
            values[-1] = DIGITS[tens + number]
            lengths[-1] = 2
            tens = 0
        else:
            places.append(place)
            lengths.append(1)
            values.append(DIGITS[number])
            tens, tens_at = (number, place) if number >= 20 else (0, -2)  # noqa: PLR2004 - the tens begin here
    return places, lengths, values, casualties


def say(words: Words, found: Found) -> list[str]:
    """Give each figure in lower case, as it is written: "26", "twenty-six", "dozens", "1,200" for both parts of that."""
    said: list[str] = []
    run, last_end, last_numeral = 0, -2, ""
    for number, (place, length) in enumerate(found.words):
        start = int(words.starts[place])
        end = words.text.find(b"\0", int(words.starts[place + length - 1]))
        word = words.text[start : end if end > 0 else None].decode("utf-8", "replace").replace("\0", "-")[:LONGEST]
        if last_numeral and start == last_end + 1 and len(word) == THOUSAND and word.isdecimal():
            said[run:] = [f"{said[-1]},{word}"] * (number - run + 1)
        else:
            run = number
            said.append(word)
            last_numeral = word if word.isdecimal() and len(word) <= THOUSAND else ""
        last_end = start + len(word.encode())
    return said


def differ(new: Figures, old: Figures) -> bool:
    """Say whether a later text gives other figures than an earlier one that it resembles."""
    if new.size == old.size and new.tobytes() == old.tobytes():
        return False
    now, before = _rows(new), _rows(old)
    gained = Counter(row[1] for row in now)
    gained.subtract(row[1] for row in before)
    known = {row[1] for row in before}
    if any(_is_unheard_of(row, known, before) for row in now):
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


def changes(new: Figures, old: Figures) -> list[tuple[int, int | None]]:
    """Give what makes a later text differ: each row that is new, and the row that stood there before, if one did."""
    now, before = _rows(new), _rows(old)
    gained = Counter(row[1] for row in now)
    gained.subtract(row[1] for row in before)
    known = {row[1] for row in before}
    gone = [(number, row[2:]) for number, row in enumerate(before) if gained[row[1]] < 0]
    found: list[tuple[int, int | None]] = []
    for number, (near, value, *place) in enumerate(now):
        agreeing = [(sum(a == b for a, b in zip(place, there, strict=True)), -row) for row, there in gone]
        sides, row = max(agreeing, default=(0, 0))
        if value not in known and (sides or near):
            found.append((number, -row if sides else None))
        elif value in known and gained[value] > 0 and sides == len(place):
            found.append((number, -row))
        elif value in known and _is_unheard_of(now[number], known, before):
            found.append((number, None))
    return found


def _is_unheard_of(row: Row, known: Collection[int], before: list[Row]) -> bool:
    """Say whether a later text gives a number near a word of casualty that an earlier one does not, or of other things."""
    near, value, *place = row
    if not near or value not in known:
        return bool(near)
    return not any(
        value == other and (was_near or any(a == b for a, b in zip(place, there, strict=True)))
        for was_near, other, *there in before
    )


def agreement(new: Figures, old: Figures) -> float:
    """Give the share of a later text's figures that the earlier one has in like surroundings; 1 when there are few."""
    now = _rows(new)
    if len(now) < FEW:
        return 1.0
    apart = {(value, side, here) for _, value, *place in _rows(old) for side, here in enumerate(place)}
    agreeing = sum(any((value, side, here) in apart for side, here in enumerate(place)) for _, value, *place in now)
    return agreeing / len(now)


def tell_of_casualties(figures: Figures) -> bool:
    """Say whether one of them stands near a word of casualty."""
    return bool((figures[:, 0] & 1).any())


def pack(figures: Figures) -> str:
    """Write figures as text for the state: base64 of their little-endian bytes."""
    return b64encode(figures.astype("<u2", copy=False).tobytes()).decode("ascii")


def unpack(text: str) -> Figures:
    """Read figures back."""
    return np.frombuffer(b64decode(text), "<u2").astype(np.uint16, copy=False).reshape(-1, 4)


def _rows(figures: Figures) -> list[Row]:
    """Give each figure as casualty mark, value, words before, words after, word on either side."""
    return [(first & 1, first >> 1, before, after, either) for first, before, after, either in figures.tolist()]
