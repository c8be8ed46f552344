"""Answering over HTTP until the task that does so is cancelled."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.types import ASGIApp

__all__ = ["serve_until_cancelled"]

MOST_CONNECTIONS = 1000
STOP_SECONDS = 3


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve_until_cancelled(
    app: ASGIApp, opened: socket.socket, *, before_stop: Callable[[], None] = lambda: None
) -> None:
    """Answer until cancelled; requests in hand are given some seconds then. `before_stop` ends what would never end."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=STOP_SECONDS,
        lifespan="off",
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve([opened]))
    try:
        await asyncio.shield(serving)
    finally:
        before_stop()
        server.should_exit = True
        await asyncio.wait({serving}, timeout=2 * STOP_SECONDS)
        opened.close()
