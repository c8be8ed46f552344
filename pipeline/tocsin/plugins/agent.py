"""What an author writes: a Spec and one method.

Choose the base class by what the agent needs:

* `Agent`: one record in, any number out; remembers nothing.
* `BatchAgent`: the same, but is handed many records at once (a model that is faster in batches).
* `StatefulAgent`: one record in, with the stores of its partition beside it.

An agent never sees Kafka. It may be run in a thread, never in two at once, and never on one partition in two places.
What it yields for a record becomes visible together with the record's offset and the agent's state, or not at all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, Awaitable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel

from tocsin.plugins.spec import Spec
from tocsin.plugins.state import State

__all__ = ["Agent", "AnyAgent", "BatchAgent", "Emit", "Output", "StatefulAgent"]

In = TypeVar("In", bound=BaseModel)
"""The record class, or union of classes, that an agent consumes."""


@dataclass(frozen=True, slots=True)
class Emit:
    """A record together with the name of the topic it goes to, for agents that write one record class to several."""

    record: BaseModel
    to: str


Output = BaseModel | Emit
"""What an agent yields: a record, which goes to the one declared topic of its class, or an Emit."""


class AnyAgent(ABC):
    """What all agents share. Do not subclass this: choose Agent, BatchAgent or StatefulAgent."""

    spec: ClassVar[Spec]

    def open(self) -> None:
        """Load what is needed once: a model, a client. Called before the first record, once a process."""

    def close(self) -> None:
        """Let go of what `open` took. Called at an orderly stop; not when the process is killed."""


class Agent(AnyAgent, Generic[In]):
    """An agent that looks at one record at a time and remembers nothing."""

    @abstractmethod
    def process(self, record: In, /) -> Iterable[Output] | AsyncIterable[Output] | Awaitable[Iterable[Output]]:
        """Give the records that follow from one record; called once for each, in the order of its partition.

        A generator, an async generator or a coroutine that returns a list all do. Any exception sends the record to the
        dead letters, with nothing of it emitted. Must not change the record, and must give the same for the same record.
        """


class BatchAgent(AnyAgent, Generic[In]):
    """An agent that looks at many records at once and remembers nothing."""

    @abstractmethod
    def process_batch(self, records: Sequence[In], /) -> Sequence[Iterable[Output]]:
        """Give, for each record and in the same order, the records that follow from it.

        When it raises, the records are handed over one at a time, and those that still raise go to the dead letters.
        """


class StatefulAgent(AnyAgent, Generic[In]):
    """An agent that remembers. Each partition has its own stores, and sees its records in order."""

    @abstractmethod
    def process(self, record: In, state: State, /) -> Iterable[Output]:
        """Give the records that follow from one record and the state, and write the state.

        Writes become final when the method has returned; when it raises, they are undone and the record goes to the dead
        letters. A record that is processed again after a crash meets the state as it was before it.
        """

    def attach(self, state: State, /) -> None:
        """Attach views to the stores of a partition. Called once for each, before they are restored."""


def instantiate(agent_class: type[AnyAgent], settings: BaseModel | None = None) -> AnyAgent:
    """Make an agent, with settings when its Spec declares a model of them."""
    if agent_class.spec.settings is None:
        return agent_class()
    constructor: Any = agent_class
    agent: AnyAgent = constructor(settings or agent_class.spec.settings())
    return agent
