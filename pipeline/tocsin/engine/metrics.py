"""What the engine counts and times while it serves an agent, under the names that `/metrics` gives it."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping, Sequence
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from tocsin.engine.messages import Incoming, Outgoing, entered
from tocsin.engine.processing import Processed

__all__ = ["RESTARTS", "EngineMetrics", "Family"]

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
LATENCY = (0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60, 300, 1800)
RECORDS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


RESTARTS = "TOCSIN_RESTARTS"
"""Variable by which a supervisor tells a process how often it has started it again."""


class EngineMetrics:
    """The metrics of one agent's process. The engine calls the methods; all may be called from any thread.

    Records and latencies are told for what was committed, so an attempt that Kafka refused is in none of them.
    """

    def __init__(self, agent: str, version: str, registry: CollectorRegistry) -> None:
        self._agent = agent
        self.registry = registry
        self.families: list[Family] = []
        """All of them, for whoever describes them."""
        self._in = self._counter("records_in", "Records read and committed, by the topic they were on.", "topic")
        self._out = self._counter("records_out", "Records written and committed, by the topic they went to.", "topic")
        self._dead = self._counter(
            "dead_letters", "Records that went to the dead letters, by topic and stage.", "topic", "stage"
        )
        self._processing = self._histogram("processing_seconds", "The agent's own work on one record.", SECONDS)
        self._batch = self._histogram("batch_records", "Records committed together.", RECORDS)
        self._commit = self._histogram("commit_seconds", "Writing and committing one batch.", SECONDS)
        self._latency = self._histogram(
            "end_to_end_seconds",
            "From the time of the article's record to that of the record written, by the topic it went to.",
            LATENCY,
            "topic",
        )
        self._aborts = self._counter("transaction_aborts", "Batches whose commit failed; they are done again.")
        self._restore = self._histogram("restore_seconds", "Reading back the state of a partition.", SECONDS)
        self._restored = self._counter("restored_records", "Records of the changelog read back.")
        self._lag = self._gauge("lag_records", "Offsets between what is committed and the end.", "topic", "partition")
        restarts = self._gauge("restarts", "How often `tocsin up` has started this process again.")
        restarts().set(int(os.environ.get(RESTARTS, "0")))
        self._memory = self._gauge("memory_bytes", "Resident memory of the process.")
        self._limit = self._gauge("memory_limit_bytes", "Memory from which the process ends itself; 0: none.")
        self._ready = self._gauge("ready", "1 when the agent serves its partitions.")
        about = self._gauge("agent", "1; the labels say what runs.", "version")
        about(version).set(1)

    def committed(
        self, messages: Sequence[Incoming], done: Processed, timestamps: Sequence[int], commit_seconds: float
    ) -> None:
        """Note a batch that is committed: what was read, what followed, and when Kafka says each output was written.

        `timestamps` are those of `done.outputs`, in order, in milliseconds since 1970.
        """
        self._in(messages[0].topic).inc(len(messages))
        self._batch().observe(len(messages))
        self._commit().observe(commit_seconds)
        for seconds in done.seconds:
            self._processing().observe(seconds)
        for letter in done.failed:
            self._dead(letter.topic, letter.stage).inc()
        for output, timestamp in zip(done.outputs, timestamps, strict=True):
            self._written(output, timestamp)

    def _written(self, output: Outgoing, timestamp: int) -> None:
        self._out(output.topic).inc()
        began = entered(output.headers)
        if began is not None:
            self._latency(output.topic).observe(max(0, timestamp - began) / 1000)

    def aborted(self) -> None:
        """Note a batch whose transaction was not committed."""
        self._aborts().inc()

    def restored(self, records: int, seconds: float) -> None:
        """Note that the state of a partition was read back."""
        self._restored().inc(records)
        self._restore().observe(seconds)

    def lags(self, lags: Mapping[tuple[str, int], int]) -> None:
        """Say how far behind each partition is that is ours now; those that are not are told no longer."""
        for (topic, partition), lag in lags.items():
            self._lag(topic, partition).set(lag)
        self._lag.keep_only(lags)

    def process(self, *, memory: int, limit: int, ready: bool) -> None:
        """Say how the process is; memory in bytes."""
        self._memory().set(memory)
        self._limit().set(limit)
        self._ready().set(ready)

    def _counter(self, name: str, summary: str, *labels: str) -> Family:
        return self._add(Family(Counter, f"{name}_total", summary, labels), {})

    def _gauge(self, name: str, summary: str, *labels: str) -> Family:
        return self._add(Family(Gauge, name, summary, labels), {})

    def _histogram(self, name: str, summary: str, buckets: Sequence[float], *labels: str) -> Family:
        return self._add(Family(Histogram, name, summary, labels), {"buckets": buckets})

    def _add(self, family: Family, options: dict[str, Any]) -> Family:
        family.open(self._agent, self.registry, options)
        self.families.append(family)
        return family


class Family:
    """A metric of one agent, and what there is to tell about it."""

    def __init__(self, kind: type[Any], name: str, summary: str, labels: Sequence[str]) -> None:
        self.kind = kind
        self.name = f"tocsin_{name}"
        self.summary = summary
        self.labels = ("agent", *labels)
        self._series: dict[tuple[object, ...], Any] = {}

    def open(self, agent: str, registry: CollectorRegistry, options: dict[str, Any]) -> None:
        """Have it told in a registry, for an agent."""
        self._agent = agent
        self._made = self.kind(self.name, self.summary, self.labels, registry=registry, **options)

    def __call__(self, *values: object) -> Any:  # noqa: ANN401 - prometheus-client's counter, gauge or histogram
        """Give the series of these values, in the order of the labels after `agent`."""
        if values not in self._series:
            self._series[values] = self._made.labels(self._agent, *values)
        return self._series[values]

    def keep_only(self, wanted: Container[tuple[object, ...]]) -> None:
        """Forget all other series."""
        for values in [values for values in self._series if values not in wanted]:
            del self._series[values]
            self._made.remove(self._agent, *values)
