"""`tocsin agents`: what is installed."""

from __future__ import annotations

import sys
from typing import Any

import click

from tocsin.errors import PluginError
from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.discovery import Installed, installed, load
from tocsin.records.codec import dump_json
from tocsin.settings import variable_of


@click.command()
@click.argument("agent", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(agent: str | None, *, as_json: bool) -> None:
    """List the installed agents: what each reads and writes, and the package it comes from.

    With AGENT, a name or module:Class, tell all about one, with its settings. One that cannot be loaded is listed with the
    reason, and the exit status is then 1.

    \b
    tocsin agents
    tocsin agents dedup
    tocsin agents --json
    """
    if agent:
        load(agent)  # raises what is wrong with it
        packages = {each.name: each for each in installed()}
        rows = [_row(packages.get(agent, Installed(agent, agent, "a loose file")))]
    else:
        rows = [_row(each) for each in installed()]
    if as_json:
        click.echo(dump_json(rows[0] if agent else rows, indent=True))
    elif agent:
        _tell(rows[0])
    else:
        for row in rows:
            _list(row)
    sys.exit(1 if any(row["status"] != "ok" for row in rows) else 0)


def _row(agent: Installed) -> dict[str, Any]:
    row: dict[str, Any] = {"name": agent.name, "package": agent.package, "target": agent.target}
    try:
        return row | {"status": "ok"} | _declared(load(agent.target if agent.name == agent.target else agent.name))
    except PluginError as error:
        return row | {"status": "broken", "reason": str(error)}


def _declared(agent_class: type[AnyAgent]) -> dict[str, Any]:
    spec = agent_class.spec
    return {
        "name": spec.name,
        "summary": spec.summary,
        "version": spec.version,
        "consumes": list(spec.inputs),
        "produces": [topic.name for topic in spec.outputs],
        "state": list(spec.state),
        "settings": {} if spec.settings is None else spec.settings().model_dump(mode="json"),
        "variables": {}
        if spec.settings is None
        else {
            field: {"variable": variable_of(spec.name, field), "meaning": " ".join((told.description or "").split())}
            for field, told in spec.settings.model_fields.items()
        },
    }


def _list(row: dict[str, Any]) -> None:
    if row["status"] != "ok":
        click.echo(f"{row['name']:<12} cannot be loaded: {row['reason']}   ({row['package']})")
        return
    click.echo(f"{row['name']:<12} {row['summary']}")
    click.echo(f"{'':<12} {', '.join(row['consumes'])} -> {', '.join(row['produces'])}   ({row['package']})")


def _tell(row: dict[str, Any]) -> None:
    click.echo(f"{row['name']}, version {row['version']}, of {row['package']} ({row['target']})")
    click.echo(row["summary"])
    for title, names in (("reads", row["consumes"]), ("writes", row["produces"]), ("stores", row["state"])):
        click.echo(f"  {title:<10}{', '.join(names) or 'nothing'}")
    if row["settings"]:
        click.echo(f"Settings, in [agents.{row['name']}] of tocsin.toml or as variables:")
    for field, value in row["settings"].items():
        told = row["variables"][field]
        click.echo(f"  {field} = {dump_json(value).decode()}   {told['variable']}")
        if told["meaning"]:
            click.echo(f"      {told['meaning']}")
