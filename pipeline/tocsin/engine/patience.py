"""Waiting for Kafka to be there, for a process that would be started again anyway: starting costs more than waiting."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Callable

import structlog

__all__ = ["is_supervised", "supervisor_is_gone", "until_reachable"]

log = structlog.get_logger()

MOST_SECONDS = 60.0
"""Then the process ends after all, and says what is amiss."""

LOOK_SECONDS = 0.5
CONNECT_SECONDS = 5.0


def is_supervised() -> bool:
    """Say whether `tocsin up` has started this process."""
    return "TOCSIN_SUPERVISOR" in os.environ


def supervisor_is_gone() -> bool:
    """Say whether the `tocsin up` that has started this process is dead."""
    return is_supervised() and os.getppid() != int(os.environ["TOCSIN_SUPERVISOR"])


async def until_reachable(bootstrap: str, is_over: Callable[[], bool] = supervisor_is_gone) -> None:
    """Wait until something listens at one of the addresses of Kafka, for a minute at most, or until `is_over`."""
    started = time.monotonic()
    while not await _listens(bootstrap) and not is_over():
        if time.monotonic() - started > MOST_SECONDS:
            return
        if time.monotonic() - started < 2 * LOOK_SECONDS:
            log.warning("kafka_awaited", bootstrap=bootstrap)
        await asyncio.sleep(LOOK_SECONDS)


async def _listens(bootstrap: str) -> bool:
    for address in bootstrap.split(","):
        host, _, port = address.strip().rpartition(":")
        with contextlib.suppress(OSError, ValueError, OverflowError, TimeoutError):
            async with asyncio.timeout(CONNECT_SECONDS):
                _, writer = await asyncio.open_connection(host.strip("[]"), int(port))
            writer.close()
            return True
    return False
