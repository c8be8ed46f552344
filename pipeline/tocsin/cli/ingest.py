"""`tocsin ingest`: articles as they come, from feeds and by HTTP POST."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Coroutine
from typing import Any

import click

from tocsin.cli.kafka import reach_or_start
from tocsin.errors import SettingsError
from tocsin.listening import LOOPBACK, address_of, listening
from tocsin.logs import configure_logs
from tocsin.settings import load_settings

PORT = 8322


@click.group()
def command() -> None:
    """Take articles in as they come: from RSS and Atom feeds, or by HTTP POST.

    \b
    tocsin ingest feed https://example.org/news.rss --name "Example News"
    tocsin ingest http --port 8322
    """


@command.command()
@click.argument("urls", nargs=-1, metavar="[URL...]")
@click.option("--name", help="The outlet, as `source` of the articles. [default: the feed's title]")
@click.option("--every", "interval_minutes", type=float, metavar="MINUTES", help="How often to ask. [default: 15]")
@click.option("--once", is_flag=True, help="Ask each feed once, and end; for cron.")
@click.option("--allow-private", is_flag=True, help="Allow addresses within private networks.")
def feed(*, urls: tuple[str, ...], once: bool, allow_private: bool, **given: object) -> None:
    """Follow feeds: each URL given, otherwise the [[feeds]] of tocsin.toml. Ctrl-C stops.

    An entry becomes one article, with the text that the feed itself has; nothing that it links to is fetched. What was sent is
    remembered, so that a later start sends what is new.

    \b
    tocsin ingest feed https://example.org/news.rss --name "Example News"
    tocsin ingest feed --once
    """
    # httpx and aiokafka take time to import that --help need not pay.
    from tocsin.ingest.feeds.feed import feeds_of  # noqa: PLC0415
    from tocsin.ingest.feeds.polling import Follower  # noqa: PLC0415
    from tocsin.ingest.target import open_intake  # noqa: PLC0415

    settings = load_settings()
    configure_logs(settings)
    options = {name: value for name, value in given.items() if value is not None}
    feeds = feeds_of(settings, urls, **options, **({"allow_private": True} if allow_private else {}))
    if not feeds:
        raise SettingsError("There are no feeds to follow.", hint="Give URLs, or [[feeds]] with a url in tocsin.toml.")
    bootstrap = reach_or_start(settings)

    async def follow() -> int:
        async with open_intake(settings, bootstrap) as intake:
            follower = Follower(settings, intake)
            if not once:
                click.echo(f"Following {len(feeds):,} feed{'' if len(feeds) == 1 else 's'}. Ctrl-C stops.", err=True)
                await follower.follow(feeds)
                return 0
            outcomes = await follower.ask_once(feeds)
        articles, malformed = sum(o.articles for o in outcomes), sum(o.malformed for o in outcomes)
        wrong = f", {malformed:,} malformed" if malformed else ""
        click.echo(f"{articles:,} new article{'' if articles == 1 else 's'}{wrong}", err=True)
        failed = [(each, outcome) for each, outcome in zip(feeds, outcomes, strict=True) if outcome.reason]
        for each, outcome in failed:
            click.echo(f"{each.url}: {outcome.reason.removeprefix(f'{each.url}: ')}", err=True)
        return 1 if failed else 0

    sys.exit(_until_stopped(follow()))


@command.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one.")
def http(*, host: str, port: int) -> None:
    """Take articles by POST on /articles: application/json, application/x-ndjson or text/plain. Ctrl-C stops.

    It answers 202 with the ids when Kafka has acknowledged them. A --host that others can reach needs a token, in
    TOCSIN_INGEST_TOKEN_FILE or TOCSIN_INGEST_TOKEN.

    \b
    tocsin ingest http --port 8322
    curl --json '{"title": "...", "text": "..."}' http://localhost:8322/articles
    """
    # uvicorn and aiokafka take time to import that --help need not pay.
    from tocsin.ingest.http.server import serve_intake, token_of  # noqa: PLC0415

    settings = load_settings()
    configure_logs(settings)
    token = token_of(settings)
    if host not in LOOPBACK and token is None:
        raise SettingsError(
            f"--host {host} can be reached by others, and no token is set.",
            hint="Set TOCSIN_INGEST_TOKEN_FILE to a file with one.",
        )
    bootstrap = reach_or_start(settings)
    opened = listening(host, port)
    click.echo(f"{address_of(opened, host)}articles", err=True)

    async def serve() -> int:
        await serve_intake(settings, bootstrap, opened, hosts=LOOPBACK if host in LOOPBACK else ("*",))
        return 0

    sys.exit(_until_stopped(serve()))


def _until_stopped(work: Coroutine[Any, Any, int]) -> int:
    """Run until it is done, or SIGINT or SIGTERM asks for an end, which is a good one."""

    async def run() -> int:
        main = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, main.cancel if main else lambda: None)
        with contextlib.suppress(asyncio.CancelledError):
            return await work
        return 0

    return asyncio.run(run())
