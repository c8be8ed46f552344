"""What the engine counts is what was committed, and latency is told by Kafka's own times."""

import pytest
from prometheus_client import CollectorRegistry

from tocsin import Article, DeadLetter
from tocsin.engine.messages import Incoming, Outgoing, headers_for, message_for
from tocsin.engine.metrics import EngineMetrics
from tocsin.engine.processing import Processed
from tocsin.topics.table import ARTICLES, UNIQUE


@pytest.fixture
def registry() -> CollectorRegistry:
    return CollectorRegistry()


@pytest.fixture
def metrics(registry: CollectorRegistry) -> EngineMetrics:
    return EngineMetrics("dedup", "2", registry)


def incoming(offset: int, timestamp: int) -> Incoming:
    article = Article(text=f"Article {offset}.")
    message = message_for(article, ARTICLES, source="replay")
    return Incoming("articles", 0, offset, message.key, message.value, message.headers, timestamp)


def derived(cause: Incoming) -> Outgoing:
    return Outgoing("articles.unique", b"k", b"v", headers_for(Article(text="x"), source="dedup", cause=cause))


def test_a_committed_batch_is_counted_by_topic(registry: CollectorRegistry, metrics: EngineMetrics) -> None:
    causes = [incoming(0, 10_000), incoming(1, 11_000)]
    done = Processed(
        outputs=[derived(cause) for cause in causes],
        failed=[DeadLetter(agent="dedup", topic="articles", stage="decode", error="InputError")],
        seconds=[0.25, 0.5],
    )
    metrics.committed(causes, done, [10_250, 12_000], 0.125)

    def value(name: str, **labels: str) -> float | None:
        return registry.get_sample_value(f"tocsin_{name}", {"agent": "dedup", **labels})

    assert value("records_in_total", topic="articles") == 2
    assert value("records_out_total", topic="articles.unique") == 2
    assert value("dead_letters_total", topic="articles", stage="decode") == 1
    assert (value("processing_seconds_count"), value("processing_seconds_sum")) == (2, 0.75)
    assert (value("batch_records_count"), value("batch_records_sum")) == (1, 2)
    assert value("commit_seconds_sum") == 0.125
    assert value("end_to_end_seconds_count", topic="articles.unique") == 2
    assert value("end_to_end_seconds_sum", topic="articles.unique") == pytest.approx(1.25)
    assert value("end_to_end_seconds_bucket", topic="articles.unique", le="0.3") == 1


def test_latency_counts_from_the_article_however_many_hops_lie_between(
    registry: CollectorRegistry, metrics: EngineMetrics
) -> None:
    first = incoming(0, 10_000)
    second = Incoming("articles.unique", 3, 0, b"", b"", derived(first).headers, timestamp_ms=10_400)
    metrics.committed([second], Processed(outputs=[derived(second)]), [10_900], 0.1)
    labels = {"agent": "dedup", "topic": "articles.unique"}
    assert registry.get_sample_value("tocsin_end_to_end_seconds_sum", labels) == pytest.approx(0.9)


def test_a_record_that_does_not_say_when_its_article_came_has_no_latency(
    registry: CollectorRegistry, metrics: EngineMetrics
) -> None:
    metrics.committed([incoming(0, 0)], Processed(outputs=[Outgoing(UNIQUE.name, b"", b"")]), [5], 0.1)
    labels = {"agent": "dedup", "topic": "articles.unique"}
    assert registry.get_sample_value("tocsin_end_to_end_seconds_count", labels) is None
    assert registry.get_sample_value("tocsin_records_out_total", labels) == 1


def test_partitions_that_went_to_another_member_are_told_no_longer(
    registry: CollectorRegistry, metrics: EngineMetrics
) -> None:
    metrics.lags({("articles", 0): 7, ("articles", 1): 2})
    metrics.lags({("articles", 1): 3})

    def lag(partition: str) -> float | None:
        labels = {"agent": "dedup", "topic": "articles", "partition": partition}
        return registry.get_sample_value("tocsin_lag_records", labels)

    assert (lag("0"), lag("1")) == (None, 3)


def test_restarts_are_those_that_the_supervisor_tells(
    registry: CollectorRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_RESTARTS", "4")
    EngineMetrics("dedup", "2", registry)
    assert registry.get_sample_value("tocsin_restarts", {"agent": "dedup"}) == 4
    assert registry.get_sample_value("tocsin_agent", {"agent": "dedup", "version": "2"}) == 1


def test_aborts_and_restores_are_counted(registry: CollectorRegistry, metrics: EngineMetrics) -> None:
    metrics.aborted()
    metrics.restored(100, 0.5)
    metrics.restored(20, 0.25)
    labels = {"agent": "dedup"}
    assert registry.get_sample_value("tocsin_transaction_aborts_total", labels) == 1
    assert registry.get_sample_value("tocsin_restore_seconds_count", labels) == 2
    assert registry.get_sample_value("tocsin_restore_seconds_sum", labels) == 0.75
    assert registry.get_sample_value("tocsin_restored_records_total", labels) == 120
