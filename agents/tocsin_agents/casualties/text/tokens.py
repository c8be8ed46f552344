"""Cut a sentence into tokens: words, numbers and signs, each with its place in the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin_agents.casualties.lexicon.marks import APOSTROPHES, DASHES

__all__ = ["Token", "tokenize"]

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    rf"|[^\W_]+(?:(?:[{APOSTROPHES}{DASHES}](?!(?:odd|plus)\b)(?=[^\W_])|(?<=\d)[.,:](?=\d))[^\W_]+)*"
    r"|[^\w\s]|_"
)
_FOLDED = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(DASHES, "-"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign; `[start:end)` counts characters of the sentence."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        """Whether it is a possessor: "army's"."""
        return self.lower.endswith("'s")


def tokenize(sentence: str) -> tuple[Token, ...]:
    """Give the tokens of a sentence; apostrophes and dashes inside words are written in one way."""
    shouted = sentence.isupper()
    return tuple(
        # A headline in capitals has no names to tell by them.
        Token(m.group().lower() if shouted else m.group(), _fold(m.group()), m.start(), m.end())
        for m in _TOKEN.finditer(sentence)
    )


def plain_number(word: str) -> int | None:
    """Read a number that is written in the digits 0 to 9 and no longer than any that news tells; None for any other word."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER else None


_LONGEST_NUMBER = 12
"""Digits."""
_COUNTRY_NOT_PRONOUN = {"US": "u.s", "WHO": "w.h.o"}
"""Written in capitals, these are names and not pronouns."""


def _fold(text: str) -> str:
    if text in _COUNTRY_NOT_PRONOUN:
        return _COUNTRY_NOT_PRONOUN[text]
    return text.lower().translate(_FOLDED)
