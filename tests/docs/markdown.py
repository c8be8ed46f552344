"""The Markdown pages of the project, and the fenced listings in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PAGES", "ROOT", "Listing", "listings"]

ROOT = Path(__file__).parents[2]

PAGES = tuple(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", "deploy/*.md")
    for path in sorted(ROOT.glob(pattern))
)
"""Every page, as a path from the root."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A fenced block. `flags` is what follows the language on the fence: `kafka` when it needs a broker."""

    page: str
    line: int
    language: str
    flags: frozenset[str]
    body: str

    @property
    def file(self) -> str:
        """The file that the listing shows: named by a comment on its first line; empty when it shows none."""
        first = self.body.partition("\n")[0]
        named = first.removeprefix("# ")
        return named if first.startswith("# ") and " " not in named and "." in named else ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def listings(page: str) -> Iterator[Listing]:
    """Give the fenced blocks of a page, in order."""
    fence, start, body = "", 0, list[str]()
    for number, line in enumerate((ROOT / page).read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("```"):
            body.append(line)
        elif not fence:
            fence, start, body = line.removeprefix("```").strip() or "unnamed", number, []
        else:
            language, *flags = fence.split()
            yield Listing(page, start, language, frozenset(flags), "\n".join(body) + "\n")
            fence = ""
    assert not fence, f"{page}:{start} is never closed"
