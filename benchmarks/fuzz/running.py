"""Handing inputs to ways, one after the other, and counting what came of them."""

from __future__ import annotations

import hashlib
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType

from benchmarks.fuzz import files, network, records
from benchmarks.fuzz.way import LossError, Way

__all__ = ["WAYS", "Count", "run_way", "summary"]

WAYS: dict[str, type[Way]] = {way.name: way for way in (*files.WAYS, *network.WAYS, *records.WAYS)}

HANG_SECONDS = 10
"""Of the processor, so that a busy machine makes no hang."""

PATIENCE = 30
"""How many times longer an input may take by the clock: it may wait for what never comes."""

LAST_LINES = 8
KEPT = 5
"""Findings of a way that are shown whole."""


class HangError(BaseException):
    """An input has taken too long; a BaseException, so that nothing under test takes it for one of its own."""


@dataclass(slots=True)
class Count:
    """What came of the inputs of one way; `found` holds what went wrong, with the input."""

    way: str
    inputs: int = 0
    crashes: int = 0
    hangs: int = 0
    losses: int = 0
    seconds: float = 0.0
    """Of the processor, without what comes before the first input."""
    slowest: float = 0.0
    memory_mib: int = 0
    found: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """How many inputs were not dealt with."""
        return self.crashes + self.hangs + self.losses


def run_way(name: str, inputs: int, seed: int, *, hang_seconds: int = HANG_SECONDS) -> Count:
    """Hand so many inputs to a way. Input number N of a way is the same for a seed, however many there are."""
    count = Count(name)
    with _folder() as folder, _alarm():
        way = WAYS[name](folder)
        started = time.process_time()
        try:
            for number in range(inputs):
                _try(way, Random(f"{seed}/{way.name}/{number}"), count, number, hang_seconds)
        finally:
            count.seconds = time.process_time() - started
            count.memory_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            way.close()
    return count


def _try(way: Way, chance: Random, count: Count, number: int, hang_seconds: int) -> None:
    content = way.make(chance)
    count.inputs += 1
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * hang_seconds)
    signal.setitimer(signal.ITIMER_PROF, hang_seconds)
    try:
        way.feed(content, chance)
    except HangError:
        count.hangs += 1
        _note(count, number, content, f"hang of {hang_seconds} s")
    except LossError as error:
        count.losses += 1
        _note(count, number, content, f"loss: {error}")
    except Exception:  # noqa: BLE001 - whatever it is, it is a finding
        count.crashes += 1
        _note(count, number, content, "".join(traceback.format_exc().splitlines(keepends=True)[-LAST_LINES:]))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
    count.slowest = max(count.slowest, time.process_time() - begun)


def _note(count: Count, number: int, content: bytes, what: str) -> None:
    if len(count.found) < KEPT:
        digest = hashlib.blake2b(content, digest_size=4).hexdigest()
        count.found.append(f"{count.way} {number} ({len(content)} bytes, {digest}): {what}\n{content[:600]!r}")


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise HangError

    before = {number: signal.signal(number, ring) for number in (signal.SIGALRM, signal.SIGPROF)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _folder() -> Iterator[Path]:
    memory = Path("/dev/shm")  # files that are replaced a thousand times a second need no disk
    with tempfile.TemporaryDirectory(prefix="tocsin-fuzz-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


def summary(counts: Sequence[Count], seed: int) -> str:
    """Give the last line: inputs, crashes, hangs and losses, and the inputs by way."""
    inputs, crashes = sum(c.inputs for c in counts), sum(c.crashes for c in counts)
    hangs, losses = sum(c.hangs for c in counts), sum(c.losses for c in counts)
    ways = ", ".join(f"{count.way} {count.inputs:,}" for count in counts)
    return f"{inputs:,} inputs, seed {seed}: {crashes} crashes, {hangs} hangs, {losses} losses; {ways}"
