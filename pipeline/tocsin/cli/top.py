"""`tocsin top`: all agents, live."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from tocsin.delivery.rendering import plain
from tocsin.records.codec import dump_json
from tocsin.settings import MEBIBYTE, load_settings

if TYPE_CHECKING:  # it loads httpx and the engine, which `--help` need not wait for
    from tocsin.operation.top import Row, Top

STATES = {"serving": "green", "waiting": "yellow", "stalled": "red", "silent": "red", "down": "red"}

COLUMNS = ("agent", "state", "rate/s", "lag", "p50 s", "p99 s", "dead", "restarts", "MiB", "")
LEFT = {"agent", "state", ""}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line for each process, once; so it is in a pipe.")
@click.option("--every", type=click.FloatRange(min=0.2), default=2.0, show_default=True, help="Seconds between looks.")
def command(*, as_json: bool, every: float) -> None:
    """Show all agents that run on this machine: rate, lag, latency, dead letters, restarts, memory. Ctrl-C ends it.

    Latency is from the article to what the agent wrote. The rate is that of the last minute, or between two looks.

    \b
    tocsin top
    tocsin top --json
    """
    from tocsin.operation.top import Top  # noqa: PLC0415 - see above

    top = Top(load_settings())
    if as_json or not sys.stdout.isatty():
        rows = asyncio.run(_look_twice(top, every))
        for row in rows:
            click.echo(dump_json(asdict(row)))
        if not rows:
            click.echo("No agent runs here. `tocsin up` starts them.", err=True)
        sys.exit(0 if rows else 1)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_watch(top, every))


async def _look_twice(top: Top, seconds: float) -> list[Row]:
    async with top:
        await top.rows()
        await asyncio.sleep(seconds)
        return await top.rows()


async def _watch(top: Top, seconds: float) -> None:
    async with top:
        with Live(console=Console(highlight=False), auto_refresh=False) as live:
            while True:
                live.update(table(await top.rows()), refresh=True)
                await asyncio.sleep(seconds)


def table(rows: Sequence[Row]) -> Table:
    """Draw the rows."""
    drawn = Table(box=None, pad_edge=False, caption=None if rows else "No agent runs here. `tocsin up` starts them.")
    for column in COLUMNS:
        drawn.add_column(column, justify="left" if column in LEFT else "right", no_wrap=column != "")
    for row in rows:
        name = f"{row.agent}-{row.member}" if row.member else row.agent
        drawn.add_row(
            Text(plain(name)),
            Text(row.state, STATES[row.state]),
            _number(row.rate, ".1f"),
            _number(row.lag, ",d"),
            _number(row.p50, ".3f"),
            _number(row.p99, ".3f"),
            _number(row.dead_letters, ",d"),
            _number(row.restarts, ",d"),
            _number(None if row.memory_bytes is None else row.memory_bytes // MEBIBYTE, ",d"),
            Text(plain(row.reason)),
        )
    return drawn


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)
