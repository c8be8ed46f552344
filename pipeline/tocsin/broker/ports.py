"""The ports of the node: free ones, remembered in the data directory so that clients find it again."""

import json
import random
import socket
from dataclasses import asdict
from pathlib import Path

from tocsin.broker.config import HOST, Ports
from tocsin.files import replace_file

_REMEMBERED = "ports.json"
# Below the ports that systems hand out to outgoing connections, one of which might sit on ours after a restart.
_LOWEST, _HIGHEST = 20_000, 32_000
_TRIES = 200


def choose_ports(directory: Path, *, afresh: bool = False) -> Ports:
    """Give the remembered ports when both are free, otherwise free ones, which are then remembered."""
    remembered = recall_ports(directory)
    if remembered and not afresh and is_free(remembered.broker) and is_free(remembered.controller):
        return remembered
    broker = _free_port()
    ports = Ports(broker=broker, controller=_free_port(other_than=broker))
    remember_ports(directory, ports)
    return ports


def remember_ports(directory: Path, ports: Ports) -> None:
    """Choose the ports of the next start: those that are free are taken."""
    replace_file(directory / _REMEMBERED, json.dumps(asdict(ports)).encode())


def recall_ports(directory: Path) -> Ports | None:
    """Give the ports last used with this data directory."""
    try:
        table = json.loads((directory / _REMEMBERED).read_text(encoding="utf-8"))
        broker, controller, advertised = table["broker"], table["controller"], table.get("advertised")
        return Ports(
            broker=int(broker), controller=int(controller), advertised=None if advertised is None else int(advertised)
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def is_free(port: int) -> bool:
    """Tell whether a server could listen on `port` now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As Kafka does: connections of a broker that just ended must not make its port look taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port(other_than: int = 0) -> int:
    for port in random.sample(range(_LOWEST, _HIGHEST), _TRIES):
        if port != other_than and is_free(port):
            return port
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
