"""The words of death, injury, missing people and flight in a body, and whether a later text says one more of somebody.

"Another passenger has died" is news without a figure. Each such word is remembered by itself, with the two words before
it, and with the two after it. One that stands elsewhere in a copy keeps its neighbours on one side at least. So a later text says
something new where a word has others on both sides than before, or has taken another's place ("hurt" became "killed"), if
there are more such words in all, or more of this one.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup.words import Hashes, hash_words

__all__ = ["CASUALTY_WORDS", "NONE", "Harm", "added", "find", "pack", "unpack"]

Harm = NDArray[np.uint16]
"""One row a word, in the order of the text: hashes of it, of it with the two words before, with the two after."""

CASUALTY = (
    *("dead", "death", "deaths", "died", "dies", "die", "dying", "kill", "killed", "killing", "killings", "kills"),
    *("slain", "fatal", "fatally", "fatality", "fatalities", "toll", "casualty", "casualties", "victim", "victims"),
    *("body", "bodies", "corpses", "perished", "drowned", "lives", "martyrs", "martyred", "murdered", "massacred"),
    *("injured", "injuring", "injuries", "injury", "wounded", "wounding", "wounds", "wound", "hurt", "hospitalised"),
    *("hospitalized", "trapped", "missing", "unaccounted", "disappeared", "displaced", "homeless", "evacuated"),
    *("evacuees", "refugees", "fled", "uprooted", "abducted", "kidnapped", "hostages", "survivors"),
    *("succumbed", "lifeless", "unresponsive", "electrocuted", "suffocated", "stabbed", "shot", "burns", "hospital"),
)

CASUALTY_WORDS = frozenset(int(value) for value in hash_words(b"\0" + "\0".join(CASUALTY).encode())[1])

MOST = 64
"""Words remembered of a body."""

EDGE = np.zeros(2, np.uint64)
"""What stands before the first word and after the last."""

AROUND = np.array([0, 1, 2, 3, 4])
"""Where the word and its neighbours stand, counted from the first of them."""

SURROUNDINGS = np.array(
    [
        [0, 0xD6E8FEB86659FD93, 0],
        [0, 0x9FB21C651E98DF25, 0],
        [1, 1, 1],
        [0, 0, 0xE7037ED1A0B428DB],
        [0, 0, 0xA0761D6478BD642F],
    ],
    np.uint64,
)
"""How they are joined, one a row: alone, with those before, with those after."""

SALT, TOP = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(48)

NONE: Harm = np.empty((0, 3), np.uint16)


def find(body: Hashes, places: Iterable[int]) -> Harm:
    """Give the surroundings of the words at these places of a body."""
    at = np.fromiter(places, np.int64)[:MOST]
    if not at.size:
        return NONE
    around = np.concatenate((EDGE, body, EDGE))
    rows: Hashes = around[at[:, None] + AROUND] @ SURROUNDINGS
    rows *= SALT
    return (rows >> TOP).astype(np.uint16)


def added(new: Harm, old: Harm, *, is_cut: bool) -> list[int]:
    """Give the rows in which a later text speaks of harm and the earlier one does not.

    One that was cut need not have more such words than the earlier one to say something new.
    """
    if not len(new):
        return []
    words, before, after = new.T.tolist()
    known, known_before, known_after = old.T.tolist()
    has_more = is_cut or len(new) > len(old)
    return [
        row
        for row, word in enumerate(words)
        if before[row] not in known_before
        and after[row] not in known_after
        and (has_more or words.count(word) > known.count(word))
    ]


def pack(harm: Harm) -> str:
    """Write it as text for the state: base64 of its little-endian bytes."""
    return b64encode(harm.astype("<u2", copy=False).tobytes()).decode("ascii")


def unpack(text: str) -> Harm:
    """Read it back."""
    return np.frombuffer(b64decode(text), "<u2").astype(np.uint16, copy=False).reshape(-1, 3)
