"""`tocsin agents`: what is installed."""

from __future__ import annotations

import click

from tocsin.plugins.discovery import installed, load
from tocsin.records.codec import dump_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """List the installed agents: what each reads and writes, and the package it comes from.

    \b
    tocsin agents
    tocsin agents --json
    """
    rows = []
    for agent in installed():
        spec = load(agent.name).spec
        rows.append(
            {
                "name": spec.name,
                "summary": spec.summary,
                "version": spec.version,
                "package": agent.package,
                "target": agent.target,
                "consumes": list(spec.inputs),
                "produces": [topic.name for topic in spec.outputs],
                "state": list(spec.state),
                "settings": {} if spec.settings is None else spec.settings().model_dump(mode="json"),
            }
        )
    if as_json:
        click.echo(dump_json(rows, indent=True))
        return
    for row in rows:
        click.echo(f"{row['name']:<12} {row['summary']}")
        click.echo(f"{'':<12} {', '.join(row['consumes'])} -> {', '.join(row['produces'])}   ({row['package']})")
