"""Running agents over records in memory, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from tocsin.engine.memory import MemoryEngine
from tocsin.engine.processing import Processing
from tocsin.errors import PluginError
from tocsin.plugins.agent import AnyAgent
from tocsin.records import DeadLetter
from tocsin.records.codec import decode
from tocsin.testing.clock import Clock
from tocsin.topics.table import DEADLETTERS

__all__ = ["Emitted", "Run", "run", "run_in"]

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Emitted:
    """A record and the topic it was written to."""

    topic: str
    record: BaseModel


@dataclass(frozen=True, slots=True)
class Run:
    """What agents made of some records: all that they emitted, and what they could not process."""

    emitted: tuple[Emitted, ...]
    failed: tuple[DeadLetter, ...]

    def of(self, record_class: type[Model]) -> list[Model]:
        """Give the emitted records of one class."""
        return [emitted.record for emitted in self.emitted if isinstance(emitted.record, record_class)]

    def on(self, topic: str) -> list[BaseModel]:
        """Give the records emitted to one topic."""
        return [emitted.record for emitted in self.emitted if emitted.topic == topic]


def run(
    agents: AnyAgent | Sequence[AnyAgent],
    records: Iterable[BaseModel],
    *,
    restart_between: bool = False,
    clock: Clock | None = None,
) -> Run:
    """Hand records to one agent, or to several that are wired by their topics, and give all that comes out.

    Each record goes to the topic of its class that the agents consume and none of them writes. With `restart_between`, every
    agent loses its memory after each record and gets it back from its changelog: the result must be the same.
    The `clock` tells when something failed, and goes on by the pauses between the attempts at a record.
    """
    return run_in(Processing, agents, records, restart_between=restart_between, clock=clock)


def run_in(
    processing: type[Processing],
    agents: AnyAgent | Sequence[AnyAgent],
    records: Iterable[BaseModel],
    *,
    restart_between: bool = False,
    clock: Clock | None = None,
) -> Run:
    """Do as `run` does, with a processing of one's own."""
    chosen = [agents] if isinstance(agents, AnyAgent) else list(agents)
    time = clock or Clock()
    with MemoryEngine(chosen, clock=time, sleep=time.advance, processing=processing) as engine:
        fed: dict[str, int] = {}
        for record in records:
            topic = _entry(engine, record)
            fed[topic] = fed.get(topic, 0) + 1
            engine.feed(topic, [record])
            if restart_between:
                engine.restart()
        return _harvest(engine)


def _entry(engine: MemoryEngine, record: BaseModel) -> str:
    wiring = engine.wiring
    consumed = dict.fromkeys(name for spec in wiring.specs for name in spec.inputs)
    classes = [(name, kind) for spec in wiring.specs for name, kind in wiring.inputs(spec).items()]
    fitting = [
        name for name in consumed if (name, type(record)) in classes or type(record) is wiring.topic(name).record
    ]
    unwritten = [name for name in fitting if not wiring.writers(name)]
    if not (unwritten or fitting):
        raise PluginError(
            f"No agent here reads {type(record).__name__} records.", hint=f"They read: {', '.join(consumed)}."
        )
    return (unwritten or fitting)[0]


def _harvest(engine: MemoryEngine) -> Run:
    written = dict.fromkeys(topic.name for spec in engine.wiring.specs for topic in spec.outputs)
    emitted = [
        Emitted(name, decode(engine.wiring.topic(name).record, message.value))
        for name in written
        for message in engine.messages(name)
        if message.value is not None
    ]
    failed = [DeadLetter.from_headers(message.headers) for message in engine.messages(DEADLETTERS.name)]
    return Run(tuple(emitted), tuple(failed))
