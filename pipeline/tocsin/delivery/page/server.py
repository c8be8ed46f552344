"""Serving the live page: one task reads the alerts topic from its beginning, one answers browsers."""

from __future__ import annotations

import socket

from tocsin.delivery.book import AlertBook
from tocsin.delivery.page.app import page_app
from tocsin.delivery.side_by_side import until_one_ends
from tocsin.delivery.subscription import Subscription
from tocsin.serving import serve_until_cancelled
from tocsin.settings import Settings
from tocsin.topics.table import ALERTS

__all__ = ["PORT", "serve", "serve_page"]

PORT = 8321
"""Where the page is unless told otherwise."""


async def serve_page(settings: Settings, bootstrap: str, opened: socket.socket, *, hosts: tuple[str, ...]) -> None:
    """Serve until cancelled; raise what ends the reading of the topic."""
    book = AlertBook()
    async with Subscription(settings, bootstrap, [ALERTS.name], from_beginning=True) as subscription:

        async def serve_when_ready() -> None:
            # Who connects before is kept waiting by the open socket, and never shown an empty page.
            await subscription.wait_until_caught_up()
            book.ready = True
            await serve(book, opened, sender=settings.prefix.strip("."), hosts=hosts)

        await until_one_ends(_read(subscription, book), serve_when_ready())


async def serve(book: AlertBook, opened: socket.socket, *, sender: str, hosts: tuple[str, ...]) -> None:
    """Answer browsers from a book until cancelled."""
    app = page_app(book, sender=sender or "tocsin", hosts=hosts)
    # Streams end with the book, and the server when they have.
    await serve_until_cancelled(app, opened, before_stop=book.close)


async def _read(subscription: Subscription, book: AlertBook) -> None:
    async for message in subscription:
        book.take(message)
