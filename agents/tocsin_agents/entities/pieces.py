"""Cut long texts where paragraphs, sentences or at least words end, and keep the offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["pieces"]

LONGEST_PIECE = 20_000
"""Characters that the model is given at once; its memory grows with them (and spaCy refuses a million)."""
ENDS = ("\n\n", "\n", ". ", " ")
LONG_RUN = re.compile(r"\S{200,}")
SURROGATE = re.compile("[\ud800-\udfff]")


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Give parts of a text, each with the offset at which it starts; only blanks are left out.

    Runs of 200 and more characters without a space are blanked: they hold no names, and take the tokenizer time that grows
    with the square of their length. So are lone surrogates, which it cannot encode.
    """
    text = SURROGATE.sub(" ", LONG_RUN.sub(lambda run: " " * len(run.group()), text))
    start = 0
    while len(text) - start > LONGEST_PIECE:
        stop = _end(text, start)
        if not text[start:stop].isspace():
            yield start, text[start:stop]
        start = stop
    if text[start:].strip():
        yield start, text[start:]


def _end(text: str, start: int) -> int:
    limit = start + LONGEST_PIECE
    for end in ENDS:
        # The first half is never searched, so that no text is cut into crumbs.
        found = text.rfind(end, start + LONGEST_PIECE // 2, limit)
        if found >= 0:
            return found + len(end)
    return limit
