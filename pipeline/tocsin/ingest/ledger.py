"""What was sent and what Kafka has acknowledged, in order."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from tocsin.ingest.reads import Found, Position, Read

__all__ = ["Entry", "Ledger"]


@dataclass(slots=True, eq=False)
class Entry:
    """One record on its way."""

    read: Read
    acknowledged: bool = False


class Ledger:
    """Keeps the position behind which everything is acknowledged.

    Acknowledgements may come in any order; the position passes a record only when all before it are acknowledged too.
    """

    def __init__(self, position: Position | None = None) -> None:
        self.position = position or Position()
        self.articles = 0
        self.malformed = 0
        self.done_bytes = 0
        self._waiting: deque[Entry] = deque()

    def __len__(self) -> int:
        """Count the records that the position has not passed."""
        return len(self._waiting)

    def issue(self, read: Read) -> Entry:
        """Note that a record is about to be sent, after all that were issued before."""
        entry = Entry(read)
        self._waiting.append(entry)
        return entry

    def acknowledge(self, entry: Entry) -> None:
        """Note that Kafka has a record."""
        entry.acknowledged = True
        while self._waiting and self._waiting[0].acknowledged:
            self._pass(self._waiting.popleft().read)

    def _pass(self, read: Read) -> None:
        self.position = read.after
        self.done_bytes = read.done_bytes
        if isinstance(read, Found):
            self.articles += 1
        else:
            self.malformed += 1
