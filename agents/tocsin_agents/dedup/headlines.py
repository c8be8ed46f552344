"""What a headline says: whether two texts can be one story by what they are headed with, and which edition a wire calls it."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from struct import pack, unpack
from zlib import crc32

import numpy as np

from tocsin_agents.dedup.words import Hashes, Words, hash_words

__all__ = ["Headline", "are_alike", "edition", "headline", "is_told"]

Headline = str
"""The telling words of a headline as hashes, sorted, each once: base64 of their little-endian bytes."""

MOST = 16
SHORTEST = 4
"""Letters of a telling word in a script with spaces."""

ALIKE = 0.8
"""Share of the shorter headline's words in the other from which the two are of one story."""

TOLD = 0.25
"""Share of a headline's words that the text shared with another article must hold for that text to be the story."""

TOP = np.uint64(48)

COMMON = frozenset(
    int(value)
    for value in hash_words(
        b"\0"
        + b"\0".join(
            b"about after again against amid among been before being could from have here into just more most only over says"
            b" said than that their them then there they this updated update video watch were what when where which while"
            b" will with would year years your news report breaking photos live".split()
        )
    )[1]
)
"""Hashes of words of four letters and more that any headline may have."""

EDITION = re.compile(r"\W*(?:update|wrapup|urgent)\s?-?\s?(\d+)\b|\W*(correct(?:ed|ion|s))\b", re.IGNORECASE)
"""`UPDATE 2-Blast kills 31`, `CORRECTED-Blast kills 31`."""

CORRECTS = re.compile(r"\((?:corrects|this [^()\n]{0,80}correct)[^()\n]{0,300}\)", re.IGNORECASE)
"""`(Corrects figure in paragraph 3)`."""


def headline(words: Words) -> Headline:
    """Give the telling words of a title."""
    if not words.title:
        return ""
    end = int(words.starts[words.title]) if words.title < words.starts.size else len(words.text)
    written = words.text[:end].replace(b"\0", b" ").split()
    telling = {
        value >> 48
        for word, value in zip(written, words.hashes[: words.title].tolist(), strict=True)
        if (len(word) >= SHORTEST or not word.isascii()) and not word.isdigit() and value not in COMMON
    }
    chosen = sorted(telling)[:MOST]
    return b64encode(pack(f"<{len(chosen)}H", *chosen)).decode("ascii")


def edition(title: str, text: str) -> int:
    """Give a number for what a wire says about the version in hand, "UPDATE 2" or a correction; 0 where it says nothing."""
    found = EDITION.match(title) or ("orrect" in text and CORRECTS.search(text))
    return crc32(" ".join(found[0].lower().split()).encode("utf-8", "replace")) or 1 if found else 0


def are_alike(one: Headline, other: Headline) -> bool:
    """Say whether two headlines can be of one story whatever the texts; one that says nothing can be of any."""
    if one == other or not one or not other:
        return True
    words, others = set(_unpack(one)), set(_unpack(other))
    return len(words & others) >= ALIKE * min(len(words), len(others))


def is_told(headlines: Iterable[Headline], text: Hashes) -> bool:
    """Say whether this text, which two articles share, can be the story that one of their headlines tells.

    Two log-in pages have the same text under different headlines, and their text tells of neither.
    """
    found = set((text >> TOP).tolist())
    return any(
        sum(word in found for word in words) >= TOLD * len(words) for words in (_unpack(told) for told in headlines)
    )


def _unpack(headline: Headline) -> tuple[int, ...]:
    octets = b64decode(headline)
    return unpack(f"<{len(octets) // 2}H", octets)
