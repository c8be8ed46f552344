"""`tocsin new`: a package with an agent in it, to begin from."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import click

from tocsin.errors import InputError
from tocsin.plugins.scaffold import scaffold
from tocsin.settings.strangers import announced_agents


@click.command()
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder to write it to, instead of here.",
)
def command(name: str, into: Path) -> None:
    """Write a complete package for the agent NAME: agent, settings, tests, and the entry point that announces it.

    It passes its own tests, mypy and ruff as it is. A folder that is there already is left alone.

    \b
    tocsin new flood-watch
    """
    if name in announced_agents():
        raise InputError(
            f"There is an agent {name} already.",
            hint="Two of one name keep every command from running; choose another.",
        )
    files = scaffold(name, into, version=importlib.metadata.version("tocsin"))
    for path in files:
        click.echo(path)
