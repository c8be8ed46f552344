"""Names of places and sources as they are compared: spelling differs from outlet to outlet, the thing named does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["fold", "slug", "words"]

UNDECOMPOSED = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "œ": "oe", "æ": "ae", "ß": "ss", "\u0131": "i", "þ": "th", "ħ": "h"}
)
"""Latin letters that Unicode does not take apart into a letter and a mark."""

WORD = re.compile(r"\w+")
POSSESSIVE = re.compile(r"['\u2019]s\b")


def fold(text: str) -> str:
    """Give the text in lower case, without accents and possessives, its words joined by one space."""
    lowered = POSSESSIVE.sub("", text.casefold()).translate(UNDECOMPOSED)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))
    return " ".join(WORD.findall(bare))


def words(text: str, *, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Give the folded words, less those that say nothing; all of them when nothing else would be left."""
    every = tuple(fold(text).split())
    return tuple(word for word in every if word not in without) or every


def slug(text: str) -> str:
    """Give the text as it may stand in a key: letters and digits of any script, hyphens between words."""
    return "-".join(fold(text).replace("_", " ").split())
