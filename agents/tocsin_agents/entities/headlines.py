"""Give shouted lines the capitals that their words have elsewhere, so that a model can read them; no letter moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet

from tocsin_agents.entities.lexicon import words

__all__ = ["repaired"]

HEADINGS = words("headings.txt")

LINE = re.compile(r"[^\n]+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
CAPITAL_SHARE = 0.8
FEWEST_LETTERS = 10
FEWEST_WORDS = 3
SMALL = words("small_words.txt")
ORDINARY = words("ordinary_words.txt") | words("roles.txt")
SHORTEST_WORD = 4
"""Shorter words in capitals that the article has nowhere else are more often abbreviations than names."""


def repaired(title: str, text: str) -> tuple[str, str]:
    """Give title and text with shouted lines in ordinary capitals. Each keeps its length, so offsets stay."""
    if not any(_is_shouted(line.group()) for field in (title, text) for line in LINE.finditer(field)):
        return title, text
    spoken = {
        word
        for field in (title, text)
        for line in LINE.finditer(field)
        if not _is_shouted(line.group())
        for word in WORD.findall(line.group())
    }
    names = {word.upper() for word in spoken if word[0].isupper()}
    ordinary = {word.upper() for word in spoken if word.islower()} - names

    def quietened(found: re.Match[str]) -> str:
        line = found.group()
        if not _is_shouted(line):
            return line
        heading, dash, rest = line.partition(" - ")
        if dash and HEADINGS.issuperset(heading.lower().split()):
            return f"{heading.lower()}{dash}{WORD.sub(cased, rest)}"
        return WORD.sub(cased, line)

    cased = _case_of(spoken, names, ordinary)

    return LINE.sub(quietened, title), LINE.sub(quietened, text)


def _is_shouted(line: str) -> bool:
    upper = sum(map(str.isupper, line))
    return (
        upper >= FEWEST_LETTERS
        and upper >= CAPITAL_SHARE * sum(map(str.isalpha, line))
        and line.count(" ") + 1 >= FEWEST_WORDS
    )


def _case_of(
    spoken: AbstractSet[str], names: AbstractSet[str], ordinary: AbstractSet[str]
) -> Callable[[re.Match[str]], str]:
    def cased(found: re.Match[str]) -> str:
        word = found.group()
        if not word.isupper() or word in spoken or len(word.lower()) != len(word):
            return word
        if word in ordinary or word.lower() in SMALL or (word not in names and word.lower() in ORDINARY):
            return word.lower()
        return word if word not in names and len(word) < SHORTEST_WORD else word[0] + word[1:].lower()

    return cased
