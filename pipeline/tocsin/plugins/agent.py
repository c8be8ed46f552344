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
from functools import cached_property
from typing import Any, ClassVar, Generic, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel

from tocsin.errors import PluginError, TocsinError
from tocsin.plugins.context import logger_of
from tocsin.plugins.metrics import Metrics
from tocsin.plugins.spec import Spec
from tocsin.plugins.state import State

__all__ = ["Agent", "AnyAgent", "BatchAgent", "Emit", "Explains", "Output", "StatefulAgent"]

In = TypeVar("In", bound=BaseModel)
"""The record class, or union of classes, that an agent consumes."""

In_contra = TypeVar("In_contra", bound=BaseModel, contravariant=True)


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

    @cached_property
    def metrics(self) -> Metrics:
        """Counters, gauges and histograms of the agent's own, labelled with its name."""
        return Metrics(self.spec.name)

    @property
    def log(self) -> Any:  # noqa: ANN401 - a structlog logger, which has any method
        """A structlog logger that names the agent, and the record in hand while there is one."""
        return logger_of(self.spec.name)


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


@runtime_checkable
class Explains(Protocol[In_contra]):
    """What an agent of any kind may offer besides: to tell in words why it emits what it emits for a record, and no more.

    `tocsin try AGENT FILE --explain` calls it, after `open`, and prints the lines. It is not called while records are
    processed, so it may be slow; it must come to its lines on the same path that makes the records.
    """

    def explain(self, record: In_contra, /) -> Iterable[str]:
        """Give the lines about one record; those that belong to one thing are indented below its first."""


def instantiate(agent_class: type[AnyAgent], settings: BaseModel | None = None) -> AnyAgent:
    """Make an agent, with settings when its Spec declares a model of them; raise PluginError when it cannot be made."""
    declared = agent_class.spec.settings
    constructor: Any = agent_class
    try:
        agent: AnyAgent = constructor() if declared is None else constructor(settings or declared())
    except TocsinError:
        raise
    except Exception as error:
        raise PluginError(
            f"Agent {agent_class.spec.name} cannot be made: {type(error).__name__}: {error}.",
            hint="Without settings in its Spec it is called without arguments, otherwise with an instance of them.",
        ) from error
    return agent
