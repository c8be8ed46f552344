"""The book of alerts: the latest revision of each, as it stands on the topic, and whoever wants to hear of changes."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from tocsin.delivery.cap import identifier, sent_at
from tocsin.engine.messages import Incoming
from tocsin.errors import InputError
from tocsin.records import Alert
from tocsin.records.codec import decode, encode

__all__ = ["AlertBook", "Entry", "Listener"]

log = structlog.get_logger()

MOST_ALERTS = 10_000
"""Alerts that are kept; those unchanged the longest are let go of."""

MOST_EARLIER = 20
MOST_WAITING = 200
"""Changes that a listener may be behind; one that is further behind is let go, and comes back for the whole."""

UTC_EPOCH = dt.datetime.fromtimestamp(0, dt.UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """The latest revision of an alert: the record, its JSON, when it was raised, and which messages went before it."""

    alert: Alert
    json: bytes
    raised: dt.datetime
    earlier: tuple[tuple[str, dt.datetime], ...] = ()

    @property
    def sent(self) -> dt.datetime:
        """When this revision was sent, by event time."""
        return sent_at(self.alert, self.raised)


class Listener:
    """Changes as they come; None at the end, when there were too many or the book was closed."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Entry | None] = asyncio.Queue()
        self.closed = False

    def tell(self, entry: Entry) -> None:
        """Pass on a change, or close when too many are waiting."""
        if self.closed:
            return
        if self._queue.qsize() >= MOST_WAITING:
            self.close()
        else:
            self._queue.put_nowait(entry)

    def close(self) -> None:
        """Say that nothing more comes."""
        self.closed = True
        self._queue.put_nowait(None)

    async def next(self) -> Entry | None:
        """Wait for the next change."""
        return await self._queue.get()


class AlertBook:
    """Takes messages of the alerts topic in order; gives the latest alerts, the last sent first."""

    def __init__(self, *, most: int = MOST_ALERTS) -> None:
        self._entries: dict[str, Entry] = {}
        self._listeners: set[Listener] = set()
        self._most = most
        self.ready = False
        """Whether all that was on the topic when reading began has been taken in."""

    def __len__(self) -> int:
        return len(self._entries)

    def take(self, message: Incoming) -> bool:
        """Take in a message; say whether the book has changed. What cannot be read is logged and left out."""
        if message.value is None:
            return self._entries.pop((message.key or b"").decode("utf-8", "replace"), None) is not None
        try:
            alert = decode(Alert, message.value, where=f"{message.topic}@{message.offset}")
        except InputError as error:
            log.warning("alert_unreadable", error=error.message)
            return False
        self.put(alert, UTC_EPOCH + dt.timedelta(milliseconds=max(0, message.timestamp_ms)))
        return True

    def put(self, alert: Alert, raised: dt.datetime) -> None:
        """Enter an alert in place of its earlier revision, and tell the listeners."""
        before = self._entries.pop(alert.id, None)
        entry = Entry(alert, encode(alert), raised, _earlier(before, alert))
        self._entries[alert.id] = entry
        while len(self._entries) > self._most:
            del self._entries[next(iter(self._entries))]
        for listener in tuple(self._listeners):
            listener.tell(entry)

    def get(self, alert_id: str) -> Entry | None:
        """Give an alert by its id."""
        return self._entries.get(alert_id)

    def latest(self, count: int) -> list[Entry]:
        """Give the alerts sent last, the last first; of those sent at one time the last raised first."""
        return sorted(self._entries.values(), key=lambda entry: entry.sent)[::-1][:count]

    @contextmanager
    def listener(self) -> Iterator[Listener]:
        """Hear of changes while the context lasts."""
        listener = Listener()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def close(self) -> None:
        """Let all listeners go."""
        for listener in self._listeners:
            listener.close()


def _earlier(before: Entry | None, alert: Alert) -> tuple[tuple[str, dt.datetime], ...]:
    # The same revision told again, or one of a stream that began anew, does not refer to itself or to what comes after it.
    if before is None or alert.revision <= before.alert.revision:
        return before.earlier if before and alert.revision == before.alert.revision else ()
    return (*before.earlier, (identifier(before.alert), before.sent))[-MOST_EARLIER:]
