"""One line of progress on a terminal, redrawn in place."""

from types import TracebackType
from typing import Self, TextIO

_BACK_AND_ERASE = "\r\x1b[K"


class ProgressLine:
    """A `Report` that redraws one line on a terminal; elsewhere it writes the first text only, as a line.

    Use it in a `with` block: leaving the block wipes the line.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._redraws = stream.isatty()
        self._used = False

    def __call__(self, text: str) -> None:
        """Show `text` in place of what was shown before."""
        if self._redraws:
            self._stream.write(f"{_BACK_AND_ERASE}{text}")
        elif not self._used:
            self._stream.write(f"{text}\n")
        self._used = True
        self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._redraws and self._used:
            self._stream.write(_BACK_AND_ERASE)
            self._stream.flush()
