"""Nothing listens beyond loopback unless told: the sockets of every process that stays are looked at."""

import ipaddress
import time
from pathlib import Path

import psutil
import pytest

from tests.kafka.driving import Processes
from tocsin.broker import EmbeddedBroker

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

SEEDS = str(Path(__file__).parents[2] / "seeds")


def listening(pid: int) -> set[tuple[str, int]]:
    """Give the addresses at which a process and its children listen, for TCP and for UDP."""
    process = psutil.Process(pid)
    return {
        (each.laddr.ip, each.laddr.port)
        for one in (process, *process.children(recursive=True))
        for each in one.net_connections("inet")
        if each.laddr and (each.status == psutil.CONN_LISTEN or (not each.raddr and each.type.name == "SOCK_DGRAM"))
    }


def is_loopback(address: str) -> bool:
    found = ipaddress.ip_address(address)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def test_the_embedded_broker_listens_on_loopback_only(broker: EmbeddedBroker) -> None:
    pid = broker.status().pid
    assert pid is not None
    found = listening(pid)
    assert len(found) >= 2
    assert all(is_loopback(address) for address, _ in found), found


@pytest.mark.parametrize(
    ("command", "doors"),
    [
        (("run", "dedup"), 1),
        (("up", "dedup"), 1),
        (("page", "--port", "0"), 1),
        (("ingest", "http", "--port", "0"), 1),
        (("subscribe",), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_stays_listens_on_loopback_only(command: tuple[str, ...], doors: int, processes: Processes) -> None:
    assert processes.start("replay", SEEDS).wait(90) == 0
    assert processes.start("topics", "ensure").wait(90) == 0
    process = processes.start(*command)
    found: set[tuple[str, int]] = set()
    deadline = time.monotonic() + 60
    while len(found) < doors or not connected(process.pid):
        assert process.poll() is None, processes.log()
        assert time.monotonic() < deadline, processes.log()
        found = listening(process.pid)
        time.sleep(0.05)
    found = listening(process.pid)

    assert len(found) == doors
    assert all(is_loopback(address) for address, _ in found), found


def connected(pid: int) -> bool:
    """Say whether a process, or a child of it, has come as far as talking to Kafka."""
    process = psutil.Process(pid)
    return any(
        each.status == psutil.CONN_ESTABLISHED
        for one in (process, *process.children(recursive=True))
        for each in one.net_connections("tcp")
    )


def test_an_address_of_all_is_none_of_loopback() -> None:
    assert not any(is_loopback(address) for address in ("0.0.0.0", "::", "192.168.0.1", "::ffff:10.0.0.1"))
    assert all(is_loopback(address) for address in ("127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"))
