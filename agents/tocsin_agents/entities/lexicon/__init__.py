"""Organisations that need no introduction, the words that tell what a name is, and how their lists are read."""

from __future__ import annotations

import functools
from importlib import resources

__all__ = ["names", "organisations", "other_names", "words"]


@functools.cache
def organisations() -> dict[str, str]:
    """Give, for each form of a name as it is written, the name that the organisation goes by."""
    forms = (line.split("|") for line in _lines("organisations.tsv"))
    return {form: names[0] for names in forms for form in names}


@functools.cache
def other_names() -> dict[str, tuple[str, ...]]:
    """Give, for the name that an organisation goes by, its other names."""
    forms = (line.split("|") for line in _lines("organisations.tsv"))
    return {name: tuple(others) for name, *others in forms}


def names(name: str) -> frozenset[str]:
    """Give the names of a list that stand in lines of several, with bars between."""
    return frozenset(each for line in _lines(name) for each in line.split("|"))


def words(name: str) -> frozenset[str]:
    """Give the words of a list, which may stand several to a line."""
    return frozenset(word for line in _lines(name) for word in line.split())


def _lines(name: str) -> list[str]:
    text = resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
