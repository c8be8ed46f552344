"""`tocsin page`: the live page."""

from __future__ import annotations

import asyncio
import contextlib
import signal

import click

from tocsin.cli.kafka import reach
from tocsin.listening import LOOPBACK, address_of, listening
from tocsin.logs import configure_logs
from tocsin.settings import load_settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="0 takes a free one.")
@click.option("--public", is_flag=True, help="Allow a --host that others can reach; the page asks nobody who they are.")
def command(*, host: str, port: int, public: bool) -> None:
    """Serve alerts as a page that changes as they do, and as JSON, CAP 1.2, Atom and server-sent events.

    \b
    tocsin page
    tocsin page --host 0.0.0.0 --public
    """
    if host not in LOOPBACK and not public:
        raise click.UsageError(f"--host {host} can be reached by others; add --public if that is meant.")
    # uvicorn and aiokafka take time to import that --help need not pay.
    from tocsin.delivery.page.server import serve_page  # noqa: PLC0415

    settings = load_settings()
    configure_logs(settings)
    bootstrap = reach(settings)
    opened = listening(host, port)
    if public:
        click.echo("Anyone who can reach this address can read every alert.", err=True)
    click.echo(address_of(opened, host), err=True)

    async def serve() -> None:
        main = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, main.cancel if main else lambda: None)
        with contextlib.suppress(asyncio.CancelledError):
            await serve_page(settings, bootstrap, opened, hosts=("*",) if public else LOOPBACK)

    with contextlib.closing(opened):
        asyncio.run(serve())
