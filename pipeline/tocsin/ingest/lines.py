"""Lines of a byte stream, one at a time, however long they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tocsin.ingest.reads import KEPT_BYTES

__all__ = ["Line", "read_lines"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end. `number` counts from 1, `end` is the offset of the byte after it in the stream.

    `size` is its length in bytes; of a line that is too long, `content` has the first KEPT_BYTES only.
    """

    number: int
    end: int
    content: bytes
    size: int
    too_long: bool = False


def read_lines(stream: BinaryIO, *, limit: int, start: int = 0, number: int = 0) -> Iterator[Line]:
    """Give the lines of a stream, which stands at offset `start`, behind `number` lines.

    A line of more than `limit` bytes is passed over in pieces: no more than `limit` bytes are ever held.
    """
    end = start
    while piece := stream.readline(limit + 2):
        content = piece.rstrip(b"\r\n")
        size = len(content)
        end += len(piece)
        too_long = size > limit or (len(piece) == limit + 2 and not piece.endswith(b"\n"))
        if too_long:
            content = content[:KEPT_BYTES]
            more, size = _pass_over(stream, piece)
            end += more
        number += 1
        yield Line(number, end, content, size, too_long)


def _pass_over(stream: BinaryIO, piece: bytes) -> tuple[int, int]:
    """Read up to the end of the line that `piece` begins; give the bytes read and the line's size without its end."""
    more, size = 0, len(piece)
    while not piece.endswith(b"\n") and (piece := stream.readline(KEPT_BYTES)):
        more += len(piece)
        size += len(piece)
    return more, size - piece.endswith(b"\n")
