"""Words, and their letters as they compare: without case, diacritics and apostrophes."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["CAPITALISED", "WORD", "fold", "is_latin", "key_of"]

APOSTROPHES = "'\u2019\u2018`\u00b4\u02bc\u02bb\u02bf\u02be"
LATIN_END = "\u0250"
LATIN_ADDITIONAL = ("\u1e00", "\u1f00")

# Letters that Unicode does not take apart into a base and a mark.
UNDECOMPOSED = {
    "Æ": "AE", "æ": "ae", "Ð": "D", "ð": "d", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "\u0131": "i", "Ł": "L", "ł": "l",
    "Ŋ": "N", "ŋ": "n", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "ß": "ss", "Þ": "Th", "þ": "th", "Ə": "A", "ə": "a",
}  # fmt: skip
DROPPED = re.compile(f"[{APOSTROPHES}.]")
UPPER = "A-ZÀ-ÖØ-Þ" + "".join(
    chr(code) for code in (*range(0x100, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper()
)
LETTER = r"[^\W\d_]"
REST = rf"(?:{LETTER}|[{APOSTROPHES}](?!s\b){LETTER})*"

CAPITALISED = re.compile(rf"(?<!\w)(?:(?:[A-Z]\.){{2,}}|[{APOSTROPHES}]?[{UPPER}]{REST})")
"""A capitalised Latin word, or an abbreviation with full stops; the ending of a possessive stays outside."""
WORD = re.compile(rf"[{APOSTROPHES}]?{LETTER}{REST}")

SEPARATORS = re.compile(r"[\s\u2010\u2011-]+")


def is_latin(name: str) -> bool:
    """Tell whether every letter is a Latin one."""
    return all(
        char < LATIN_END or LATIN_ADDITIONAL[0] <= char < LATIN_ADDITIONAL[1] or char in APOSTROPHES for char in name
    )


def fold(word: str) -> str:
    """Give a word in lower case, without diacritics, apostrophes and full stops: "Łódź" and "Lodz" are one."""
    if not word.isascii():
        word = "".join(UNDECOMPOSED.get(char, char) for char in DROPPED.sub("", word))
        word = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    elif not word.isalpha():
        word = DROPPED.sub("", word)
    return word.lower()


def key_of(name: str) -> str:
    """Give the form under which a whole name is looked up: folded words, one space between them."""
    return " ".join(fold(word) for word in SEPARATORS.split(name.strip()))
