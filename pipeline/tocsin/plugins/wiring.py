"""Whether agents and topics fit together: found out before Kafka is touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pydantic import BaseModel

from tocsin.errors import WiringError
from tocsin.plugins.spec import Spec
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
        """Give the record class on each topic that an agent consumes."""
        return {name: self.topic(name).record for name in spec.inputs}

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
            for topic in (*spec.outputs, *(t for t in spec.consumes if isinstance(t, Topic))):
                known = self._topics.setdefault(topic.name, topic)
                declared_by.setdefault(topic.name, spec.name)
                if known != topic:
                    raise WiringError(
                        f"Agent {spec.name} declares the topic {topic.name} differently from "
                        f"{declared_by[topic.name]}.",
                        hint="Import the one Topic object in both, or choose another name.",
                    )

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
            if not self.writers(name) and name not in SOURCES | {DEADLETTERS.name}
        ]
        writers = defaultdict(list)
        for spec in self.specs:
            for topic in spec.outputs:
                writers[topic.name].append(spec.name)
        remarks += [f"{' and '.join(names)} both write {name}." for name, names in writers.items() if len(names) > 1]
        return remarks
