"""All inputs, one after the other, as one stream of articles and malformed inputs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import InputError
from tocsin.ingest.archive import open_lines, skip
from tocsin.ingest.inputs import Input, Inputs
from tocsin.ingest.jsonline import article_of_line
from tocsin.ingest.lines import Line, read_lines
from tocsin.ingest.reads import FillIn, Limits, Position, Read, Spot, too_long
from tocsin.ingest.textfile import article_of_text

__all__ = ["Reader"]

BOM = b"\xef\xbb\xbf"


class Reader:
    """Reads inputs, `passes` times over. Every run gives the same stream, so a Position in it can be returned to.

    What is wrong with an input becomes a Malformed, and reading goes on with the next line or file. Blank lines are
    passed over.
    """

    def __init__(
        self,
        inputs: Inputs,
        *,
        fill: FillIn | None = None,
        limits: Limits | None = None,
        passes: int = 1,
        stdin: BinaryIO | None = None,
    ) -> None:
        self.inputs = inputs
        self._fill = fill or FillIn()
        self._limits = limits or Limits()
        self._passes = passes
        self._stdin = stdin
        self._sizes = (0, *accumulate(file.size for file in inputs.files))

    def read(self, start: Position | None = None) -> Iterator[Read]:
        """Give what there is to read from a position on."""
        position = start or Position()
        while position.turn < self._passes:
            for entry in range(position.entry, len(self.inputs.files)):
                yield from self._read_input(position if entry == position.entry else Position(position.turn, entry))
            position = Position(position.turn + 1)

    def _read_input(self, start: Position) -> Iterator[Read]:
        file = self.inputs.files[start.entry]
        last = start
        try:
            if file.kind == "text" and file.path is not None:
                yield self._read_text(file, file.path, start)
                return
            for read in self._read_lines(file, start):
                last = read.after
                yield read
        except (OSError, InputError) as error:
            where = file.name if file.kind == "text" else f"{file.name}:{last.line + 1}"
            spot = Spot(where, Position(start.turn, start.entry + 1), self._sizes[start.entry + 1])
            yield spot.malformed(error, b"", 0)

    def _read_text(self, file: Input, path: Path, start: Position) -> Read:
        limit = self._limits.article_bytes
        with path.open("rb") as opened:
            content = opened.read(limit + 1)
        spot = Spot(file.name, Position(start.turn, start.entry + 1), self._sizes[start.entry + 1])
        try:
            if len(content) > limit:
                raise too_long(limit)
            return spot.found(article_of_text(content, file.metadata, self._fill))
        except InputError as error:
            return spot.malformed(error, content, max(len(content), file.size))

    def _read_lines(self, file: Input, start: Position) -> Iterator[Read]:
        done = self._sizes[start.entry]
        if file.path is None:
            for line in self._lines_of(self._stdin or _standard_input(), start):
                yield self._read_line(line, file, start, done)
            return
        with open_lines(file.path, file.kind, self._limits) as (stream, packed):
            skip(stream, start.offset)
            for line in self._lines_of(stream, start):
                yield self._read_line(line, file, start, done + packed.tell())

    def _lines_of(self, stream: BinaryIO, start: Position) -> Iterator[Line]:
        lines = read_lines(stream, limit=self._limits.article_bytes, start=start.offset, number=start.line)
        return (line for line in lines if line.content.removeprefix(BOM).strip())

    def _read_line(self, line: Line, file: Input, start: Position, done: int) -> Read:
        after = Position(start.turn, start.entry, line.end, line.number)
        spot = Spot(f"{file.name}:{line.number}", after, done)
        try:
            if line.too_long:
                raise too_long(self._limits.article_bytes)
            content = line.content.removeprefix(BOM) if line.number == 1 else line.content
            return spot.found(article_of_line(content, self._fill))
        except InputError as error:
            return spot.malformed(error, line.content, line.size)


def _standard_input() -> BinaryIO:
    # A reader of its own: at its end the interpreter closes sys.stdin, and aborts while a thread still waits in there.
    return open(sys.stdin.fileno(), "rb", closefd=False)
