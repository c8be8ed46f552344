"""What should stand on every topic, worked out from the logs by calling the agents in a plain loop."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from benchmarks.ordeal.reading import Line
from benchmarks.ordeal.shelves import Shelves
from tocsin import BatchAgent, Emit, StatefulAgent, Topic

__all__ = ["Derived", "Letter", "Reckoning", "print_of", "reckon"]

Letter = tuple[str, int, int, str]
"""A dead letter by what it is about: topic, partition and offset of the record, and the agent that failed on it."""

SAMPLE_EVERY = 25
"""Of an agent that reads in batches (the language model) so many records are read anew; of the others all."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A record that should stand on a topic: its key, the print of its value, and what it is derived from."""

    topic: str
    key: bytes
    print: str
    cause: tuple[str, int, int]


@dataclass(slots=True)
class Reckoning:
    """What should have come of one agent. `sampled` holds the keys whose values were worked out; None: all."""

    derived: list[Derived] = field(default_factory=list)
    letters: Counter[Letter] = field(default_factory=Counter)
    states: dict[int, dict[str, Any]] = field(default_factory=dict)
    sampled: set[bytes] | None = None


def reckon(
    agent: Any,  # noqa: ANN401 - any kind of agent
    inputs: Mapping[str, Mapping[int, list[Line]]],
    records: Mapping[str, type[BaseModel]],
) -> Reckoning:
    """Run an agent over all lines of its inputs (topics in the order in which they were written)."""
    result = Reckoning(sampled=set() if isinstance(agent, BatchAgent) else None)
    agent.open()
    for number in sorted({number for partitions in inputs.values() for number in partitions}):
        shelves = Shelves(agent.spec.state) if isinstance(agent, StatefulAgent) else None
        if shelves is not None:
            agent.attach(shelves)
        for topic, partitions in inputs.items():
            for line in partitions.get(number, []):
                _one(agent, (topic, number, line.offset), line, records[topic], shelves=shelves, result=result)
        if shelves is not None:
            result.states[number] = shelves.flat()
    agent.close()
    return result


def print_of(value: object) -> str:
    """Give a text that is the same for the same JSON."""
    return json.dumps(value, sort_keys=True)


def _one(  # noqa: PLR0913 - all that a record meets
    agent: Any,  # noqa: ANN401
    cause: tuple[str, int, int],
    line: Line,
    record_class: type[BaseModel],
    *,
    shelves: Shelves | None,
    result: Reckoning,
) -> None:
    if line.value is None:
        return
    try:
        record = record_class.model_validate(json.loads(line.value))
        outputs = [_route(agent, output) for output in _call(agent, record, shelves, line, result)]
    except Exception:  # noqa: BLE001 - what an agent raises is a dead letter, whatever it is
        result.letters[*cause, agent.spec.name] += 1
        if shelves is not None:
            shelves.drop()
        return
    if shelves is not None:
        shelves.keep()
    for target, output in outputs:
        key = str(getattr(output, target.key)).encode()
        value = print_of(output.model_dump(mode="json", by_alias=True))
        partial = result.sampled is not None and key not in result.sampled
        result.derived.append(Derived(target.name, key, "" if partial else value, cause))


def _call(
    agent: Any,  # noqa: ANN401
    record: Any,  # noqa: ANN401
    shelves: Shelves | None,
    line: Line,
    result: Reckoning,
) -> Iterable[Any]:
    if result.sampled is not None:
        assert line.key is not None
        if line.offset % SAMPLE_EVERY == 0:
            result.sampled.add(line.key)
            return list(agent.process_batch([record])[0])
        # One record of each article, whatever it says.
        target = agent.spec.outputs[0]
        return [target.record.model_construct(**{target.key: line.key.decode()})]
    process: Callable[..., Any] = agent.process
    found = process(record) if shelves is None else process(record, shelves)
    return list(found or ())


def _route(agent: Any, output: Any) -> tuple[Topic, Any]:  # noqa: ANN401
    if isinstance(output, Emit):
        return next(topic for topic in agent.spec.outputs if topic.name == output.to), output.record
    return next(topic for topic in agent.spec.outputs if type(output) is topic.record), output
