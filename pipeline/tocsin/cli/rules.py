"""`tocsin rules`: what rings the bell, whether it is written right, and what it would have rung for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from tocsin.cli.archives import alerts_over
from tocsin.cli.wiring import built, settings_of, tell_strange_tables
from tocsin.delivery.rendering import plain
from tocsin.errors import SettingsError
from tocsin.logs import configure_logs
from tocsin.plugins.discovery import load
from tocsin.settings import Settings, load_settings

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def command() -> None:
    """Check, list and try the rules that raise alerts.

    \b
    tocsin rules check tocsin.toml
    tocsin rules test tocsin.toml --replay archive.jsonl
    """


@command.command()
@FILE
def check(file: Path) -> None:
    """Say whether FILE's settings of the alerts agent are right, and on which line they are not."""
    settings = load_settings(file)
    _refuse_mistakes(settings)
    click.echo(f"{file}: {len(_in_force(settings))} rules, nothing wrong.")


@command.command("list")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def list_(file: Path | None) -> None:
    """List the rules in force, the one that leads first, with the topic of their notices."""
    settings = load_settings(file)
    if file:
        _refuse_mistakes(settings)
    for rule in _in_force(settings):
        labels = " ".join(f"{name}={value}" for name, value in rule.labels.items())
        click.echo(plain(f"{rule.name:<24} {rule.topic:<26} {labels}".rstrip()))


@command.command()
@FILE
@click.option(
    "--replay", "archives", multiple=True, required=True, help="Articles: a file or a folder; may be repeated."
)
@click.option("--rule", "wanted", help="Only this rule.")
def test(file: Path, archives: tuple[str, ...], wanted: str | None) -> None:
    """Show what the rules of FILE would have raised over an archive. Nothing is sent: all of it happens in memory."""
    settings = load_settings(file)
    _refuse_mistakes(settings)
    configure_logs(settings)
    names = [rule.name for rule in _in_force(settings) if wanted in (None, rule.name)]
    if not names:
        raise click.BadParameter(f"no rule is named {wanted}", param_hint="--rule")
    raised: dict[str, dict[str, list[str]]] = {name: {} for name in names}
    for alert in alerts_over(settings, archives):
        for name in alert.rules:
            line = f"  {alert.sent or '-':<25} {alert.state:<9} {alert.severity:<8} {alert.headline}"
            raised.get(name, {}).setdefault(alert.id, []).append(line)
    for name, alerts in raised.items():
        click.echo(f"{name}: {len(alerts)} {'alert' if len(alerts) == 1 else 'alerts'}")
        for alert_id, lines in alerts.items():
            for line in (f" {alert_id}", *lines):
                click.echo(plain(line))


def _in_force(settings: Settings) -> Any:  # noqa: ANN401 - an agent's own attribute
    agent: Any = built(load("alerts"), settings)
    return agent.in_force


def _refuse_mistakes(settings: Settings) -> None:
    """Tell each mistake on a line of its own, which editors find, and end."""
    try:
        settings_of(load("alerts"), settings)
    except SettingsError as error:
        click.echo(error.message, err=True)
        sys.exit(1)
    tell_strange_tables(settings)
