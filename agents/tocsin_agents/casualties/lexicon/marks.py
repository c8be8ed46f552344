"""Quotation marks, dashes and brackets, straight and typographic."""
# ruff: noqa: RUF001 - these are the very characters that look like others

from __future__ import annotations

__all__ = ["APOSTROPHES", "BRACKETS", "DASHES", "LONG_DASHES", "OPENERS", "QUOTES", "SINGLE_CLOSING", "SINGLE_OPENING"]

QUOTES = frozenset("'\"‘’“”")
SINGLE_OPENING = "'‘"
SINGLE_CLOSING = "'’"
APOSTROPHES = "'’"
DASHES = "–‑-"
"""Dashes that may stand inside a word or a number."""
LONG_DASHES = frozenset("-–—")
"""Dashes that may set a phrase apart."""
BRACKETS = {",": ",", ")": "("} | {dash: dash for dash in "-–—"}
"""What closes a parenthesis -> what opened it."""
OPENERS = frozenset({(",",), ("(",), (":",)}) | {(dash,) for dash in "-–—"}
"""What may stand between a number of people and the list of them."""
