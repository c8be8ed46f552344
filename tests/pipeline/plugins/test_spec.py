"""What an agent declares is checked where it is written, with the sentence its author needs."""

from typing import Any

import pytest

from tocsin import Article, Duplicate, PluginError, Record, Spec, Topic, TopicError, alerts_of
from tocsin.topics.table import BUILT_IN, CLAIMS, UNIQUE


class Flood(Record):
    river: str = ""


FLOODS = Topic("floods", Flood)


def declare(**changes: Any) -> Spec:
    return Spec(**({"name": "floods", "summary": "Finds floods.", "consumes": ("articles",)} | changes))


def test_topics_may_be_given_by_name_or_as_declared() -> None:
    spec = declare(consumes=("articles", FLOODS), produces=("claims", FLOODS))
    assert spec.inputs == ("articles", "floods")
    assert spec.outputs == (CLAIMS, FLOODS)


@pytest.mark.parametrize("name", ["", "Floods", "9floods", "flood watch", "floods.v2", "x" * 65, "flóð"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(PluginError, match="is not an agent name") as caught:
        declare(name=name)
    assert "a letter first" in caught.value.hint


@pytest.mark.parametrize("consumes", ["articles", (), UNIQUE])
def test_an_agent_must_consume_a_tuple_of_topics(consumes: Any) -> None:
    with pytest.raises(PluginError, match="floods consumes nothing it could read") as caught:
        declare(consumes=consumes)
    assert 'consumes=("articles.unique",)' in caught.value.hint


@pytest.mark.parametrize("produces", ["claims", FLOODS])
def test_an_agent_must_produce_a_tuple_of_topics(produces: Any) -> None:
    with pytest.raises(PluginError, match="floods does not give what it produces as a tuple"):
        declare(produces=produces)


def test_a_topic_that_nobody_declared_cannot_be_produced_by_name() -> None:
    with pytest.raises(PluginError, match="produces 'quakes', which is not a built-in topic") as caught:
        declare(produces=("quakes",))
    assert 'Topic("quakes", YourRecord)' in caught.value.hint
    assert all(name in caught.value.hint for name in BUILT_IN)


@pytest.mark.parametrize("state", ["counts", ("by:river",), ("",), ("by river",)])
def test_a_store_name_that_the_changelog_could_not_tell_from_a_key_is_refused(state: Any) -> None:
    with pytest.raises(PluginError, match="floods cannot have stores named"):
        declare(state=state)


@pytest.mark.parametrize("batch", [0, -1])
def test_a_batch_holds_at_least_one_record(batch: int) -> None:
    with pytest.raises(PluginError, match=f"batches of {batch}"):
        declare(batch=batch)


@pytest.mark.parametrize("name", ["", "flood watch", "floods/new", "x" * 201])
def test_a_topic_name_that_kafka_would_refuse_is_refused(name: str) -> None:
    with pytest.raises(TopicError, match="is not a topic name"):
        Topic(name, Flood)


def test_a_topic_has_a_partition() -> None:
    with pytest.raises(TopicError, match="0 partitions"):
        Topic("floods", Flood, partitions=0)


def test_a_topic_is_keyed_by_a_field_of_its_record() -> None:
    with pytest.raises(TopicError, match="keyed by 'city', which Flood does not have") as caught:
        Topic("floods", Flood, key="city")
    assert "river" in caught.value.hint


def test_the_topic_of_an_alert_rule_is_kept_as_alerts_are() -> None:
    topic = alerts_of("toll-conflict")
    alerts = BUILT_IN["alerts"]
    assert topic.name == "alerts.toll-conflict"
    assert (topic.record, topic.cleanup, topic.retention_ms, topic.partitions) == (
        alerts.record,
        alerts.cleanup,
        alerts.retention_ms,
        alerts.partitions,
    )


def test_the_table_follows_the_work() -> None:
    """Reading scales by partitions; what decides needs order, and reads topics of one partition."""
    assert BUILT_IN["articles.unique"].partitions > 1
    assert {t.partitions for t in BUILT_IN.values() if t.name != "articles.unique"} == {1}
    assert BUILT_IN["articles"].record is BUILT_IN["articles.unique"].record is Article
    assert (BUILT_IN["duplicates"].record, BUILT_IN["duplicates"].key) == (Duplicate, "canonical_id")
    assert (BUILT_IN["tolls"].cleanup, BUILT_IN["tolls"].key) == ("compact", "event_key")
