"""All agents of this machine as they are now: from their own answers, and from the supervisors that keep them."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import Self

import httpx

from tocsin.operation.roster import MemberEntry, ProcessEntry, Roster
from tocsin.operation.sample import Sample, quantile, read_sample
from tocsin.settings import Settings

__all__ = ["Row", "Top"]

WINDOW_SECONDS = 60.0
"""Rates and latencies are told over so long, as far as it has been watched."""

ANSWER_SECONDS = 3.0

LATENCY = "tocsin_end_to_end_seconds"


@dataclass(frozen=True, slots=True)
class Row:
    """One agent's process. What is not known is None.

    `state` is serving, waiting (for what `reason` says), stalled, silent (it does not answer) or down (to be started again).
    `rate` is records read a second; `p50` and `p99` are seconds from the article to what this agent wrote; latencies are
    those of the time watched, or of all time where nothing has been written since.
    """

    agent: str
    member: str
    state: str
    reason: str = ""
    rate: float | None = None
    lag: int | None = None
    p50: float | None = None
    p99: float | None = None
    dead_letters: int | None = None
    restarts: int | None = None
    memory_bytes: int | None = None
    pid: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    ready: bool
    well: bool
    reason: str
    sample: Sample


class Top:
    """Asks whoever is on the roster; asked again, it knows what has happened since. Use it as an async context."""

    def __init__(self, settings: Settings) -> None:
        self._roster = Roster(settings)
        self._client = httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False)
        self._watched: dict[int, deque[Sample]] = {}

    async def __aenter__(self) -> Self:
        """Be ready to ask."""
        return self

    async def __aexit__(self, *_exception: object) -> None:
        """Hang up."""
        await self._client.aclose()

    async def rows(self) -> list[Row]:
        """Give how every agent is now, in the order of their names."""
        processes = self._roster.processes()
        answers = await asyncio.gather(*(self._ask(process) for process in processes))
        members = [member for entry in self._roster.supervisors() for member in entry.members]
        kept = {member.pid: member for member in members}
        found = {process.pid for process in processes}
        self._watched = {pid: samples for pid, samples in self._watched.items() if pid in found}
        rows = [
            self._row(process, answer, kept.get(process.pid))
            for process, answer in zip(processes, answers, strict=True)
        ]
        rows += [_absent(member) for member in members if member.pid not in found]
        return sorted(rows, key=lambda row: (row.agent, row.member))

    async def _ask(self, process: ProcessEntry) -> _Answer | None:
        if not process.address:
            return None
        # Loopback is asked by that name: an agent that listens on every address answers there too.
        host, _, port = process.address.rpartition(":")
        base = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 - it is compared, not bound
        try:
            ready, well, metrics = await asyncio.gather(
                *(self._client.get(f"{base}/{path}") for path in ("readyz", "healthz", "metrics"))
            )
            sample = read_sample(metrics.text, time.monotonic())
            reason = str(ready.json()["reason"])
        except (httpx.HTTPError, ValueError, KeyError):
            return None
        return _Answer(ready.status_code == httpx.codes.OK, well.status_code == httpx.codes.OK, reason, sample)

    def _row(self, process: ProcessEntry, answer: _Answer | None, member: MemberEntry | None) -> Row:
        restarts = member.restarts if member else None
        if answer is None:
            return Row(
                process.agent, process.member, "silent", restarts=restarts, pid=process.pid, address=process.address
            )
        samples = self._watched.setdefault(process.pid, deque())
        samples.append(answer.sample)
        while answer.sample.at - samples[0].at > WINDOW_SECONDS:
            samples.popleft()
        first, last = samples[0], samples[-1]
        latencies = _since(last.buckets(LATENCY), first.buckets(LATENCY))
        reason = answer.reason or (f"Before: {member.reason or member.ended}" if member and member.ended else "")
        return Row(
            agent=process.agent,
            member=process.member,
            state="serving" if answer.ready else "waiting" if answer.well else "stalled",
            reason=reason,
            rate=_rate(first, last),
            lag=int(last.total("tocsin_lag_records")),
            p50=quantile(0.5, latencies),
            p99=quantile(0.99, latencies),
            dead_letters=int(last.total("tocsin_dead_letters_total")),
            restarts=int(last.total("tocsin_restarts")) if restarts is None else restarts,
            memory_bytes=int(last.total("tocsin_memory_bytes")),
            pid=process.pid,
            address=process.address,
        )


def _absent(member: MemberEntry) -> Row:
    """Give the row of a process that a supervisor keeps and that is not there, or not yet."""
    state = "down" if member.pid is None else "waiting"
    reason = member.reason or member.ended or "The process is being started."
    return Row(member.agent, str(member.number), state, reason, restarts=member.restarts, pid=member.pid)


def _rate(first: Sample, last: Sample) -> float | None:
    seconds = last.at - first.at
    name = "tocsin_records_in_total"
    return (last.total(name) - first.total(name)) / seconds if seconds > 0 else None


def _since(now: dict[float, float], then: dict[float, float]) -> dict[float, float]:
    between = {bound: count - then.get(bound, 0) for bound, count in now.items()}
    return between if any(between.values()) else now
