"""Whether Kafka answers: a metadata round trip with a real client, not merely an open port.

Both functions block; they may be called from any thread, one that runs an event loop included.
"""

import asyncio
import socket
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from tocsin.broker.config import NODE_ID, Ports

_T = TypeVar("_T")
_POLL_SECONDS = 0.05
_ROUND_TRIP_SECONDS = 5.0


def answers(ports: Ports, *, timeout: float = _ROUND_TRIP_SECONDS) -> bool:
    """Tell whether the broker answers within `timeout` seconds and counts itself among the living."""
    return _port_is_open(ports) and _run(_round_trip(ports, timeout))


def wait_until_ready(ports: Ports, *, timeout: float, is_running: Callable[[], bool]) -> bool:
    """Wait until the broker answers; give up after `timeout` seconds, or as soon as it no longer runs."""
    deadline = time.monotonic() + timeout
    import aiokafka.admin  # noqa: F401, PLC0415  # takes as long as half the server's start, and runs beside it

    while is_running():
        if answers(ports):
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return False


def _port_is_open(ports: Ports) -> bool:
    # aiokafka logs an error for every port that it finds shut.
    host, port = ports.bootstrap.split(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


async def _round_trip(ports: Ports, seconds: float) -> bool:
    from aiokafka.admin import AIOKafkaAdminClient  # noqa: PLC0415  # slow to import
    from aiokafka.errors import KafkaError  # noqa: PLC0415  # the same

    client = AIOKafkaAdminClient(bootstrap_servers=ports.bootstrap, request_timeout_ms=int(seconds * 1000))
    try:
        async with asyncio.timeout(seconds):
            await client.start()
            cluster = await client.describe_cluster()
    except (KafkaError, OSError, TimeoutError):
        return False
    finally:
        await client.close()
    # A broker that is still starting answers, and names none.
    return any(broker["node_id"] == NODE_ID for broker in cluster["brokers"])


def _run(work: Coroutine[None, None, _T]) -> _T:
    """Run `work` to its end on an event loop of its own."""
    # Always in another thread: this one may be running a loop, and `asyncio.run` takes a thread's own loop away.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
