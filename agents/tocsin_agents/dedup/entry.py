"""What is remembered of an article, as it stands in the state: a JSON list, about 1.3 kB for 300 words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tocsin_agents.dedup import figures, harm, shingles
from tocsin_agents.dedup.figures import Figures
from tocsin_agents.dedup.harm import Harm
from tocsin_agents.dedup.headlines import Headline
from tocsin_agents.dedup.reading import Reading
from tocsin_agents.dedup.shingles import Shingles

__all__ = ["Entry"]

UNCUT = 0.9
"""Share of an earlier text's length from which a later one need not have been cut."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article; `stored` gives it as JSON, `Entry.of` reads that back."""

    order: int
    """Place in the order of arrival."""
    published: int
    """Seconds since 1970, UTC; worked out from its neighbours when the article has no date."""
    canonical: str
    """Id of the earliest article of its group; empty when that is this article itself."""
    version: str
    """Digest of title and body: the same id with another version is a new version."""
    body: str = ""
    """Digest of the body by which exact copies are found; empty for a copy, which is found through its original."""
    size: int = 0
    """Distinct shingles of the whole text."""
    lead: int = 0
    """Hash of the first three words of the body."""
    sketch: str = ""
    """The smallest of them, packed; empty when the text is too short to be compared."""
    keys: str = ""
    """The runs of five words that it is found by, packed."""
    figures: str = ""
    """Its figures, packed."""
    said: str = ""
    """The same as they are written, with blanks between."""
    headline: Headline = ""
    edition: int = 0
    """What the wire calls this version; 0 where it says nothing."""
    harm: str = ""
    """Its words of casualty, packed."""
    lines: str = ""
    """Hashes of lines that may be boilerplate of its source, packed; empty when it is not the first of its group."""

    def with_content(self, reading: Reading) -> Entry:
        """Give the entry with what later articles are compared with."""
        return Entry(
            self.order,
            self.published,
            self.canonical,
            self.version,
            reading.body,
            int(reading.shingles.size),
            reading.lead,
            shingles.pack(shingles.sketch(reading.shingles)),
            shingles.pack(shingles.smallest_keys(reading.keys)),
            figures.pack(reading.figures),
            " ".join(figures.say(reading.words, reading.found)),
            reading.headline,
            reading.edition,
            harm.pack(reading.found.harm),
            "" if self.canonical else _pack_lines(reading.lines),
        )

    def stored(self) -> list[Any]:
        """Give it as a JSON value."""
        head: list[Any] = [self.order, self.published, self.canonical, self.version]
        if not self.body:
            return head
        content = [self.body, self.size, self.lead, self.sketch, self.keys, self.figures, self.said]
        return [*head, *content, self.headline, self.edition, self.harm, self.lines]

    @classmethod
    def of(cls, value: list[Any]) -> Entry:
        """Read it from a JSON value."""
        return cls(*value)

    def shingles(self) -> Shingles:
        """Give its sketch."""
        return shingles.unpack(self.sketch)

    def found_by(self) -> Shingles:
        """Give its keys."""
        return shingles.unpack(self.keys)

    def edges(self) -> Shingles:
        """Give the hashes of its lines."""
        return shingles.unpack(self.lines)

    def numbers(self) -> Figures:
        """Give its figures."""
        return figures.unpack(self.figures)

    def is_cut_in(self, size: int) -> bool:
        """Say whether a text of this many shingles must lack a part of it."""
        return size < UNCUT * self.size

    def harms(self) -> Harm:
        """Give its words of casualty."""
        return harm.unpack(self.harm)


def _pack_lines(lines: dict[str, int]) -> str:
    return shingles.pack(np.array(sorted(set(lines.values())), np.uint32)) if lines else ""
