"""The feed as a file: an Atom file that is replaced whole whenever alerts change, for any web server to hand out."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tocsin.delivery import atom
from tocsin.delivery.book import AlertBook
from tocsin.delivery.side_by_side import until_one_ends
from tocsin.delivery.subscription import Subscription
from tocsin.errors import SettingsError
from tocsin.files import replace_file
from tocsin.settings import Settings
from tocsin.topics.table import ALERTS

__all__ = ["keep_feed", "write_feed"]

PAUSE_SECONDS = 1.0
"""Between two writings at least: a burst of alerts is one change."""

READABLE = 0o644
"""Whoever serves the file need not be who writes it."""


def write_feed(path: Path, book: AlertBook, *, sender: str, address: str = "") -> None:
    """Replace the file, so that a reader meets the old feed or the new one; raise SettingsError when it cannot be written."""
    try:
        replace_file(path, atom.feed(book.latest(atom.ENTRIES), sender=sender, address=address), mode=READABLE)
    except OSError as error:
        raise SettingsError(
            f"The feed cannot be written: {error.strerror} ({path}).",
            hint="Name a file in a folder that can be written to.",
        ) from None


async def keep_feed(settings: Settings, bootstrap: str, path: Path, *, address: str = "", once: bool = False) -> None:
    """Write the feed, and again when alerts change, until cancelled; with `once` only what is there now."""
    book, changed = AlertBook(), asyncio.Event()
    sender = settings.prefix.strip(".") or "tocsin"
    async with Subscription(settings, bootstrap, [ALERTS.name], from_beginning=True) as subscription:

        async def read() -> None:
            async for message in subscription:
                if book.take(message):
                    changed.set()

        async def write() -> None:
            await subscription.wait_until_caught_up()
            while True:
                changed.clear()
                write_feed(path, book, sender=sender, address=address)
                if once:
                    return
                await changed.wait()
                await asyncio.sleep(PAUSE_SECONDS)

        await until_one_ends(read(), write())
