"""Counters, gauges and histograms of an agent's own, labelled with its name, which its process tells on `/metrics`.

They are prometheus-client's, behind the few methods that an author needs. They work the same in tests, where they are read
with `value`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from tocsin.errors import PluginError

if TYPE_CHECKING:  # it takes 40 ms to import, which an agent without metrics need not wait for
    from prometheus_client import CollectorRegistry

__all__ = ["MOST_SERIES", "PREFIX", "Counter", "Gauge", "Histogram", "Metrics"]

PREFIX = "tocsin_plugin_"
"""What the names of agents' own metrics start with on `/metrics`."""

MOST_SERIES = 1_000
"""Combinations of label values that a metric keeps apart; all further ones are told together, as `other`."""

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
RESERVED = frozenset({"agent", "le"})


class _Instrument:
    """One metric: the family of its series, one for each combination of label values."""

    def __init__(self, name: str, agent: str, labels: Sequence[str], family: Any) -> None:  # noqa: ANN401
        self.name = name
        self.labels = tuple(labels)
        self._agent = agent
        self._family = family
        self._series: dict[tuple[str, ...], Any] = {}

    def _one(self, values: dict[str, object]) -> Any:  # noqa: ANN401 - prometheus-client's counter, gauge or histogram
        key = self._key(values)
        if key not in self._series and len(self._series) >= MOST_SERIES:
            key = ("other",) * len(key)
        if key not in self._series:
            self._series[key] = self._family.labels(self._agent, *key)
        return self._series[key]

    def _key(self, values: dict[str, object]) -> tuple[str, ...]:
        if values.keys() != set(self.labels):
            raise PluginError(
                f"The metric {self.name} was given the labels {', '.join(sorted(values)) or 'none'}.",
                hint=f"It is declared with: {', '.join(self.labels) or 'none'}.",
            )
        return tuple(str(values[label]) for label in self.labels)

    def _sample(self, suffix: str, values: dict[str, object]) -> float:
        wanted = dict(zip(self.labels, self._key(values), strict=True)) | {"agent": self._agent}
        for family in self._family.collect():
            for sample in family.samples:
                if sample.name == f"{PREFIX}{self.name}{suffix}" and sample.labels == wanted:
                    return float(sample.value)
        return 0.0


class Counter(_Instrument):
    """A number that only grows."""

    def inc(self, amount: float = 1, /, **labels: object) -> None:
        """Add to it."""
        self._one(labels).inc(amount)

    def value(self, **labels: object) -> float:
        """Give what it has come to."""
        return self._sample("_total", labels)


class Gauge(_Instrument):
    """A number that goes up and down."""

    def set(self, value: float, /, **labels: object) -> None:
        """Say what it is now."""
        self._one(labels).set(value)

    def value(self, **labels: object) -> float:
        """Give what it was last said to be."""
        return self._sample("", labels)


class Histogram(_Instrument):
    """How often a number was how large."""

    def observe(self, value: float, /, **labels: object) -> None:
        """Note one."""
        self._one(labels).observe(value)

    def count(self, **labels: object) -> int:
        """Give how many were noted."""
        return int(self._sample("_count", labels))

    def sum(self, **labels: object) -> float:
        """Give what they come to together."""
        return self._sample("_sum", labels)


Kind = TypeVar("Kind", bound=_Instrument)


class Metrics:
    """The metrics of one agent. Asked for the same one again, it gives the same one.

    Names are in small letters with underscores, without unit prefixes or `_total`; `labels` are the names of labels beside
    `agent`. They count what was done, not what was committed: a record that is tried again is counted again.
    """

    def __init__(self, agent: str) -> None:
        self.agent = agent
        self._made: dict[str, _Instrument] = {}
        self._lock = threading.Lock()

    @cached_property
    def registry(self) -> CollectorRegistry:
        """Where prometheus-client finds them. For engines."""
        from prometheus_client import CollectorRegistry  # noqa: PLC0415 - see above

        return CollectorRegistry()

    def counter(self, name: str, summary: str = "", *, labels: Sequence[str] = ()) -> Counter:
        """Give a number that only grows; on `/metrics` it is `tocsin_plugin_NAME_total`."""
        from prometheus_client import Counter as Family  # noqa: PLC0415 - see above

        return self._get(Counter, Family, name, summary, labels)

    def gauge(self, name: str, summary: str = "", *, labels: Sequence[str] = ()) -> Gauge:
        """Give a number that goes up and down."""
        from prometheus_client import Gauge as Family  # noqa: PLC0415 - see above

        return self._get(Gauge, Family, name, summary, labels)

    def histogram(
        self, name: str, summary: str = "", *, labels: Sequence[str] = (), buckets: Sequence[float] = SECONDS
    ) -> Histogram:
        """Give a count of how large something was; `buckets` are upper bounds, in ascending order, by default for seconds."""
        from prometheus_client import Histogram as Family  # noqa: PLC0415 - see above

        return self._get(Histogram, Family, name, summary, labels, buckets=tuple(buckets))

    def _get(
        self,
        kind: type[Kind],
        family: Callable[..., object],
        name: str,
        summary: str,
        labels: Sequence[str],
        **options: object,
    ) -> Kind:
        with self._lock:
            found = self._made.get(name)
            if found is None:
                _check(name, labels)
                names = ("agent", *labels)
                made = family(
                    f"{PREFIX}{name}", summary or name.replace("_", " "), names, registry=self.registry, **options
                )
                found = self._made[name] = kind(name, self.agent, labels, made)
        if not isinstance(found, kind) or found.labels != tuple(labels):
            raise PluginError(
                f"The metric {name} is a {type(found).__name__.lower()} with the labels "
                f"{', '.join(found.labels) or 'none'}; it was asked for as something else.",
                hint="Give each metric a name of its own.",
            )
        return found


def _check(name: str, labels: Sequence[str]) -> None:
    wrong = [each for each in (name, *labels) if not NAME.fullmatch(each) or each in RESERVED]
    if wrong or isinstance(labels, str):
        raise PluginError(
            f"{', '.join(map(repr, wrong)) or repr(labels)} cannot name a metric or its labels.",
            hint='Use small letters, digits and underscores, a letter first: counter("words", labels=("language",)).',
        )
