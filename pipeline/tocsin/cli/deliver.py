"""`tocsin deliver`: alerts to other programs."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import click

from tocsin.cli.kafka import reach
from tocsin.errors import SettingsError
from tocsin.logs import configure_logs
from tocsin.settings import load_settings


@click.group()
def command() -> None:
    """Take alerts to other programs.

    \b
    tocsin deliver webhooks
    tocsin deliver feed alerts.atom
    """


@command.command()
@click.option("--enable", "enable", multiple=True, metavar="NAME", help="Try an endpoint again that was gone.")
def webhooks(*, enable: tuple[str, ...]) -> None:
    """Post every alert to the endpoints of [[webhooks]] in tocsin.toml, signed, until each has it. Ctrl-C stops.

    What an endpoint has is remembered in Kafka. An endpoint that answers 410 gets nothing more until it is enabled.

    \b
    tocsin deliver webhooks
    tocsin deliver webhooks --enable newsroom
    """
    # httpx and aiokafka take time to import that --help need not pay.
    from tocsin.delivery.webhooks.endpoint import endpoints  # noqa: PLC0415
    from tocsin.delivery.webhooks.service import post  # noqa: PLC0415

    settings = load_settings()
    configure_logs(settings)
    found = endpoints(settings)
    names = [endpoint.label for endpoint in found]
    if not found:
        raise SettingsError(
            "There are no endpoints to deliver to.",
            hint="Name one: [[webhooks]] with url and secret_file in tocsin.toml.",
        )
    for name in enable:
        if name not in names:
            raise SettingsError(f"There is no webhook {name}.", hint=f"There are: {', '.join(names)}.")
    _serve(post(settings, reach(settings), found, enable=enable))


@command.command()
def notify() -> None:
    """Tell every alert to the services of [[notify]] in tocsin.toml, by mail, chat, SMS or push. Ctrl-C stops.

    Services are those of Apprise (pip install 'tocsin[notify]'). What each has been told is remembered in Kafka.

    \b
    tocsin deliver notify
    """
    from tocsin.delivery.notify.notifier import notify as tell  # noqa: PLC0415 - as above
    from tocsin.delivery.notify.service import services  # noqa: PLC0415

    settings = load_settings()
    configure_logs(settings)
    found = services(settings)
    if not found:
        raise SettingsError(
            "There are no services to notify.", hint="Name one: [[notify]] with name and url_file in tocsin.toml."
        )
    _serve(tell(settings, reach(settings), found))


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--address", default="", help="The URL that the file is served at, if it is.")
@click.option("--once", is_flag=True, help="Write what there is now, and stop.")
def feed(file: Path, *, address: str, once: bool) -> None:
    """Keep FILE an Atom feed of the last alerts, replaced whole whenever they change. Ctrl-C stops.

    \b
    tocsin deliver feed /var/www/alerts.atom
    tocsin deliver feed alerts.atom --once
    """
    from tocsin.delivery.feedfile import keep_feed  # noqa: PLC0415 - as above

    settings = load_settings()
    configure_logs(settings)
    _serve(keep_feed(settings, reach(settings), file, address=address, once=once))


def _serve(work: Coroutine[Any, Any, None]) -> None:
    """Work until it is done, or until Ctrl-C or SIGTERM."""

    async def serve() -> None:
        main = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, main.cancel if main else lambda: None)
        with contextlib.suppress(asyncio.CancelledError):
            await work

    asyncio.run(serve())
