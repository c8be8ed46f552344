"""The words of death, injury, missing people and flight in a body, and whether a later text says one more of somebody.

"A second passenger has died" is news without a figure. Each such word is remembered by itself with the word before it,
and by itself with the word after it. One that stands elsewhere in a copy keeps at least one of its neighbours, one that
is replaced adds none; so a later text says something new when it has more of them than the earlier one, and one among
them that has neither neighbour there.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tocsin_agents.dedup.words import Hashes, hash_words

__all__ = ["CASUALTY_WORDS", "NONE", "Harm", "added", "find", "pack", "unpack"]

Harm = NDArray[np.uint16]
"""One row a word: hashes of it with the word before and with the word after, in the order of the text."""

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

EDGE = np.zeros(1, np.uint64)
"""What stands before the first word and after the last."""

BEFORE, AFTER = np.uint64(0x9FB21C651E98DF25), np.uint64(0xE7037ED1A0B428DB)
SALT, TOP = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(48)

NONE: Harm = np.empty((0, 2), np.uint16)


def find(body: Hashes, places: Iterable[int]) -> Harm:
    """Give the surroundings of the words at these places of a body."""
    at = np.fromiter(places, np.int64)[:MOST]
    if not at.size:
        return NONE
    around = np.concatenate((EDGE, body, EDGE))
    rows = np.empty((at.size, 2), np.uint64)
    rows[:, 0] = around[at] * BEFORE
    rows[:, 1] = around[at + 2] * AFTER
    rows += around[at + 1][:, None]
    rows *= SALT
    return (rows >> TOP).astype(np.uint16)


def added(new: Harm, old: Harm, *, is_cut: bool) -> list[int]:
    """Give the rows in which a later text speaks of harm and the earlier one does not.

    One that was cut need not have more such words than the earlier one to say something new.
    """
    if len(new) <= len(old) and not is_cut:
        return []
    before, after = (set(column) for column in old.T.tolist())
    return [row for row, (left, right) in enumerate(new.tolist()) if left not in before and right not in after]


def pack(harm: Harm) -> str:
    """Write it as text for the state: base64 of its little-endian bytes."""
    return b64encode(harm.astype("<u2", copy=False).tobytes()).decode("ascii")


def unpack(text: str) -> Harm:
    """Read it back."""
    return np.frombuffer(b64decode(text), "<u2").astype(np.uint16, copy=False).reshape(-1, 2)
