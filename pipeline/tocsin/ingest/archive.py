"""Files of lines, packed or not, as one stream of bytes that cannot blow up."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

import zstandard

from tocsin.errors import InputError
from tocsin.ingest.inputs import Kind
from tocsin.ingest.reads import Limits

__all__ = ["open_lines", "skip"]

BUFFER = 128 * 1024
ZSTD_FEED = 256
"""Packed bytes unpacked at a time: Zstandard makes 128 KiB of 4 bytes at most, so at most 8 MiB of these."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@contextmanager
def open_lines(path: Path, kind: Kind, limits: Limits) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Open a file of lines; give the stream of its unpacked bytes, and the file itself, whose `tell` shows how far it is.

    Reading raises InputError when the archive is damaged, breaks off, or unpacks to more than the limits allow.
    """
    if kind == "lines":
        with path.open("rb", buffering=BUFFER) as stream:
            yield stream, stream
        return
    with path.open("rb", buffering=BUFFER) as packed:
        allowed = max(limits.unpacked_bytes, limits.unpacked_ratio * path.stat().st_size)
        unpacked: _Readable = gzip.GzipFile(fileobj=packed) if kind == "gzip" else _Zstandard(packed)
        with io.BufferedReader(_Guarded(unpacked, allowed), BUFFER) as stream:
            yield stream, packed


def skip(stream: BinaryIO, size: int) -> None:
    """Pass over the first bytes of a stream; it may be shorter."""
    if stream.seekable():
        stream.seek(size)
        return
    while size > 0 and (piece := stream.read(min(size, BUFFER))):
        size -= len(piece)


class _Zstandard:
    """Unpacks frame after frame. The package's own reader takes a file that breaks off for one that ends."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._unpacker = zstandard.ZstdDecompressor()
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._ready = memoryview(b"")
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        """Give up to `size` bytes, none at the end."""
        while not self._ready:
            packed = self._rest or self._file.read(ZSTD_FEED)
            self._rest = b""
            if not packed:
                if self._frame is not None:
                    raise EOFError
                return b""
            self._unpack(packed)
        piece, self._ready = bytes(self._ready[:size]), self._ready[size:]
        return piece

    def _unpack(self, packed: bytes) -> None:
        frame = self._frame or self._unpacker.decompressobj()
        self._ready = memoryview(frame.decompress(packed))
        self._frame = None if frame.eof else frame
        self._rest = frame.unused_data if frame.eof else b""


class _Guarded(io.RawIOBase):
    """Counts what is unpacked, stops at the limit, and says in one kind of error what is wrong with an archive."""

    def __init__(self, unpacked: _Readable, allowed: int) -> None:
        self._unpacked = unpacked
        self._left = allowed

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer with the next unpacked bytes."""
        try:
            piece = self._unpacked.read(len(buffer))
        except EOFError:
            raise InputError(
                "the archive breaks off here; what comes before was read.", hint="Fetch it again: it is cut short."
            ) from None
        except (OSError, zlib.error, zstandard.ZstdError) as error:
            raise InputError(f"the archive cannot be unpacked from here on: {error}.") from None
        self._left -= len(piece)
        if self._left < 0:
            raise InputError(
                "the archive unpacks to far more than articles do; the rest was left out.",
                hint="If it is honest, unpack it and replay the .jsonl file.",
            )
        buffer[: len(piece)] = piece
        return len(piece)
