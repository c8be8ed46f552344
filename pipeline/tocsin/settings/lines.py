"""On which line of a TOML file a setting stands, which no reader of TOML tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

__all__ = ["line_of"]

HEADER = re.compile(r"\s*(\[\[?)\s*([^\]#]+?)\s*\]+\s*(?:#.*)?$")
KEY = re.compile(r'\s*((?:[\w-]+|"[^"]*")(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=')

Path = tuple[str | int, ...]


def line_of(text: str, loc: Sequence[str | int]) -> int:
    """Give the line, from 1, of a setting: of its key, failing that of the table or of the list that it stands in."""
    wanted, line, depth = tuple(loc), 1, 0
    for number, path in _paths(text):
        common = min(len(path), len(wanted))
        if path[:common] == wanted[:common] and common > depth:
            line, depth = number, common
    return line


def _paths(text: str) -> Iterator[tuple[int, Path]]:
    """Give the path of each key and each header, with its line; a table of a list has its number, from 0, in its path."""
    table: Path = ()
    tables: Counter[Path] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if header := HEADER.match(line):
            table = _numbered(_steps(header[2]), tables)
            if header[1] == "[[":
                tables[table] += 1
                table = (*table, tables[table] - 1)
            yield number, table
        elif key := KEY.match(line):
            yield number, (*table, *_steps(key[1]))


def _numbered(steps: Sequence[str], tables: Counter[Path]) -> Path:
    """Say of each list of tables on the way in which table of it a header stands: in the last so far."""
    path: Path = ()
    for step in steps:
        if tables[path]:
            path = (*path, tables[path] - 1)
        path = (*path, step)
    return path


def _steps(dotted: str) -> tuple[str, ...]:
    return tuple(step.strip().strip('"') for step in dotted.split("."))
