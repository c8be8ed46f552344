"""What reading gives: an article, or an input that cannot become one; both know where they stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tocsin.errors import InputError
from tocsin.records import Article, iso_date, iso_datetime
from tocsin.settings import Settings

__all__ = ["KEPT_BYTES", "FillIn", "Found", "Limits", "Malformed", "Position", "Read", "Spot", "too_long"]

MEBIBYTE = 1024 * 1024
KEPT_BYTES = 64 * 1024
"""Bytes of a malformed input that are kept: enough to see what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read before an input counts as malformed.

    `article_bytes` bounds one line or text file; a long book has 2 MiB, the longest news article a tenth of that.
    `unpacked_bytes` and `unpacked_ratio` bound an archive: it is a decompression bomb when it unpacks to more than the
    bytes *and* to more than the ratio times its own size. Text packs 3 to 20 times, so no honest archive comes near.
    """

    article_bytes: int = 2 * MEBIBYTE
    unpacked_bytes: int = 4 * 1024 * MEBIBYTE
    unpacked_ratio: int = 200

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """Give the limits that the settings have."""
        return cls(
            article_bytes=settings.max_article_bytes,
            unpacked_bytes=settings.max_unpacked_bytes,
            unpacked_ratio=settings.max_unpacked_ratio,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn:
    """What the caller knows about articles that do not say it themselves."""

    published: str | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no article may hold."""
        if self.published is not None:
            try:
                iso_date(self.published)
                iso_datetime(self.published)
            except ValueError:
                raise InputError(
                    f"{self.published!r} is not a date.", hint="Write 2012-03-09 or 2012-03-09T18:30:00Z."
                ) from None
        if self.source is not None and not self.source.isprintable():
            raise InputError(f"{self.source!r} is not a name of an outlet.", hint="Give it in UTF-8, on one line.")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where reading goes on.

    `turn` counts whole passes over all inputs, `entry` the inputs of this pass that are read to their end; `offset` and
    `line` are the (unpacked) bytes and the lines of the next one that are already read.
    """

    turn: int = 0
    entry: int = 0
    offset: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article. Reading goes on at `after`; `done_bytes` of this pass's inputs, as they lie on disk, are read."""

    article: Article
    where: str
    after: Position
    done_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """An input that cannot become an article: a line, a text file, or the unreadable rest of an archive.

    `where` is `feed.jsonl:17`; `original` holds the first KEPT_BYTES of the `size` bytes it has; `stage` tells whether it
    could not be read or not be published.
    """

    where: str
    reason: str
    hint: str = ""
    stage: Literal["read", "publish"] = "read"
    original: bytes = b""
    size: int = 0
    after: Position = Position()
    done_bytes: int = 0


Read = Found | Malformed


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something was read: makes what was read there of an article, or of what is wrong with it."""

    where: str
    after: Position = Position()
    done_bytes: int = 0

    def found(self, article: Article) -> Found:
        """Give the article that was read here."""
        return Found(article=article, where=self.where, after=self.after, done_bytes=self.done_bytes)

    def malformed(self, error: InputError | OSError, content: bytes, size: int) -> Malformed:
        """Give what cannot become an article; of its `size` bytes `content` has the first."""
        if isinstance(error, OSError):
            error = InputError(f"cannot be read: {error.strerror or error}.")
        return Malformed(
            where=self.where,
            reason=error.message,
            hint=error.hint,
            original=content[:KEPT_BYTES],
            size=size,
            after=self.after,
            done_bytes=self.done_bytes,
        )


def too_long(limit: int) -> InputError:
    """Say that something has more bytes than an article may have."""
    return InputError(
        f"longer than {limit:,} bytes.", hint="No article is; is it several in one line, or no text at all?"
    )
