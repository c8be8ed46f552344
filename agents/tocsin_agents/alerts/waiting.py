"""Waiting: notices that are held, and when they are due.

The clock is the news: a wait is over when a toll arrives whose latest statement was published at or after its end. So a
replay holds, sends and repeats what the live run did, and nothing happens while nothing is published.
"""

from __future__ import annotations

import datetime as dt
import heapq
from dataclasses import asdict, dataclass
from typing import Any, Literal

from tocsin import Store, Toll, iso_datetime

__all__ = ["Agenda", "Reason", "Wait", "later"]

Reason = Literal["group_wait", "group_interval", "inhibited", "silenced", "repeat"]


@dataclass(frozen=True, slots=True)
class Wait:
    """Why a notice is not sent now: `by` is what keeps it (an event key, a silence), `due` when it is looked at again."""

    why: Reason
    by: str = ""
    due: str = ""

    def of(self, toll: Toll) -> dict[str, Any]:
        """Give the entry that a store keeps of it."""
        return {**asdict(self), "toll": toll.model_dump(mode="json", by_alias=True)}


class Agenda:
    """The waits that have an end, the soonest first; a view of their store."""

    def __init__(self, waiting: Store) -> None:
        self._due: dict[str, dt.datetime] = {}
        self._queue: list[tuple[dt.datetime, str]] = []
        waiting.attach(self)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - a JSON value
        """Add a wait, or replace it."""
        self._due.pop(key, None)
        if value["due"]:
            self._due[key] = iso_datetime(value["due"])
            heapq.heappush(self._queue, (self._due[key], key))

    def remove(self, key: str, /) -> None:
        """Forget a wait."""
        self._due.pop(key, None)

    def due(self, now: dt.datetime) -> list[str]:
        """Give the keys of the waits that are over, in the order of their ends."""
        found = []
        while self._queue and self._queue[0][0] <= now:
            when, key = heapq.heappop(self._queue)
            if self._due.get(key) == when and (when, key) not in found:
                found.append((when, key))
        # They stay until the store says that they are gone: the record in hand may yet fail.
        for entry in found:
            heapq.heappush(self._queue, entry)
        return [key for _, key in found]


def later(moment: str, minutes: float) -> str:
    """Give the moment so many minutes after another, in UTC."""
    return (iso_datetime(moment) + dt.timedelta(minutes=minutes)).isoformat()
