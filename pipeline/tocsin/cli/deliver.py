"""`tocsin deliver`: alerts to other programs."""

from __future__ import annotations

import asyncio
import contextlib
import signal

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
    from tocsin.delivery.webhooks.service import deliver  # noqa: PLC0415

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
    bootstrap = reach(settings)

    async def serve() -> None:
        main = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, main.cancel if main else lambda: None)
        with contextlib.suppress(asyncio.CancelledError):
            await deliver(settings, bootstrap, found, enable=enable)

    asyncio.run(serve())
