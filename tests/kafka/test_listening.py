"""Nothing listens beyond loopback unless told: the sockets of every process that stays are looked at."""

import ipaddress
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest

from tests.kafka.driving import Processes
from tocsin.broker import EmbeddedBroker

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

SEEDS = str(Path(__file__).parents[2] / "seeds")


class Sockets(NamedTuple):
    """The addresses at which a process and its children listen, for TCP and for UDP; what it talks to."""

    listening: set[tuple[str, int]]
    peers: set[tuple[str, int]]


def sockets(pid: int) -> Sockets:
    found = Sockets(set(), set())
    process = psutil.Process(pid)
    for one in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # a child that ended meanwhile
            for each in one.net_connections("inet"):
                if each.raddr:
                    found.peers.add((each.raddr.ip, each.raddr.port))
                elif each.laddr and (each.status == psutil.CONN_LISTEN or each.type.name == "SOCK_DGRAM"):
                    found.listening.add((each.laddr.ip, each.laddr.port))
    return found


def is_loopback(address: str) -> bool:
    found = ipaddress.ip_address(address)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def test_the_embedded_broker_listens_on_loopback_only(broker: EmbeddedBroker) -> None:
    pid = broker.status().pid
    assert pid is not None
    found = sockets(pid).listening
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
    deadline = time.monotonic() + 60
    while len((found := sockets(process.pid)).listening) < doors or not found.peers:
        assert process.poll() is None, processes.log()
        assert time.monotonic() < deadline, processes.log()
        time.sleep(0.05)
    found = sockets(process.pid)

    assert len(found.listening) == doors
    assert all(is_loopback(address) for address, _ in found.listening), found


def test_an_address_of_all_is_none_of_loopback() -> None:
    assert not any(is_loopback(address) for address in ("0.0.0.0", "::", "192.168.0.1", "::ffff:10.0.0.1"))
    assert all(is_loopback(address) for address in ("127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"))
