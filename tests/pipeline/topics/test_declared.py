"""Every topic that the agents need, as it should be on the broker."""

from collections.abc import Iterable

import pytest

from tocsin import Record, Spec, Topic, TopicError
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.admin import Declared, Drift, TopicAdmin, declared_topics
from tocsin.topics.table import BUILT_IN


class Flood(Record):
    river: str = ""


FLOODS = Topic("floods", Flood, partitions=3, cleanup="compact", retention_ms=None, summary="Floods.")
SPEC = Spec(name="rivers", summary="Rivers.", consumes=(FLOODS,), produces=(FLOODS,), state=("levels",))

ONE = Declared("t.one", 3, "compact,delete", 1_000)
TWO = Declared("t.two", 1, "delete", None)


def names(topics: Iterable[Declared]) -> list[str]:
    return [topic.name for topic in topics]


def test_the_table_comes_first_then_topics_of_agents_then_what_they_remember() -> None:
    declared = declared_topics(Wiring([SPEC]), Settings(prefix="t."))
    assert names(declared) == [*(f"t.{name}" for name in BUILT_IN), "t.floods", "t.rivers.state"]


def test_a_changelog_has_the_partitions_of_the_input_and_is_kept_for_ever() -> None:
    changelog = declared_topics(Wiring([SPEC]), Settings(prefix="t."))[-1]
    assert (changelog.partitions, changelog.config()) == (3, {"cleanup.policy": "compact", "retention.ms": "-1"})


def test_an_agent_that_remembers_nothing_has_no_changelog() -> None:
    spec = Spec(name="plain", summary="Plain.", consumes=("articles",))
    assert names(declared_topics(Wiring([spec]), Settings(prefix=""))) == list(BUILT_IN)


def test_a_drift_says_topic_declared_and_found() -> None:
    drift = Drift(ONE, (("partitions", "3", "1"), ("retention.ms", "1000", "5")))
    assert str(drift) == "t.one: partitions is 1, declared 3, retention.ms is 5, declared 1000"
    assert not drift.absent
    assert str(Drift(TWO, ())) == "t.two does not exist"
    assert Drift(TWO, ()).absent


def test_nothing_is_refused_when_nothing_drifts() -> None:
    TopicAdmin(Settings(), "nowhere:1").refuse([])


def test_missing_topics_are_refused_with_the_command_that_makes_them() -> None:
    with pytest.raises(TopicError, match=r"t\.one does not exist; t\.two does not exist") as caught:
        TopicAdmin(Settings(), "nowhere:1").refuse([Drift(ONE, ()), Drift(TWO, ())])
    assert "tocsin topics ensure" in caught.value.hint


def test_topics_that_differ_are_refused_with_what_can_be_done() -> None:
    with pytest.raises(TopicError) as caught:
        TopicAdmin(Settings(), "nowhere:1").refuse([Drift(ONE, (("partitions", "3", "1"),)), Drift(TWO, ())])
    assert "TOCSIN_PREFIX" in caught.value.hint
    assert "topics ensure" not in caught.value.hint
