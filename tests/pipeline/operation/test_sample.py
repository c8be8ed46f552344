"""Quantiles are read out of histograms, and what is no answer of an agent is none."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Histogram, generate_latest

from tocsin.operation.sample import quantile, read_sample

BOUNDS = (0.1, 0.5, 1.0, 5.0, 10.0)


def sampled(observed: list[float]) -> dict[float, float]:
    registry = CollectorRegistry()
    histogram = Histogram("seconds", "Seconds.", ("topic",), registry=registry, buckets=BOUNDS)
    for number, value in enumerate(observed):
        histogram.labels(str(number % 2)).observe(value)
    return read_sample(generate_latest(registry).decode(), 1.0).buckets("seconds")


def bucket_of(value: float) -> tuple[float, float]:
    """Give the bounds between which a value falls; beyond the last one the last one counts."""
    edges = [0.0, *BOUNDS]
    return next(((low, high) for low, high in zip(edges, BOUNDS, strict=False) if value <= high), (BOUNDS[-1],) * 2)


@given(st.lists(st.floats(0.001, 20), min_size=1, max_size=60), st.sampled_from([0.01, 0.5, 0.9, 0.99, 1.0]))
def test_a_quantile_lies_in_the_bucket_of_the_observation_it_stands_for(observed: list[float], share: float) -> None:
    found = quantile(share, sampled(observed))
    low, high = bucket_of(sorted(observed)[math.ceil(share * len(observed)) - 1])
    assert found is not None
    assert low - 1e-9 <= found <= high + 1e-9


def test_within_a_bucket_observations_are_taken_to_be_spread_evenly() -> None:
    assert quantile(0.5, sampled([0.9] * 10)) == pytest.approx(0.75)


@pytest.mark.parametrize("buckets", [{}, {0.1: 0.0, math.inf: 0.0}])
def test_without_an_observation_there_is_no_quantile(buckets: dict[float, float]) -> None:
    assert quantile(0.5, buckets) is None


def test_a_metric_is_added_up_over_its_labels() -> None:
    text = '# TYPE x counter\nx_total{a="1"} 2\nx_total{a="2"} 3\n# TYPE y gauge\ny 7\n'
    sample = read_sample(text, 0.0)
    assert (sample.total("x_total"), sample.total("y"), sample.total("z")) == (5, 7, 0)


@pytest.mark.parametrize("text", ["<html>", "x{", "x nothing\n"])
def test_what_is_no_answer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_sample(text, 0.0)
