"""Serving the live page: one task reads the alerts topic from its beginning, one answers browsers."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn

from tocsin.delivery.book import AlertBook
from tocsin.delivery.page.app import page_app
from tocsin.delivery.subscription import Subscription
from tocsin.errors import SettingsError
from tocsin.settings import Settings
from tocsin.topics.table import ALERTS

__all__ = ["LOOPBACK", "PORT", "listening", "serve", "serve_page"]

LOOPBACK = ("127.0.0.1", "localhost")
"""Names under which the page is reached from this machine only."""

PORT = 8321
"""Where the page is unless told otherwise."""

MOST_CONNECTIONS = 1000
STOP_SECONDS = 3


def listening(host: str, port: int) -> socket.socket:
    """Open the socket that browsers connect to; raise SettingsError when it cannot be had."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128
        )
    except OSError as error:
        raise SettingsError(
            f"The page cannot listen on {host}:{port}: {error.strerror}.",
            hint="--port names another; 0 takes a free one.",
        ) from None


class _Server(uvicorn.Server):
    """Leaves signals to whoever runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve_page(settings: Settings, bootstrap: str, opened: socket.socket, *, hosts: tuple[str, ...]) -> None:
    """Serve until cancelled; raise what ends the reading of the topic."""
    book = AlertBook()
    async with Subscription(settings, bootstrap, [ALERTS.name], from_beginning=True) as subscription:

        async def serve_when_ready() -> None:
            # Who connects before is kept waiting by the open socket, and never shown an empty page.
            await subscription.wait_until_caught_up()
            book.ready = True
            await serve(book, opened, sender=settings.prefix.strip("."), hosts=hosts)

        tasks = [asyncio.create_task(_read(subscription, book)), asyncio.create_task(serve_when_ready())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.gather(*done)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def serve(book: AlertBook, opened: socket.socket, *, sender: str, hosts: tuple[str, ...]) -> None:
    """Answer browsers from a book until cancelled."""
    app = page_app(book, sender=sender or "tocsin", hosts=hosts)
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
        # Streams end with the book, and the server when they have.
        book.close()
        server.should_exit = True
        await asyncio.wait({serving}, timeout=2 * STOP_SECONDS)
        opened.close()


async def _read(subscription: Subscription, book: AlertBook) -> None:
    async for message in subscription:
        book.take(message)
