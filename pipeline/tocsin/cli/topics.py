"""`tocsin topics`: create, list and check topics."""

from __future__ import annotations

import asyncio

import click

from tocsin.access.rights import agent_rights, as_commands
from tocsin.cli.kafka import reach, reach_or_start
from tocsin.cli.wiring import load_each, wired_with
from tocsin.records.codec import dump_json
from tocsin.settings import Settings, load_settings
from tocsin.topics.admin import Declared, TopicAdmin, declared_topics


@click.group()
def command() -> None:
    """Create, list and check the topics of the installed agents, and say who must be allowed what on them.

    \b
    tocsin topics ensure
    tocsin topics check
    tocsin topics acls casualties
    """


def _declared(settings: Settings) -> tuple[Declared, ...]:
    return declared_topics(wired_with([]), settings)


@command.command()
def ensure() -> None:
    """Create the topics that are missing. Stops, and changes nothing, when one that exists differs.

    Without KAFKA_BOOTSTRAP_SERVERS it starts the embedded Kafka, unless that runs.
    """
    settings = load_settings()
    created = asyncio.run(TopicAdmin(settings, reach_or_start(settings)).ensure(_declared(settings)))
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


@command.command()
@click.argument("agents", nargs=-1)
@click.option("--principal", metavar="User:NAME", help="Whom to allow; without it, the user of KAFKA_SASL_USERNAME.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def acls(*, agents: tuple[str, ...], principal: str | None, as_json: bool) -> None:
    """Print what the user of AGENTS must be allowed on a cluster with ACLs, as calls of kafka-acls. Needs no broker.

    Without AGENTS, of every installed one. It is what an agent cannot do without, and no more; topics are created by
    somebody else.

    \b
    tocsin topics acls casualties --principal User:casualties
    tocsin topics acls --json
    """
    settings = load_settings()
    classes = load_each(agents)
    wiring = wired_with(classes)
    rights = sorted({right for each in classes for right in agent_rights(each.spec, wiring, settings)})
    whom = principal or f"User:{settings.sasl_username or 'tocsin'}"
    if as_json:
        click.echo(dump_json([right.as_json(whom) for right in rights], indent=True))
        return
    for line in as_commands(rights, whom):
        click.echo(line)
    click.echo("Add --bootstrap-server and --command-config, as your cluster wants them.", err=True)
