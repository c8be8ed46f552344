"""What `/metrics` of one agent said at one moment, and what happened between two of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families

__all__ = ["Sample", "quantile", "read_sample"]

Series = tuple[str, tuple[tuple[str, str], ...]]
"""The name of a sample and its labels, in the order of their names."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Values by series; `at` is in seconds of a clock that never goes back."""

    at: float
    values: Mapping[Series, float]

    def total(self, name: str) -> float:
        """Add up a metric over all its labels."""
        return sum(value for (found, _), value in self.values.items() if found == name)

    def buckets(self, name: str) -> dict[float, float]:
        """Add up a histogram over all its labels but the bound: how many were at most as large as each bound."""
        added: dict[float, float] = defaultdict(float)
        for (found, labels), value in self.values.items():
            if found == f"{name}_bucket":
                added[float(dict(labels)["le"])] += value
        return dict(added)


def read_sample(text: str, at: float) -> Sample:
    """Read an answer of `/metrics`; raises ValueError when it is none."""
    values = {
        (sample.name, tuple(sorted(sample.labels.items()))): float(sample.value)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    return Sample(at, values)


def quantile(share: float, buckets: Mapping[float, float]) -> float | None:
    """Estimate below which value a share of the observations lies, as PromQL's `histogram_quantile` does.

    Within a bucket they are taken to be spread evenly; beyond the last finite bound, that bound is given. None: no observation.
    """
    bounds = sorted(buckets)
    if not bounds or buckets[bounds[-1]] <= 0:
        return None
    wanted = share * buckets[bounds[-1]]
    below, lower = 0.0, 0.0
    for bound in bounds:
        if buckets[bound] >= wanted and buckets[bound] > below:
            if math.isinf(bound):
                return lower
            return lower + (bound - lower) * (wanted - below) / (buckets[bound] - below)
        below, lower = buckets[bound], bound
    return lower
