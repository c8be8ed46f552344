"""What is known of a feed from one asking to the next: kept in one small file a feed, replaced whole.

It says no more than Kafka has. Whoever goes on from an older one hands entries over again, whose ids make that harmless.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tocsin.errors import StateError
from tocsin.files import replace_file

__all__ = ["Known", "Memory"]

MOST_SEEN = 2_000
"""Entries remembered beyond those in the feed now: a feed may leave one out and bring it back."""

MOST_BYTES = 4 * 1024 * 1024
"""No file of ours is larger; one that is was written by somebody else."""


class Known(BaseModel):
    """The file's content. `seen` has the keys of entries that Kafka has, the latest last; times are seconds since 1970."""

    model_config = ConfigDict(frozen=True)

    url: str
    etag: Annotated[str, Field(max_length=1_000)] = ""
    modified: Annotated[str, Field(max_length=1_000)] = ""
    seen: tuple[str, ...] = ()
    asked_at: float = 0.0

    def with_seen(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Give what has been seen when these entries, all that the feed holds now, have been too."""
        now = tuple(dict.fromkeys(keys))
        before = [key for key in self.seen if key not in set(now)]
        return (*before[-MOST_SEEN:], *now)


class Memory:
    """The file of one feed on its way to one target."""

    def __init__(self, folder: Path, url: str, target: str) -> None:
        self._url = url
        self.path = folder / f"{_digest(target, url)}.json"

    def load(self) -> Known:
        """Give what is known; nothing when there is no file, or it cannot be understood.

        Raises StateError when there is one that cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return Known(url=self._url)
        except OSError as error:
            raise StateError(
                f"{self.path} cannot be read: {error.strerror}.", hint="TOCSIN_STATE_DIR says where."
            ) from None
        try:
            known = Known.model_validate_json(content if len(content) <= MOST_BYTES else b"")
        except ValidationError:
            return Known(url=self._url)
        return known if known.url == self._url else Known(url=self._url)

    def save(self, known: Known) -> None:
        """Replace the file; raise StateError when that cannot be done."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, known.model_dump_json().encode())
        except OSError as error:
            raise StateError(
                f"{self.path} cannot be written: {error.strerror}.", hint="TOCSIN_STATE_DIR says where."
            ) from None


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
