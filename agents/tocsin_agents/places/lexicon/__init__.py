"""The project's own lists of place names, and how they are read."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

__all__ = ["rows", "words"]


def rows(name: str) -> Iterator[list[str]]:
    """Give the tab-separated fields of each line of a list."""
    for line in resources.files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def words(name: str) -> frozenset[str]:
    """Give the words of a list, which may stand several to a line."""
    return frozenset(word for row in rows(name) for word in " ".join(row).split())
