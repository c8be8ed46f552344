"""Topics on a real broker: created as declared, and refused when they differ."""

import dataclasses
import time

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from tocsin import BrokerError, Record, Spec, Topic, TopicError
from tocsin.delivery.subscription import Subscription
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.admin import Declared, TopicAdmin, declared_topics

pytestmark = pytest.mark.kafka

HOUR_MS = 60 * 60 * 1000


@pytest.fixture
def admin(bootstrap: str, prefix: str) -> TopicAdmin:
    return TopicAdmin(Settings(prefix=prefix), bootstrap)


@pytest.fixture
def declared(prefix: str) -> tuple[Declared, ...]:
    return (
        Declared(f"{prefix}articles", 3, "delete", HOUR_MS),
        Declared(f"{prefix}tolls", 1, "compact", None),
        Declared(f"{prefix}alerts", 2, "compact,delete", 2 * HOUR_MS),
    )


async def partitions(bootstrap: str, names: list[str]) -> dict[str, int]:
    """Ask Kafka with a client of the test's own."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        return {entry["topic"]: len(entry["partitions"]) for entry in await admin.describe_topics(names)}
    finally:
        await admin.close()


async def test_missing_topics_are_created_as_declared(
    admin: TopicAdmin, bootstrap: str, declared: tuple[Declared, ...]
) -> None:
    created = await admin.ensure(declared)
    assert created == tuple(topic.name for topic in declared)
    assert await admin.drift(declared) == ()
    assert await partitions(bootstrap, list(created)) == {topic.name: topic.partitions for topic in declared}


async def test_ensuring_a_second_time_changes_nothing(admin: TopicAdmin, declared: tuple[Declared, ...]) -> None:
    await admin.ensure(declared)
    assert await admin.ensure(declared) == ()
    await admin.check(declared)


async def test_only_what_is_missing_is_created(admin: TopicAdmin, declared: tuple[Declared, ...]) -> None:
    await admin.ensure(declared[:1])
    assert await admin.ensure(declared) == tuple(topic.name for topic in declared[1:])


async def test_the_order_in_which_cleanup_policies_are_listed_is_no_difference(
    admin: TopicAdmin, declared: tuple[Declared, ...]
) -> None:
    await admin.ensure(declared)
    await admin.check((dataclasses.replace(declared[2], cleanup="delete,compact"),))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"partitions": 4}, "partitions is 3, declared 4"),
        ({"partitions": 2}, "partitions is 3, declared 2"),
        ({"cleanup": "compact"}, "cleanup.policy is delete, declared compact"),
        ({"retention_ms": None}, f"retention.ms is {HOUR_MS}, declared -1"),
        ({"retention_ms": 2 * HOUR_MS}, f"retention.ms is {HOUR_MS}, declared {2 * HOUR_MS}"),
    ],
)
async def test_a_topic_that_differs_is_refused_with_declared_and_found(
    admin: TopicAdmin, declared: tuple[Declared, ...], change: dict[str, int | str | None], said: str
) -> None:
    await admin.ensure(declared[:1])
    other = dataclasses.replace(declared[0], **change)  # type: ignore[arg-type]
    for refusing in (admin.ensure, admin.check):
        with pytest.raises(TopicError) as caught:
            await refusing((other,))
        assert caught.value.message == f"Topics are not as declared: {other.name}: {said}."
        assert "TOCSIN_PREFIX" in caught.value.hint


async def test_all_differences_are_told_at_once(admin: TopicAdmin, declared: tuple[Declared, ...]) -> None:
    await admin.ensure(declared)
    others = (
        dataclasses.replace(declared[0], partitions=9, retention_ms=1),
        dataclasses.replace(declared[1], cleanup="delete"),
    )
    with pytest.raises(TopicError) as caught:
        await admin.check(others)
    assert f"{others[0].name}: partitions is 3, declared 9, retention.ms is {HOUR_MS}, declared 1" in str(caught.value)
    assert f"{others[1].name}: cleanup.policy is compact, declared delete" in str(caught.value)


async def test_nothing_is_created_beside_a_topic_that_differs(
    admin: TopicAdmin, declared: tuple[Declared, ...]
) -> None:
    await admin.ensure(declared[:1])
    with pytest.raises(TopicError):
        await admin.ensure((dataclasses.replace(declared[0], partitions=4), *declared[1:]))
    assert [drift.topic for drift in await admin.drift(declared) if drift.absent] == list(declared[1:])


async def test_missing_topics_are_named_with_the_command_that_creates_them(
    admin: TopicAdmin, declared: tuple[Declared, ...]
) -> None:
    with pytest.raises(TopicError) as caught:
        await admin.check(declared)
    assert all(f"{topic.name} does not exist" in caught.value.message for topic in declared)
    assert "tocsin topics ensure" in caught.value.hint
    assert len(await admin.drift(declared)) == len(declared)


async def test_everything_that_agents_declare_can_be_created(admin: TopicAdmin, bootstrap: str, prefix: str) -> None:
    class Flood(Record):
        river: str = ""

    floods = Topic("floods", Flood, partitions=2)
    spec = Spec(name="rivers", summary="Rivers.", consumes=(floods,), produces=("alerts",), state=("levels",))
    declared = declared_topics(Wiring([spec]), Settings(prefix=prefix))
    await admin.ensure(declared)
    await admin.check(declared)
    assert await partitions(bootstrap, [f"{prefix}rivers.state"]) == {f"{prefix}rivers.state": 2}


async def test_more_replicas_than_brokers_are_refused_with_kafkas_reason(
    bootstrap: str, prefix: str, declared: tuple[Declared, ...]
) -> None:
    with pytest.raises(TopicError, match=f"The topic {declared[0].name} cannot be created: "):
        await TopicAdmin(Settings(prefix=prefix, replication=5), bootstrap).ensure(declared)


async def test_a_broker_that_is_not_there_is_told_within_seconds(
    unused_tcp_port: int, declared: tuple[Declared, ...]
) -> None:
    address = f"127.0.0.1:{unused_tcp_port}"
    started = time.monotonic()
    with pytest.raises(BrokerError, match=f"Kafka at {address} cannot be reached") as caught:
        await TopicAdmin(Settings(), address).check(declared)
    assert time.monotonic() - started < 10
    assert "KAFKA_BOOTSTRAP_SERVERS" in caught.value.hint


async def test_records_bear_the_time_of_the_broker_and_not_of_a_writer_with_a_wrong_clock(
    admin: TopicAdmin, bootstrap: str, declared: tuple[Declared, ...]
) -> None:
    await admin.ensure(declared)
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap)
    await producer.start()
    try:
        for years in (-10, 10):
            clock = time.time() + years * 365 * 24 * 3600
            sent = await producer.send_and_wait(declared[0].name, b"a record", timestamp_ms=int(clock * 1000))
            assert abs(sent.timestamp / 1000 - time.time()) < 60
    finally:
        await producer.stop()


async def test_following_a_topic_that_is_not_there_tells_which_may_be_meant_and_how_one_comes_to_be(
    admin: TopicAdmin, bootstrap: str, prefix: str
) -> None:
    await admin.ensure((Declared(f"{prefix}alerts.toll-conflict", 1, "delete", HOUR_MS),))
    subscription = Subscription(Settings(prefix=prefix), bootstrap, ["toll-conflict"])
    with pytest.raises(TopicError, match=f"There is no topic {prefix}toll-conflict on ") as caught:
        await subscription.__aenter__()
    assert caught.value.hint.startswith("Did you mean alerts.toll-conflict? ")
    assert "`tocsin run module:Class`" in caught.value.hint
