"""Split a text into sentences with exact offsets, fast and without a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Sentence", "split"]

_BOUNDARY = re.compile(r"[.!?…][.!?…]{0,3}[\"'\u201d\u2019\u00bb)\]]{0,3}|\n")
"""Where a sentence may end; closing quotes and brackets belong to it. Each candidate is then judged."""

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "maj",
        "capt",
        "lt",
        "sgt",
        "cpl",
        "rev",
        "hon",
        "st",
        "sr",
        "jr",
        "gov",
        "sen",
        "rep",
        "pres",
        "no",
        "nos",
        "vs",
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "est",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "e.g",
        "i.e",
        "cf",
        "al",
        "approx",
        "incl",
        "excl",
        "mt",
        "ft",
        "brig",
        "adm",
        "cmdr",
        "insp",
        "supt",
        "messrs",
        "mme",
        "mlle",
        "fr",
        "vol",
        "pp",
        "fig",
        "art",
    ]
)
_STATES = frozenset([
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "mass", "md", "mich",
    "minn", "miss", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
])  # fmt: skip
"""Abbreviations only with a capital: "PARADISE, Calif. -"; in small letters many of them are words."""
_LAST_WORD = re.compile(r"[^\W_](?:[^\W_]|\.(?=[^\W_]))*$")
_LONGEST = 1_500
"""Characters; text without any stop is cut here so that no step meets an unbounded sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is exactly `[start:end)` of the text it was split from; `paragraph` counts blocks between line ends."""

    text: str
    start: int
    end: int
    paragraph: int


def split(text: str) -> Iterator[Sentence]:
    """Give the sentences of a text in order, without the white space around them; none is empty."""
    start = paragraph = 0
    for match in _BOUNDARY.finditer(text):
        newline = match.group() == "\n"
        if newline or _ends_sentence(text, match.start(), match.end()):
            yield from _cut(text, start, match.end(), paragraph)
            start = match.end()
        if newline:
            paragraph += 1
    yield from _cut(text, start, len(text), paragraph)


def _cut(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    for left in range(start, end, _LONGEST):
        piece = text[left : min(left + _LONGEST, end)]
        stripped = piece.strip()
        if stripped:
            first = left + len(piece) - len(piece.lstrip())
            yield Sentence(stripped, first, first + len(stripped), paragraph)


def _ends_sentence(text: str, stop: int, end: int) -> bool:
    """Whether the stop at `stop` closes a sentence, judged by the word before it and the character after it."""
    following = text[end : end + 3].lstrip()[:1]
    if text[stop] in "!?…" or (end - stop > 1 and text[stop + 1] not in ".!?…"):
        return not following or not (following.islower() or following in {",", ";"})
    spaced = end >= len(text) or text[end].isspace()
    if not spaced:
        return _glued(text, stop, end)
    if following.islower() or following in {",", ";", ":"}:
        return False
    return not _abbreviated(text, stop, following)


def _glued(text: str, stop: int, end: int) -> bool:
    """Whether a stop without a space is one all the same: "on Sunday.In Beirut"."""
    before, after = text[max(0, stop - 3) : stop], text[end : end + 2]
    return (
        len(before) == len("day")
        and before.isalpha()
        and before[-1].islower()
        and after[:1].isupper()
        and after[1:].islower()
    )


def _abbreviated(text: str, stop: int, following: str) -> bool:
    word = _LAST_WORD.search(text, max(0, stop - 20), stop)
    if word is None:
        return False
    last = word.group()
    if last.casefold() in {"no", "nos"}:
        return following.isdigit()
    if last.casefold() in {"a.m", "p.m", "u.s", "u.n", "u.k"}:
        return last[0].isupper()
    if last.casefold() in _STATES and last[0].isupper():
        return True
    return last.casefold() in _ABBREVIATIONS or (len(last) == 1 and last.isupper())
