"""A thread that reads ahead, so that a slow disk or an idle pipe never holds up what is on its way to Kafka."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

from tocsin.ingest.reads import Read

__all__ = ["Feeder"]

DEPTH = 64
"""Reads held ready; times the largest article, 128 MiB at the very worst."""


class Feeder:
    """Takes from an iterator in a thread of its own; hand over what is ready with `take`.

    The thread is a daemon: one that waits on standard input for ever does not keep the process from ending.
    """

    def __init__(self, reads: Iterator[Read]) -> None:
        self._reads = reads
        self._ready: list[Read] = []
        self._room = threading.Condition()
        self._closed = False
        self._ended = False
        self._error: BaseException | None = None
        self._loop = asyncio.get_running_loop()
        self._something = asyncio.Event()
        threading.Thread(target=self._run, name="tocsin-replay-reader", daemon=True).start()

    async def take(self) -> list[Read]:
        """Wait for the next reads; an empty list when there are no more. Raise what reading raised."""
        while True:
            self._something.clear()
            with self._room:
                ready, self._ready = self._ready, []
                ended = self._ended or self._closed
                self._room.notify()
            if ready:
                return ready
            if self._error is not None:
                raise self._error
            if ended:
                return []
            await self._something.wait()

    def close(self) -> None:
        """Stop reading; what was read ahead is left."""
        with self._room:
            self._closed = True
            self._ready = []
            self._room.notify()
        self._something.set()

    def _run(self) -> None:
        try:
            for read in self._reads:
                if not self._put(read):
                    break
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever takes
            self._error = error
        finally:
            self._ended = True
            self._wake()

    def _put(self, read: Read) -> bool:
        with self._room:
            self._room.wait_for(lambda: len(self._ready) < DEPTH or self._closed)
            if self._closed:
                return False
            self._ready.append(read)
            first = len(self._ready) == 1
        if first:
            self._wake()
        return True

    def _wake(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._something.set)
        except RuntimeError:
            # The loop has ended: nobody takes any more.
            self._closed = True
