"""Lines that a source prints with many an article, learned from the articles remembered: log-in notices, menus, rules.

A line counts for an article only when that is the first of its group: the copies and revisions of one story repeat its
lines too, and are no sign of anything.
"""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["Boilerplate", "Lines", "lines"]

Lines = NDArray[np.uint32]
"""Distinct hashes of lines, each together with its source, in ascending order."""

LONGEST = 800
"""Characters of a line that may be learned: rules for readers' comments are long."""

FIRST, LAST = 16, 24
"""Lines looked at from either end of an article: what is printed with it stands above or below it."""

OFTEN = 3
"""Articles remembered of one source in which a line makes it boilerplate: two may be one story that was not recognised."""

NONE: frozenset[str] = frozenset()

CELLS = 1 << 22
SECOND_ROW = np.uint32(0x9E3779B1)
SHIFT = np.uint32(10)


def lines(source: str | None, text: str) -> dict[str, int]:
    """Give the lines of an article that may be boilerplate of its source, with their hashes."""
    rows = text.split("\n")
    if len(rows) == 1 and len(text) > LONGEST:
        return {}
    if len(rows) > FIRST + LAST:
        rows = rows[:FIRST] + rows[-LAST:]
    name = crc32((source or "").encode("utf-8", "replace"))
    return {row: crc32(row.strip().encode("utf-8", "replace"), name) for row in rows if 0 < len(row) <= LONGEST}


class Boilerplate:
    """How many articles each line stands in: two rows of counters of fixed size, so that chance agreement is rare."""

    def __init__(self) -> None:
        self._rows = np.zeros((2, CELLS), np.uint16)

    def add(self, found: Lines) -> None:
        """Count an article's lines."""
        # Lines of one article may fall into one cell.
        for row, cells in zip(self._rows, _cells(found), strict=True):
            np.add.at(row, cells, 1)

    def take(self, found: Lines) -> None:
        """Count an article's lines no longer."""
        for row, cells in zip(self._rows, _cells(found), strict=True):
            np.subtract.at(row, cells, 1)

    def among(self, found: dict[str, int]) -> frozenset[str]:
        """Give those lines that stand in many articles of their source."""
        if not found:
            return NONE
        cells = _cells(np.fromiter(found.values(), np.uint32, len(found)))
        # Nearly always the first row says already that none is.
        is_known = self._rows[0].take(cells[0]) >= OFTEN
        if not is_known.any():
            return NONE
        is_known &= self._rows[1].take(cells[1]) >= OFTEN
        return frozenset(line for line, known in zip(found, is_known.tolist(), strict=True) if known)


def _cells(found: Lines) -> tuple[Lines, Lines]:
    return found & np.uint32(CELLS - 1), found * SECOND_ROW >> SHIFT
