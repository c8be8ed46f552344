"""Agents in memory: the same partitions, keys, batches, state and dead letters as on Kafka, without Kafka.

For `tocsin try`, for unit tests of agents and for rules tried over an archive. Not a fake broker: there are no groups, no
concurrency and no failures here, and nothing that runs in production uses it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Self

from pydantic import BaseModel

from tocsin.engine.breaker import TRIAL, Breaker
from tocsin.engine.changelog import read_change
from tocsin.engine.messages import Incoming, Outgoing, message_for
from tocsin.engine.processing import Processed, Processing, utc_now
from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.state import State
from tocsin.plugins.wiring import Wiring
from tocsin.topics.table import Topic

__all__ = ["MemoryEngine"]


def _no_time(_seconds: float) -> None:
    """Pause for no time at all."""


class MemoryEngine:
    """A pipeline of agents in memory. Feed it records, then read what is on its topics.

    Records of one key meet in one partition and are processed in order; each agent sees each message once. `clock` tells
    when something failed; `sleep` is called for the pauses between the attempts at a record, and by default takes no time.
    Working raises AgentFailingError when an agent fails on `breaker_failures` records more than it succeeds on; 0: never.
    """

    def __init__(
        self,
        agents: Sequence[AnyAgent],
        *,
        clock: Callable[[], dt.datetime] = utc_now,
        sleep: Callable[[float], None] = _no_time,
        processing: type[Processing] = Processing,
        breaker_failures: int = 50,
    ) -> None:
        self.wiring = Wiring([agent.spec for agent in agents])
        self._log: dict[str, list[_Partition]] = {}
        self.history: list[Incoming] = []
        """Every message on every topic, in the order it was written."""
        self._changelog: dict[tuple[str, int], dict[bytes, bytes | None]] = defaultdict(dict)
        self._members = [
            _Member(
                processing(agent, self.wiring.inputs(agent.spec), clock=clock, sleep=sleep),
                Breaker(agent.spec.name, breaker_failures),
            )
            for agent in agents
        ]

    def __enter__(self) -> Self:
        """Open the agents."""
        for member in self._members:
            member.processing.open()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the agents."""
        for member in self._members:
            member.processing.close()

    def feed(self, topic: str, records: Iterable[BaseModel]) -> None:
        """Put records on a topic and let every agent work until nothing is left to do."""
        for record in records:
            self.append(message_for(record, self.wiring.topic(topic), source="memory"))
        self.drain()

    def append(self, message: Outgoing) -> None:
        """Put one message on its topic, in the partition that Kafka's default partitioner gives its key."""
        partitions = self._partitions(message.topic)
        number = _partition_of(message.key, len(partitions))
        partition = partitions[number]
        written = Incoming(message.topic, number, partition.end, message.key, message.value, message.headers)
        partition.append(written)
        self.history.append(written)

    def drain(self) -> None:
        """Let agents work until every message on every topic has been seen by all that consume it."""
        while any(self._step(member) for member in self._members):
            pass

    def messages(self, topic: str) -> list[Incoming]:
        """Give all messages on a topic, in the order they were written."""
        return [message for message in self.history if message.topic == topic]

    def forget_history(self) -> None:
        """Let go of the messages that every agent has seen, so that a long run does not keep them all."""
        self.history.clear()
        for partitions in self._log.values():
            for partition in partitions:
                partition.forget()

    def restart(self) -> None:
        """Forget every state in memory and restore it from its changelog, as a restarted process would."""
        for member in self._members:
            for number in list(member.states):
                member.states[number] = self._restored(member, number)

    def _restored(self, member: _Member, number: int) -> State | None:
        state = member.processing.new_state()
        if state is not None:
            for key, value in self._changelog[member.processing.spec.name, number].items():
                state.restore(read_change(key, value))
        return state

    def _step(self, member: _Member) -> bool:
        worked = False
        for topic in member.processing.spec.inputs:
            for number, partition in enumerate(self._partitions(topic)):
                start = member.positions[topic, number]
                batch = partition.read(start, member.processing.spec.batch)
                if batch:
                    done = self._process(member, number, batch)
                    behind = max(start, partition.end - TRIAL)
                    member.judge((topic, number), done, lambda p=partition, b=behind: p.read(b, TRIAL))  # type: ignore[misc]
                    member.positions[topic, number] = start + len(batch)
                    self._write(member, number, done)
                    worked = True
        return worked

    def _process(self, member: _Member, number: int, batch: list[Incoming]) -> Processed:
        if number not in member.states:
            member.states[number] = self._restored(member, number)
        return member.processing.run(batch, member.states[number])

    def _write(self, member: _Member, number: int, done: Processed) -> None:
        for key, value in done.changes:
            log = self._changelog[member.processing.spec.name, number]
            log.pop(key, None)  # as compaction does: of each key the last record stays, where it was written
            log[key] = value
        for message in done.outputs:
            self.append(message)

    def _partitions(self, name: str) -> list[_Partition]:
        if name not in self._log:
            topic: Topic = self.wiring.topic(name)
            self._log[name] = [_Partition() for _ in range(topic.partitions)]
        return self._log[name]


class _Partition:
    """A partition's messages, from the first that is kept."""

    def __init__(self) -> None:
        self._first = 0
        self._messages: list[Incoming] = []

    @property
    def end(self) -> int:
        """The offset that the next message gets."""
        return self._first + len(self._messages)

    def append(self, message: Incoming) -> None:
        """Add a message at the end."""
        self._messages.append(message)

    def read(self, offset: int, count: int) -> list[Incoming]:
        """Give up to `count` messages from an offset on."""
        start = offset - self._first
        return self._messages[start : start + count]

    def forget(self) -> None:
        """Drop every message; offsets go on."""
        self._first = self.end
        self._messages.clear()


class _Member:
    """An agent with how far it has read and what it remembers."""

    def __init__(self, processing: Processing, breaker: Breaker) -> None:
        self.processing = processing
        self.breaker = breaker
        self.excess: dict[tuple[str, int], int] = defaultdict(int)
        self.positions: dict[tuple[str, int], int] = defaultdict(int)
        self.states: dict[int, State | None] = {}

    def judge(self, where: tuple[str, int], done: Processed, behind: Callable[[], list[Incoming]]) -> None:
        """Raise AgentFailingError when it is the agent that is broken, and not the records of a batch."""
        excess = self.breaker.after(self.excess[where], done)
        if self.breaker.reached(excess):
            if not self.breaker.passes(self.processing.try_out(behind(), self.states[where[1]])):
                del self.states[where[1]]  # it holds what the batch wrote, which is not to be
                raise self.breaker.stop(excess, done)
            excess = 0
        self.excess[where] = excess


def _partition_of(key: bytes | None, partitions: int) -> int:
    if key is None or partitions == 1:
        return 0
    from aiokafka.partitioner import murmur2  # noqa: PLC0415 - only pipelines with several partitions need it

    return int((murmur2(key) & 0x7FFFFFFF) % partitions)
