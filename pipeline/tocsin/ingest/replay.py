"""One replay from its first article to its last: read, paced, published, and stopped without losing its place."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tocsin.errors import BrokerError, TocsinError
from tocsin.ingest.checkpoint import CheckpointFile
from tocsin.ingest.feeder import Feeder
from tocsin.ingest.ledger import Ledger
from tocsin.ingest.pace import Pace
from tocsin.ingest.publish import Producer, Publisher
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Found, Malformed, Position, Read
from tocsin.settings import Settings

__all__ = ["Outcome", "Plan", "Replay"]

SAVE_SECONDS = 1.0
TICK_SECONDS = 0.2

STALL_SECONDS = 30.0
"""An idempotent producer tries again for ever: after this long without an acknowledgement, Kafka counts as away."""

FLUSH_SECONDS = 10.0
"""How long a stopped replay waits for what is under way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a replay has done: articles and malformed inputs that Kafka has; the signal that stopped it, or None."""

    articles: int = 0
    malformed: int = 0
    done_bytes: int = 0
    turn: int = 0
    stopped_by: signal.Signals | None = None


@dataclass(slots=True, kw_only=True)
class Plan:
    """What to replay and how. `sent_before` counts the articles of the runs that this one goes on from.

    `largest_record` is what Kafka takes, in bytes, when that is less than the settings say.
    """

    reader: Reader
    settings: Settings
    pace: Pace = field(default_factory=Pace)
    start: Position = field(default_factory=Position)
    sent_before: int = 0
    checkpoint: CheckpointFile | None = None
    largest_record: int | None = None
    on_malformed: Callable[[Malformed], None] = lambda _: None
    on_progress: Callable[[Outcome], None] = lambda _: None


class Replay:
    """Publishes what a plan's reader gives. SIGINT and SIGTERM end it early, after what is under way has arrived.

    A second signal gives up on that too. In every case the checkpoint is saved, and says no more than Kafka has.
    """

    def __init__(
        self,
        plan: Plan,
        producer: Producer,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._plan = plan
        self._ledger = Ledger(plan.start)
        self._publisher = Publisher(producer, plan.settings, self._ledger)
        self._publisher.largest = plan.largest_record or plan.settings.max_record_bytes
        self._clock = clock
        self._sleep = sleep
        self._saved: Position | None = None
        self._stopped = asyncio.Event()
        self._stopped_by: signal.Signals | None = None
        self._feeder: Feeder | None = None
        self._work: asyncio.Task[None] | None = None

    def stop(self, by: signal.Signals) -> None:
        """End early; called again, do not wait for what is under way."""
        if self._stopped_by is not None:
            self._give_up(_unfinished())
        elif self._feeder is not None:
            # Whoever pressed Ctrl-C because Kafka does not answer is not kept waiting for it.
            asyncio.get_running_loop().call_later(FLUSH_SECONDS, self._give_up, _unfinished())
            self._feeder.close()
        self._stopped_by = by
        self._stopped.set()

    async def run(self) -> Outcome:
        """Replay; raise BrokerError or TopicError when Kafka goes away or refuses a record."""
        feeder = self._feeder = Feeder(self._plan.reader.read(self._plan.start))
        watch = asyncio.create_task(self._watch())
        self._work = asyncio.create_task(self._publish_all(feeder))
        try:
            with self._signals():
                await self._finish(self._work)
        finally:
            feeder.close()
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
            self._save()
        return self._outcome()

    async def _finish(self, work: asyncio.Task[None]) -> None:
        try:
            await work
        except (TocsinError, asyncio.CancelledError):
            failure = self._publisher.failure
            if failure is None:
                raise
            if self._stopped_by is None:
                raise failure from None

    def _give_up(self, failure: TocsinError) -> None:
        self._publisher.fail(failure)
        if self._work is not None:
            # Sending may itself be waiting for room in a batch that Kafka never takes.
            self._work.cancel()

    async def _publish_all(self, feeder: Feeder) -> None:
        turn = self._plan.start.turn
        while not self._stopped.is_set() and (reads := await feeder.take()):
            for read in reads:
                if read.after.turn != turn:
                    turn = read.after.turn
                    self._plan.pace.restart()
                await self._wait_until_due(read)
                if self._stopped.is_set():
                    break
                sent = await self._publisher.publish(read)
                if isinstance(sent, Malformed):
                    self._plan.on_malformed(sent)
        await self._publisher.drain()

    async def _wait_until_due(self, read: Read) -> None:
        seconds = self._plan.pace.wait(read.article, self._clock()) if isinstance(read, Found) else 0.0
        if seconds <= 0:
            return
        waits = [asyncio.ensure_future(self._sleep(seconds)), asyncio.ensure_future(self._stopped.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def _watch(self) -> None:
        """Save now and then, tell how far it is, and notice when Kafka has fallen silent."""
        position, moved = self._ledger.position, time.monotonic()
        saved = moved
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = time.monotonic()
            if self._ledger.position != position or not self._publisher.under_way:
                position, moved = self._ledger.position, now
            elif now - moved > STALL_SECONDS:
                self._give_up(_silent())
            if now - saved > SAVE_SECONDS:
                saved = now
                self._save_or_fail()
            self._plan.on_progress(self._outcome())

    def _save_or_fail(self) -> None:
        try:
            self._save()
        except TocsinError as error:
            self._give_up(error)

    def _save(self) -> None:
        position = self._ledger.position
        if self._plan.checkpoint is None or position == self._saved:
            return
        self._plan.checkpoint.save(position, self._plan.sent_before + self._ledger.articles, self._plan.reader.inputs)
        self._saved = position

    def _outcome(self) -> Outcome:
        ledger = self._ledger
        return Outcome(
            articles=ledger.articles,
            malformed=ledger.malformed,
            done_bytes=ledger.done_bytes,
            turn=ledger.position.turn,
            stopped_by=self._stopped_by,
        )

    @contextmanager
    def _signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        handled = [number for number in (signal.SIGINT, signal.SIGTERM) if _handle(loop, number, self.stop)]
        try:
            yield
        finally:
            for number in handled:
                loop.remove_signal_handler(number)


def _handle(loop: asyncio.AbstractEventLoop, number: signal.Signals, stop: Callable[[signal.Signals], None]) -> bool:
    try:
        loop.add_signal_handler(number, stop, number)
    except (NotImplementedError, RuntimeError, ValueError):
        # Windows has no such handlers, and only the main thread gets signals.
        return False
    return True


def _unfinished() -> BrokerError:
    return BrokerError("Kafka has not acknowledged everything that was sent.")


def _silent() -> BrokerError:
    return BrokerError(
        f"Kafka has acknowledged nothing for {STALL_SECONDS:.0f} seconds.",
        hint="What it has is remembered: when it is back, go on with --resume.",
    )
