"""One embedded Kafka for all tests that need a real one."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import folder, tocsin
from tests.kafka.driving import Processes
from tests.kafka.receiving import Receiver
from tests.kafka.secured import SecuredKafka, start_secured
from tocsin.broker import EmbeddedBroker

__all__ = ["folder", "tocsin"]


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedBroker]:
    """Run a broker on a data directory of its own; where it cannot start, the tests fail."""
    broker = EmbeddedBroker(tmp_path_factory.mktemp("broker"))
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


@pytest.fixture(scope="session")
def bootstrap(broker: EmbeddedBroker) -> str:
    """Give the address of the running broker."""
    address = broker.status().bootstrap
    assert address is not None
    return address


@pytest.fixture(scope="session")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecuredKafka]:
    """Run a second broker, one that asks who comes in."""
    kafka = start_secured(tmp_path_factory.mktemp("secured"))
    try:
        yield kafka
    finally:
        kafka.broker.stop()


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    """Run a receiver of webhooks."""
    receiver = Receiver(tmp_path)
    receiver.start()
    try:
        yield receiver
    finally:
        receiver.kill()


@pytest.fixture
def prefix() -> str:
    """Give each test topics and groups of its own."""
    return f"t{uuid.uuid4().hex[:10]}."


@pytest.fixture
def processes(bootstrap: str, prefix: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Give a starter of `tocsin` processes on the shared broker; whatever still runs ends with the test."""
    processes = Processes(bootstrap, prefix, tmp_path_factory.mktemp("logs"))
    try:
        yield processes
    finally:
        processes.end()
