"""`tocsin trace`: an article's whole way."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from tocsin.cli.kafka import reach
from tocsin.delivery.rendering import plain
from tocsin.records.codec import dump_json
from tocsin.settings import load_settings
from tocsin.topics.table import ALERTS

if TYPE_CHECKING:  # it loads the engine, which `--help` need not wait for
    from tocsin.operation.way import Hop, Way

SUBJECT_CHARACTERS = 70


@click.command()
@click.argument("article_id")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines; without it, only when piped.")
def command(*, article_id: str, as_json: bool) -> None:
    """Show the way of an article through the topics: every record made of it, and every one that names it, with times.

    The beginning of ARTICLE_ID will do. The first column is the time since the article was written to Kafka, the second that since the record before. Lines in
    brackets follow from another article.

    \b
    tocsin trace 3a1c5be5f2c94f8a0d1b2c3d
    """
    from tocsin.operation.search import find_way  # noqa: PLC0415 - see above

    settings = load_settings()
    way = asyncio.run(find_way(settings, reach(settings), article_id))
    if as_json or not sys.stdout.isatty():
        for hop in way.hops:
            click.echo(dump_json(_fields(hop)))
    else:
        for line in lines(way):
            click.echo(line)


def lines(way: Way) -> list[str]:
    """Tell the way to people: one line a record, and how each alert's delay is made up."""
    rows = [_cells(hop) for hop in way.hops]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    told = [
        plain(f"{row[0]:>{widths[0]}} {row[1]:>{widths[1]}}  {row[2]:<{widths[2]}}  {row[3]:<{widths[3]}}  {row[4]}")
        for row in rows
    ]
    return [line.rstrip() for line in [*told, *map(_sum, way.ends(ALERTS.name))]]


def _cells(hop: Hop) -> tuple[str, str, str, str, str]:
    total = "" if hop.total is None else _seconds(hop.total)
    delay = "" if hop.delay is None else f"+{_seconds(hop.delay)}"
    place = hop.place if hop.follows else f"({hop.place})"
    subject = hop.subject[:SUBJECT_CHARACTERS]
    return total, delay, place, hop.agent, subject


def _sum(alert: Hop) -> str:
    parts = [f"{_seconds(hop.delay)} {hop.agent}" for hop in alert.steps() if hop.delay is not None]
    added = sum(hop.delay or 0 for hop in alert.steps())
    return f"From the article to {alert.place}: {' + '.join(parts)} = {_seconds(added)} s"


def _fields(hop: Hop) -> dict[str, object]:
    message = hop.message
    return {
        "topic": message.topic,
        "partition": message.partition,
        "offset": message.offset,
        "agent": hop.agent,
        "written_ms": message.timestamp_ms,
        "from": hop.came_from or None,
        "delay_ms": hop.delay,
        "since_article_ms": hop.total,
        "follows": hop.follows,
        "subject": hop.subject,
    }


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.3f}"
