"""From a batch of messages to what follows from it: the one place where an agent's code is called.

Both engines, the one on Kafka and the one in memory, use this, so they cannot differ in what an exception means. It knows
nothing of Kafka: messages in; messages, state changes and dead letters out. It never raises for a record's sake.
"""

from __future__ import annotations

import asyncio
import contextvars
import datetime as dt
import inspect
import time
from collections.abc import AsyncIterable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from pydantic import BaseModel, ValidationError

from tocsin.access.secrets import redacted
from tocsin.engine.changelog import Written
from tocsin.engine.emission import Emission, Limits
from tocsin.engine.messages import ONLY, Incoming, Outgoing, header
from tocsin.engine.raised import raised_in
from tocsin.engine.retries import Retries
from tocsin.engine.spans import Spans
from tocsin.errors import PluginError, TocsinError
from tocsin.mistakes import place, wording
from tocsin.plugins.agent import AnyAgent, BatchAgent, Output, StatefulAgent
from tocsin.plugins.context import Context, in_hand
from tocsin.plugins.state import State
from tocsin.records import DeadLetter
from tocsin.records.codec import decode
from tocsin.records.deadletter import ATTEMPTS
from tocsin.topics.table import DEADLETTERS

__all__ = ["Processed", "Processing", "utc_now"]

log = structlog.get_logger("tocsin.engine")

MOST_MISTAKES = 3
"""Mistakes in one record that are told."""


def utc_now() -> dt.datetime:
    """Give the time now, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(slots=True)
class Processed:
    """What follows from a batch: messages and state changes to write, which records failed, and how long each took."""

    outputs: list[Outgoing] = field(default_factory=list)
    changes: list[Written] = field(default_factory=list)
    failed: list[DeadLetter] = field(default_factory=list)
    tried: int = 0
    """Records that the agent was to read for the first time; those sent again, and removals, do not count."""
    broken: int = 0
    """How many of these failed."""
    seconds: list[float] = field(default_factory=list)
    """What the agent's own work on each record took; of those that were handed over together, each its share."""


class Processing:
    """An agent, ready to be handed batches. Not to be used from two threads at once.

    `inputs` maps the topics that the agent consumes to the record classes on them.
    """

    def __init__(
        self,
        agent: AnyAgent,
        inputs: dict[str, type[BaseModel]],
        *,
        limits: Limits | None = None,
        clock: Callable[[], dt.datetime] = utc_now,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.agent = agent
        self.spec = agent.spec
        self._inputs = inputs
        self._spans = Spans(self.spec)
        self._emission = Emission(self.spec, limits or Limits())
        self._clock = clock
        self._sleep = sleep
        self._retries = Retries(sleep)
        self._runner = asyncio.Runner()

    def open(self) -> None:
        """Let the agent load what it needs; raise PluginError that names it when it cannot."""
        try:
            self.agent.open()
        except TocsinError:
            raise
        except Exception as error:
            raise PluginError(
                f"Agent {self.spec.name} cannot be opened: {type(error).__name__}: {_message_of(error)}.",
                hint="`tocsin --debug run` shows where.",
            ) from error

    def close(self) -> None:
        """Let the agent go."""
        self.agent.close()
        self._runner.close()

    def new_state(self) -> State | None:
        """Give the empty state of a partition, views attached; None for an agent that remembers nothing."""
        if not isinstance(self.agent, StatefulAgent):
            return None
        state = State(self.spec.state)
        self.agent.attach(state)
        return state

    def run(
        self, messages: Sequence[Incoming], state: State | None = None, progress: Callable[[], None] = lambda: None
    ) -> Processed:
        """Process messages of one partition, in order; `progress` is called after each one that took its turn alone."""
        done = Processed()
        self._retries = Retries(self._sleep)
        readable = [(message, record) for message in messages if (record := self._read(message, done)) is not None]
        if isinstance(self.agent, BatchAgent):
            self._run_batch(readable, done, progress)
        else:
            for message, record in readable:
                self._run_one(message, record, state, done)
                progress()
        return done

    def try_out(self, messages: Sequence[Incoming], state: State | None = None) -> Processed:
        """Process messages as `run` does, and let nothing come of it: only how many were tried, and how many failed."""
        done = Processed()
        self._retries = Retries(self._sleep)
        for message in messages:
            record = self._read(message, done)
            if record is None:
                continue
            try:
                self._retries.call(lambda m=message, r=record: self._attempt(m, lambda: self._call(m, r, state), state))  # type: ignore[misc]
            except Exception:  # noqa: BLE001 - whatever an author's code raises
                done.broken += _is_new(message)
            if state is not None:
                state.forget()
        return Processed(tried=done.tried, broken=done.broken)

    def _read(self, message: Incoming, done: Processed) -> BaseModel | None:
        if message.value is None:  # a removal on a compacted topic: nothing to read
            return None
        if header(message.headers, ONLY) not in {"", self.spec.name}:
            return None
        done.tried += _is_new(message)
        if message.topic == DEADLETTERS.name:  # its value is whatever failed; what it says is in its headers
            return DeadLetter.from_headers(message.headers)
        try:
            return decode(self._inputs[message.topic], message.value, where=message.place)
        except Exception as error:  # noqa: BLE001 - an author's record class may check its fields with any code
            self._bury(message, error, "decode", done)
            return None

    def _run_batch(
        self, readable: list[tuple[Incoming, BaseModel]], done: Processed, progress: Callable[[], None]
    ) -> None:
        started, began = time.perf_counter(), time.time_ns()
        try:
            results = self._retries.call(lambda: self._call_batch(readable))
        except Exception:  # noqa: BLE001 - whatever an author's code raises; the records are tried one by one
            for message, record in readable:
                self._run_one(message, record, None, done)
                progress()
            return
        done.seconds += [(time.perf_counter() - started) / len(readable)] * len(readable) if readable else []
        for (message, _), result in zip(readable, results, strict=True):
            self._settle(message, lambda result=result: result, None, done, began)  # type: ignore[misc]

    def _call_batch(self, readable: list[tuple[Incoming, BaseModel]]) -> list[list[Output]]:
        assert isinstance(self.agent, BatchAgent)  # noqa: S101 - for the type checker; run() has looked
        records = [record for _, record in readable]
        with in_hand(lambda: [self._context(message) for message, _ in readable]):
            results = [self._emission.taken(each) for each in self.agent.process_batch(records)] if records else []
        if len(results) != len(records):
            raise PluginError(
                f"Agent {self.spec.name} answered {len(records)} records with {len(results)} results.",
                hint="process_batch must give one iterable for each record, in the same order.",
            )
        return results

    def _run_one(self, message: Incoming, record: BaseModel, state: State | None, done: Processed) -> None:
        started = time.perf_counter()
        self._settle(message, lambda: self._call(message, record, state), state, done)
        done.seconds.append(time.perf_counter() - started)

    def _call(self, message: Incoming, record: BaseModel, state: State | None) -> list[Output]:
        agent: Any = self.agent
        if isinstance(agent, BatchAgent):
            return self._call_batch([(message, record)])[0]
        with in_hand(lambda: [self._context(message)]):
            result = agent.process(record) if state is None else agent.process(record, state)
            if inspect.isawaitable(result) or isinstance(result, AsyncIterable):
                # The runner would go on with the context that it was first used in.
                return self._runner.run(self._collect(result), context=contextvars.copy_context())
            return self._emission.taken(result)

    async def _collect(self, result: Any) -> list[Output]:  # noqa: ANN401 - a coroutine or an async iterable, told apart here
        if not isinstance(result, AsyncIterable):
            return self._emission.taken(await result)
        found: list[Output] = []
        async for output in result:
            found.append(output)
            self._emission.check_count(len(found))
        return found

    def _context(self, message: Incoming) -> Context:
        return Context(
            agent=self.spec.name,
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            key=None if message.key is None else message.key.decode("utf-8", "replace"),
            headers={name: value.decode("utf-8", "replace") for name, value in reversed(message.headers)},
            attempt=self._retries.attempts,
            metrics=self.agent.metrics,
        )

    def _settle(
        self,
        message: Incoming,
        call: Callable[[], list[Output]],
        state: State | None,
        done: Processed,
        began: int | None = None,
    ) -> None:
        """Keep everything that follows from a record, or, when anything is wrong with it, nothing but a dead letter."""
        with self._spans.processing(message, began) as noted:
            try:
                messages, changes = self._retries.call(lambda: self._attempt(message, call, state))
            except Exception as error:  # noqa: BLE001 - an author's code may raise anything; the stream goes on
                self._bury(message, error, "process", done, self._retries.attempts)
                noted.failed = done.failed[-1:]
                return
            noted.outputs = messages
        done.outputs.extend(messages)
        done.changes.extend(changes)
        if state is not None:
            state.settle()

    def _attempt(
        self, message: Incoming, call: Callable[[], list[Output]], state: State | None
    ) -> tuple[list[Outgoing], list[Written]]:
        try:
            messages = self._emission.messages(call(), message)
            changes = [] if state is None else self._emission.changes(state.pending())
        except BaseException:
            if state is not None:
                state.forget()
            raise
        return messages, changes

    def _bury(self, message: Incoming, error: Exception, stage: str, done: Processed, tries: int = 1) -> None:
        letter = DeadLetter(
            topic=message.topic,
            partition=message.partition,
            offset=message.offset,
            agent=self.spec.name,
            version=self.spec.version,
            stage=stage,
            error=type(error).__name__,
            message=_message_of(error) + (f" Tried {tries} times." if tries > 1 else ""),
            raised=raised_in(error, type(self.agent)) if stage == "process" else "",
            attempts=_attempts(message) + 1,
            failed_at=self._clock().isoformat(timespec="seconds"),
        )
        done.failed.append(letter)
        if structlog.is_configured():  # otherwise it prints whatever it is told, with the values of variables
            log.debug("record_failed", topic=letter.topic, offset=letter.offset, raised=letter.raised, exc_info=error)
        done.broken += _is_new(message)
        if message.topic == DEADLETTERS.name:  # it is there already; written again, it would come back for ever
            return
        own = tuple((name, value) for name, value in message.headers if name not in {ONLY, ATTEMPTS})
        done.outputs.append(Outgoing(DEADLETTERS.name, message.key, message.value, (*own, *letter.headers())))


def _is_new(message: Incoming) -> bool:
    return not header(message.headers, ONLY)


def _attempts(message: Incoming) -> int:
    """Count how often the record has failed before; only one that was sent again has."""
    text = header(message.headers, ATTEMPTS)
    return int(text) if header(message.headers, ONLY) and text.isascii() and text.isdigit() else 0


def _message_of(error: Exception) -> str:
    try:
        if isinstance(error, ValidationError):  # its own words show what was given, an article's text perhaps
            details = error.errors(include_input=False, include_url=False)
            said = "; ".join(f"{place(detail['loc'])}: {wording(detail)}" for detail in details[:MOST_MISTAKES])
            return redacted(f"not a valid {error.title}: {said}.")
        return redacted(str(error))
    except Exception:  # noqa: BLE001 - an author's error may fail to say what it is
        return ""
