"""What an agent counts is labelled with its name, told on /metrics and readable in a test."""

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from prometheus_client import generate_latest
from structlog.testing import capture_logs

import tocsin
from tocsin import Agent, Article, BatchAgent, Metrics, Output, PluginError, RetryableError, Spec
from tocsin.plugins.metrics import MOST_SERIES
from tocsin.testing import article, articles, run


class Counts(Agent[Article]):
    spec = Spec(name="counts", summary="Counts.", consumes=("articles",))

    def open(self) -> None:
        self.words = self.metrics.counter("words", "Words that were read.", labels=("language",))
        self.longest = self.metrics.gauge("longest_words")
        self.lengths = self.metrics.histogram("article_words", buckets=(10, 100))

    def process(self, record: Article, /) -> Iterable[Output]:
        words = len(record.text.split())
        self.words.inc(words, language="en")
        self.longest.set(max(words, self.longest.value()))
        self.lengths.observe(words)
        self.log.info("counted", words=words)
        return ()


class CountsBatches(BatchAgent[Article]):
    spec = Spec(name="counts-batches", summary="Counts.", consumes=("articles",))

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        self.metrics.counter("batches").inc()
        self.log.info("counted", articles=len(records))
        return [()] * len(records)


@tocsin.agent(consumes=("articles",))
def counting(record: Article) -> list[Output]:
    """Counts as a function."""
    tocsin.current().metrics.counter("seen").inc()
    if tocsin.current().attempt == 1 and record.text == "busy":
        raise RetryableError("Busy.")
    return []


def test_what_an_agent_counts_can_be_read_in_a_test() -> None:
    agent = Counts()
    run(agent, [article("One two three."), article("One two.")])
    assert agent.words.value(language="en") == 5
    assert agent.longest.value() == 3
    assert (agent.lengths.count(), agent.lengths.sum()) == (2, 5)
    assert agent.words.value(language="fr") == 0


def test_it_is_told_with_the_name_of_the_agent() -> None:
    agent = Counts()
    run(agent, [article("One two three.")])
    told = generate_latest(agent.metrics.registry).decode()
    assert "# HELP tocsin_plugin_words_total Words that were read." in told
    assert 'tocsin_plugin_words_total{agent="counts",language="en"} 3.0' in told
    assert 'tocsin_plugin_longest_words{agent="counts"} 3.0' in told
    assert 'tocsin_plugin_article_words_bucket{agent="counts",le="10.0"} 1.0' in told


def test_a_function_reaches_the_metrics_of_its_agent_and_counts_each_attempt() -> None:
    agent = counting()
    run(agent, [article("busy"), article("quiet")])
    assert agent.metrics.counter("seen").value() == 3


def test_two_agents_do_not_share_what_they_count() -> None:
    first, second = Counts(), Counts()
    run(first, [article("One.")])
    second.open()
    assert second.words.value(language="en") == 0


def test_the_logger_names_the_agent_and_the_record_in_hand() -> None:
    given = article("One two three.")
    with capture_logs() as logs:
        run(Counts(), [given])
        run(CountsBatches(), articles(2))
        Counts().log.info("loose")
    alone, *batches, loose = logs
    assert {name: alone[name] for name in ("event", "agent", "topic", "partition", "offset", "words")} == {
        "event": "counted",
        "agent": "counts",
        "topic": "articles",
        "partition": 0,
        "offset": 0,
        "words": 3,
    }
    assert len(alone["trace"]) == 32
    assert {line["agent"] for line in batches} == {"counts-batches"}
    assert loose == {"agent": "counts", "event": "loose", "log_level": "info"}


def test_asked_for_again_a_metric_is_the_same_one() -> None:
    metrics = Metrics("counts")
    assert metrics.counter("words", labels=("language",)) is metrics.counter("words", labels=("language",))


@pytest.mark.parametrize(
    "again",
    [lambda m: m.gauge("words"), lambda m: m.counter("words", labels=("language",)), lambda m: m.histogram("words")],
)
def test_one_name_cannot_be_two_metrics(again: Any) -> None:
    metrics = Metrics("counts")
    metrics.counter("words")
    with pytest.raises(PluginError, match="The metric words is a counter with the labels none"):
        again(metrics)


@pytest.mark.parametrize(
    ("name", "labels"), [("Words", ()), ("", ()), ("words", ("agent",)), ("a-b", ()), ("a", ("é",))]
)
def test_a_name_that_prometheus_does_not_take_is_refused_in_a_sentence(name: str, labels: tuple[str, ...]) -> None:
    with pytest.raises(PluginError, match="cannot name a metric or its labels"):
        Metrics("counts").counter(name, labels=labels)


def test_labels_given_as_one_text_are_refused() -> None:
    with pytest.raises(PluginError, match="cannot name a metric or its labels"):
        Metrics("counts").counter("words", labels="language")


@pytest.mark.parametrize("given", [{}, {"tongue": "en"}, {"language": "en", "more": "x"}])
def test_labels_other_than_declared_are_refused_with_those_that_are(given: dict[str, str]) -> None:
    words = Metrics("counts").counter("words", labels=("language",))
    with pytest.raises(PluginError, match="It is declared with: language"):
        words.inc(**given)


def test_values_without_end_are_told_together_as_other() -> None:
    words = Metrics("counts").counter("words", labels=("word",))
    for number in range(MOST_SERIES + 50):
        words.inc(word=number)
    words.inc(word=3)
    assert words.value(word=3) == 2
    assert words.value(word="other") == 50
    assert words.value(word=MOST_SERIES + 1) == 0
