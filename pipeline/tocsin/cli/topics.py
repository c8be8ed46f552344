"""`tocsin topics`: create, list and check topics."""

from __future__ import annotations

import asyncio

import click

from tocsin.cli.kafka import reach
from tocsin.cli.wiring import wired_with
from tocsin.records.codec import dump_json
from tocsin.settings import Settings, load_settings
from tocsin.topics.admin import Declared, TopicAdmin, declared_topics


@click.group()
def command() -> None:
    """Create, list and check the topics of the installed agents.

    \b
    tocsin topics ensure
    tocsin topics check
    """


def _declared(settings: Settings) -> tuple[Declared, ...]:
    return declared_topics(wired_with([]), settings)


@command.command()
def ensure() -> None:
    """Create the topics that are missing. Stops, and changes nothing, when one that exists differs."""
    settings = load_settings()
    created = asyncio.run(TopicAdmin(settings, reach(settings)).ensure(_declared(settings)))
    for name in created:
        click.echo(f"created {name}")
    click.echo(f"All {len(_declared(settings))} topics are as declared.", err=True)


@command.command()
def check() -> None:
    """Compare the topics on the broker with what is declared; exit with 1 when any is missing or differs."""
    settings = load_settings()
    asyncio.run(TopicAdmin(settings, reach(settings)).check(_declared(settings)))
    click.echo(f"All {len(_declared(settings))} topics are as declared.", err=True)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(*, as_json: bool) -> None:
    """List the declared topics. Needs no broker."""
    topics = _declared(load_settings())
    if as_json:
        rows = [
            {"name": t.name, "partitions": t.partitions, "cleanup": t.cleanup, "retention_ms": t.retention_ms,
             "summary": t.summary}
            for t in topics
        ]  # fmt: skip
        click.echo(dump_json(rows, indent=True))
        return
    width = max(len(t.name) for t in topics)
    for t in topics:
        kept = "for ever" if t.retention_ms is None else f"{t.retention_ms // 86_400_000} days"
        click.echo(f"{t.name:<{width}} {t.partitions:>3}  {t.cleanup:<15} {kept:<9} {t.summary}")
