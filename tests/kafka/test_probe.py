"""What is told of a partition by looking at it: whether there is a record to read, and not only the end of a transaction."""

from collections.abc import AsyncIterator

import pytest
from aiokafka import AIOKafkaProducer

from tocsin.engine.probe import Probe, Standing
from tocsin.settings import Settings
from tocsin.topics.admin import Declared, TopicAdmin

pytestmark = pytest.mark.kafka


@pytest.fixture
async def probe(bootstrap: str, prefix: str) -> AsyncIterator[Probe]:
    async with Probe(Settings(prefix=prefix), bootstrap) as probe:
        yield probe


@pytest.fixture
async def topic(bootstrap: str, prefix: str) -> str:
    """Give a topic of one partition with two records, 0 and 2, each followed by the end of its transaction, 1 and 3."""
    settings = Settings(prefix=prefix)
    topic = Declared(f"{prefix}articles", 1, "delete", None)
    await TopicAdmin(settings, bootstrap).ensure((topic,))
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, transactional_id=f"{prefix}test")
    await producer.start()
    try:
        for value in (b"one", b"two"):
            async with producer.transaction():
                await producer.send_and_wait(topic.name, value)
    finally:
        await producer.stop()
    return topic.name


@pytest.mark.parametrize(
    ("committed", "end"),
    [
        pytest.param(0, 2, id="a record waits"),
        pytest.param(1, 4, id="a record behind the end of a transaction"),
    ],
)
async def test_a_record_before_the_end_is_something_to_read(probe: Probe, topic: str, committed: int, end: int) -> None:
    assert await probe.is_behind(Standing(topic, 0, committed, end))


@pytest.mark.parametrize(
    ("committed", "end"),
    [
        pytest.param(1, 2, id="the end of a transaction, with a record that came since behind it"),
        pytest.param(3, 4, id="the end of the last transaction"),
    ],
)
async def test_the_end_of_a_transaction_is_nothing_to_read(probe: Probe, topic: str, committed: int, end: int) -> None:
    assert not await probe.is_behind(Standing(topic, 0, committed, end))
