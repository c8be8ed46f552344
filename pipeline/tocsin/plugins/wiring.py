"""Whether agents and topics fit together: found out before Kafka is touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pydantic import BaseModel

from tocsin.errors import WiringError
from tocsin.plugins.compatibility import unreadable
from tocsin.plugins.spec import Spec
from tocsin.records import AnyRecord
from tocsin.topics.table import ARTICLES, BUILT_IN, DEADLETTERS, Topic

__all__ = ["Wiring"]

SOURCES = frozenset({ARTICLES.name})
"""Topics that something outside the agents writes."""


class Wiring:
    """Specs joined by their topics. Raises WiringError when they cannot work together; `remarks` holds what merely looks odd."""

    def __init__(self, specs: Sequence[Spec]) -> None:
        self.specs = tuple(specs)
        self._topics = dict(BUILT_IN)
        self._check_names()
        self._add_topics()
        self.remarks = tuple(self._find_remarks())
        for spec in self.specs:
            self._check_inputs(spec)

    def topic(self, name: str) -> Topic:
        """Give a topic by name; raise WiringError that lists those there are."""
        try:
            return self._topics[name]
        except KeyError:
            known = ", ".join(sorted(self._topics))
            raise WiringError(f"There is no topic {name!r}.", hint=f"There are: {known}.") from None

    def topics(self) -> tuple[Topic, ...]:
        """Give every topic, the built-in ones first."""
        return tuple(self._topics.values())

    def inputs(self, spec: Spec) -> dict[str, type[BaseModel]]:
        """Give the record class of each topic that an agent consumes: as it declares it itself, or as it is declared."""
        own = {topic.name: topic.record for topic in spec.consumes if isinstance(topic, Topic)}
        return {name: own.get(name) or self.topic(name).record for name in spec.inputs}

    def partitions(self, spec: Spec) -> int:
        """Count the partitions of an agent's input, the same for each of its topics."""
        return self.topic(spec.inputs[0]).partitions

    def writers(self, topic: str) -> tuple[str, ...]:
        """Name the agents that write a topic."""
        return tuple(spec.name for spec in self.specs if any(topic == out.name for out in spec.outputs))

    def readers(self, topic: str) -> tuple[str, ...]:
        """Name the agents that read a topic."""
        return tuple(spec.name for spec in self.specs if topic in spec.inputs)

    def _check_names(self) -> None:
        seen: dict[str, Spec] = {}
        for spec in self.specs:
            if spec.name in seen:
                raise WiringError(
                    f"Two agents are named {spec.name}: {seen[spec.name].summary!r} and {spec.summary!r}.",
                    hint="Rename one, or leave one out.",
                )
            seen[spec.name] = spec

    def _add_topics(self) -> None:
        declared_by = dict.fromkeys(BUILT_IN, "the table of topics")
        for spec in self.specs:
            for topic in spec.outputs:
                known = self._topics.setdefault(topic.name, topic)
                if known != topic:
                    _refuse(spec, topic, declared_by[topic.name])
                declared_by.setdefault(topic.name, spec.name)
        for spec in self.specs:
            for topic in (t for t in spec.consumes if isinstance(t, Topic)):
                _check_reading(spec, topic, self._topics.setdefault(topic.name, topic), declared_by)
                declared_by.setdefault(topic.name, spec.name)

    def _check_inputs(self, spec: Spec) -> None:
        counts = {name: self.topic(name).partitions for name in spec.inputs}
        if len(set(counts.values())) > 1:
            listed = ", ".join(f"{name} has {count}" for name, count in counts.items())
            raise WiringError(
                f"Agent {spec.name} joins topics with different numbers of partitions: {listed}.",
                hint="Records of one key would not meet. Consume topics with the same number.",
            )

    def _find_remarks(self) -> list[str]:
        used = sorted({name for spec in self.specs for name in spec.inputs} & set(self._topics))
        remarks = [
            f"Nothing here writes {name}, which {', '.join(self.readers(name))} reads."
            for name in used
            if not self.writers(name) and name not in SOURCES | {DEADLETTERS.name} | self._entrances()
        ]
        writers = defaultdict(list)
        for spec in self.specs:
            for topic in spec.outputs:
                writers[topic.name].append(spec.name)
        remarks += [f"{' and '.join(names)} both write {name}." for name, names in writers.items() if len(names) > 1]
        cycle = self._cycle()
        if cycle:
            remarks.append(f"{' -> '.join(cycle)} is a cycle: a record may go round in it for ever.")
        return remarks

    def _entrances(self) -> set[str]:
        """Name the topics that their reader has declared, with a class of its own: people or other programs write those."""
        declared = [topic for spec in self.specs for topic in spec.consumes if isinstance(topic, Topic)]
        return {topic.name for topic in declared if topic.name not in BUILT_IN and topic.record is not AnyRecord}

    def _cycle(self) -> list[str]:
        """Give the agents of one cycle, the first again at the end; empty when there is none."""
        follows = {
            spec.name: [reader for topic in spec.outputs for reader in self.readers(topic.name)] for spec in self.specs
        }
        done: set[str] = set()
        for start, first in follows.items():
            path, branches = [start], [iter(first)]
            while path:
                following = next(branches[-1], None)
                if following in path:
                    return [*path[path.index(following) :], following]
                if following is None:
                    done.add(path.pop())
                    branches.pop()
                elif following not in done:
                    path.append(following)
                    branches.append(iter(follows[following]))
        return []


def _refuse(spec: Spec, topic: Topic, declarer: str) -> None:
    raise WiringError(
        f"Agent {spec.name} declares the topic {topic.name} differently from {declarer}.",
        hint="Import the one Topic object in both, or choose another name.",
    )


def _check_reading(spec: Spec, topic: Topic, known: Topic, declared_by: dict[str, str]) -> None:
    """Refuse a reader whose own idea of a topic does not fit what is on it."""
    if topic == known or topic.record is AnyRecord:
        return
    declarer = declared_by[topic.name]
    if (topic.key, topic.partitions) != (known.key, known.partitions):
        _refuse(spec, topic, declarer)
    if topic.record is known.record or known.record is AnyRecord:
        return
    problems = unreadable(
        known.record.model_json_schema(mode="serialization"), topic.record.model_json_schema(mode="validation")
    )
    if problems:
        raise WiringError(
            f"Agent {spec.name} cannot read {topic.name} as {topic.record.__name__}, which {declarer} declares as "
            f"{known.record.__name__}: {problems[0]}.",
            hint="Compare with `tocsin schema`; AnyRecord reads any record.",
        )
