"""From text to hashed words: two texts that differ in case, punctuation, encoding or white space give the same ones.

Everything is one pass over the bytes in numpy; no word becomes a Python object. Hashes depend on nothing but the text
(not on the process, unlike Python's own), because they are stored.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Hashes", "Words", "hash_words", "normalise", "split"]

Hashes = NDArray[np.uint64]

SEPARATOR = 0
ASCII, LATIN_1 = 128, 256
"""How many characters each has."""

TABLE = bytes(
    octet if octet >= ASCII else ord(chr(octet).lower()) if chr(octet).isalnum() else SEPARATOR
    for octet in range(LATIN_1)
)
"""Lower case for ASCII letters; digits and the bytes of other scripts as they are; all else separates words."""

TYPOGRAPHY = tuple(
    (old, new)
    for new, olds in {
        "'": "\u2019\u2018\u201c\u201d",
        " ": "\u00a0\u2013\u2014\u2026",
        "": "\u00ad\u200b\ufeff",
    }.items()
    for old in olds
)
"""What most often keeps English text from being ASCII; once it is replaced, the rest of the work is skipped."""

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
"""Soft hyphens, joiners and marks of direction: they do not end a word."""

PUNCTUATION = re.compile(
    r"[^\w\x00-\x7f\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff]+|[\u0964\u0965]+"
)
"""Outside ASCII, what is neither a letter, a digit nor a mark that belongs to a letter."""

UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts written without spaces (Thai, Lao, Burmese, Khmer, Chinese, Japanese): each character is taken as a word."""

OTHER_DIGIT = re.compile(r"[^\D0-9]")

BASE = 0x9E3779B97F4A7C15
PERIOD = 1 << 16
"""Powers are tabled up to here and used again after; a word that lies across a multiple of it hashes differently."""


def _powers(base: int) -> Hashes:
    factors = np.full(PERIOD, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors)


POWERS = _powers(BASE)
INVERSES = _powers(pow(BASE, -1, 1 << 64))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a title and a body, in order: where each starts in `text`, and its hash."""

    text: bytes
    starts: NDArray[np.int64]
    hashes: Hashes
    title: int
    """How many of them are the title's."""

    @property
    def body(self) -> Hashes:
        """The words of the body alone."""
        return self.hashes[self.title :]


def split(title: str, body: str) -> Words:
    """Give the words of a title and of a body that has been cleaned."""
    head = b"\0" + normalise(title)
    text = head + b"\0" + normalise(body)
    starts, hashes = hash_words(text)
    return Words(text, starts, hashes, int(starts.searchsorted(len(head))))


def normalise(text: str) -> bytes:
    """Give UTF-8 in which only words are left, with zero bytes between them."""
    if "&" in text:
        text = html.unescape(text)
    if text.isascii():
        return text.encode().translate(TABLE)
    for old, new in TYPOGRAPHY:
        text = text.replace(old, new)
    western = text.encode("latin-1", "replace")
    if western.translate(None, INTRICATE) == western and western.decode("latin-1") == text:
        return western.translate(WESTERN).decode("latin-1").encode()
    return _to_plain(text).encode("utf-8", "replace").translate(TABLE)


def hash_words(text: bytes) -> tuple[NDArray[np.int64], Hashes]:
    """Give where each word of a normalised text starts, and its hash; `text` begins with a zero byte.

    The hash of a word is the polynomial of its bytes modulo 2**64. It is taken at the word's place in the text and then
    divided by the power of that place, so that it needs no loop over words.
    """
    octets = np.frombuffer(text, np.uint8)
    gaps = octets == SEPARATOR
    starts = (gaps[:-1] > gaps[1:]).nonzero()[0] + 1
    if not starts.size:
        return starts, np.empty(0, np.uint64)
    is_short = octets.size <= PERIOD
    powers = POWERS[: octets.size] if is_short else np.resize(POWERS, octets.size)
    sums = np.add.reduceat(octets * powers, starts)
    sums *= INVERSES.take(starts if is_short else starts & (PERIOD - 1))
    return starts, sums


def _to_plain(text: str) -> str:
    """Compose, fold case, and leave only words, whatever the script."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = PUNCTUATION.sub(" ", INVISIBLE.sub("", text))
    text = OTHER_DIGIT.sub(_digit, text)
    return UNSPACED.sub(r" \g<0> ", text)


def _digit(match: re.Match[str]) -> str:
    return str(unicodedata.digit(match[0]))


_PLAIN = [_to_plain(chr(octet)) for octet in range(ASCII, LATIN_1)]
_WESTERN = [ord(plain) if len(plain) == 1 and ord(plain) < LATIN_1 else -1 for plain in _PLAIN]

INTRICATE = bytes(ASCII + place for place, octet in enumerate(_WESTERN) if octet < 0)
"""Characters of Latin-1 that become several, none, or one of another alphabet."""

WESTERN = TABLE[:ASCII] + bytes(SEPARATOR if octet == ord(" ") else max(octet, 0) for octet in _WESTERN)
"""For text in Latin-1: a table that does at once what is otherwise done step by step."""
