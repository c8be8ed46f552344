import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tocsin.broker import process
from tocsin.broker.config import Ports
from tocsin.broker.ports import choose_ports
from tocsin.broker.process import Server
from tocsin.errors import BrokerError

PORTS = Ports(broker=20001, controller=20002)
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready'); time.sleep(60)"


def kafka_like(code: str, directory: Path) -> list[str]:
    """Give a command that looks, from outside, as Kafka's does."""
    return [sys.executable, "-u", "-c", code, "kafka.Kafka", str(directory / "server.properties")]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    pid = process.spawn(
        kafka_like("import time; time.sleep(60)", tmp_path),
        directory=tmp_path,
        log=tmp_path / "server.log",
        least_free_bytes=0,
    )
    found = process.describe(pid, PORTS)
    assert found is not None
    yield found
    if psutil.pid_exists(pid):
        psutil.Process(pid).kill()


def test_a_recorded_server_is_found_and_ended(server: Server, tmp_path: Path) -> None:
    process.record(tmp_path, server)
    properties = tmp_path / "server.properties"
    assert process.find_server(tmp_path, properties) == server
    assert process.end(server, properties, timeout=10)
    assert process.find_server(tmp_path, properties) is None
    assert process.end(server, properties, timeout=10)


def test_a_server_whose_record_was_lost_is_found_by_its_command(server: Server, tmp_path: Path) -> None:
    ports = choose_ports(tmp_path)
    found = process.find_server(tmp_path, tmp_path / "server.properties")
    assert found is not None
    assert (found.pid, found.ports) == (server.pid, ports)


@pytest.mark.usefixtures("server")
def test_the_same_command_in_another_directory_is_another_server(tmp_path: Path) -> None:
    choose_ports(tmp_path)
    # As the host sees a container's process: the same path on the command line, another directory behind it.
    tmp_path.rename(tmp_path.with_name("moved"))
    tmp_path.mkdir()
    choose_ports(tmp_path)
    assert process.find_server(tmp_path, tmp_path / "server.properties") is None


def test_a_process_id_used_again_is_not_the_server(tmp_path: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as stranger:
        try:
            created = psutil.Process(stranger.pid).create_time()
            record = Server(
                pid=stranger.pid, created=created, broker_port=1, controller_port=2, version="4.1.2", java="java"
            )
            process.record(tmp_path, record)
            assert process.find_server(tmp_path, tmp_path / "server.properties") is None
            assert process.end(record, tmp_path / "server.properties", timeout=0)
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_a_program_that_has_only_just_been_started_is_described_and_runs(tmp_path: Path) -> None:
    words = kafka_like("import time; time.sleep(60)", tmp_path)
    long = [*words[:-2], "x" * 100_000, *words[-2:]]  # as a class path is
    for _ in range(20):
        started = subprocess.Popen(long, cwd=tmp_path)
        try:
            server = process.describe(started.pid, PORTS)
            assert server is not None
            assert server.java == sys.executable
            assert process.is_running(server, tmp_path / "server.properties")
        finally:
            started.kill()
            started.wait()


def test_a_server_that_began_at_another_time_is_not_the_recorded_one(server: Server, tmp_path: Path) -> None:
    earlier = Server(
        pid=server.pid, created=server.created - 60, broker_port=1, controller_port=2, version="4.1.2", java="java"
    )
    assert not process.is_running(earlier, tmp_path / "server.properties")
    assert process.is_running(server, tmp_path / "server.properties")


def test_a_server_that_will_not_end_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    pid = process.spawn(kafka_like(STUBBORN, tmp_path), directory=tmp_path, log=log, least_free_bytes=0)
    server = process.describe(pid, PORTS)
    assert server is not None
    while "ready" not in log.read_text():
        time.sleep(0.02)
    assert not process.end(server, tmp_path / "server.properties", timeout=0.3)
    assert not process.is_running(server, tmp_path / "server.properties")


def test_a_command_that_cannot_be_run_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BrokerError, match=r"could not be started: .*No such file"):
        process.spawn(["/no/such/java"], directory=tmp_path, log=tmp_path / "server.log", least_free_bytes=0)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}'])
def test_an_unreadable_record_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "broker.json").write_text(text)
    assert process.recorded(tmp_path) is None
