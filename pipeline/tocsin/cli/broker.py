"""`tocsin broker`: the embedded Apache Kafka."""

from __future__ import annotations

import sys

import click

from tocsin.broker import BrokerState, ProgressLine
from tocsin.cli.kafka import demo_broker, embedded
from tocsin.records.codec import dump_json
from tocsin.settings import load_settings


@click.group()
def command() -> None:
    """Start, stop and look at the embedded Apache Kafka: one real node, on loopback only.

    \b
    tocsin broker start
    tocsin broker status --json
    """


@command.command()
def start() -> None:
    """Start it, unless it runs; print its address."""
    with ProgressLine(sys.stderr) as report:
        bootstrap = embedded(load_settings()).start(report=report)
    click.echo(bootstrap)


@command.command()
def stop() -> None:
    """Stop it. Its data stays."""
    stopped = embedded(load_settings()).stop()
    click.echo("Stopped." if stopped else "It was not running.", err=True)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(*, as_json: bool) -> None:
    """Say whether it runs, where, and on which data. Exits with 1 when it does not run.

    While it is stopped, that of a demo that was kept running is told, which the other commands use then.
    """
    settings = load_settings()
    found = embedded(settings).status()
    demo = demo_broker(settings).status() if found.state is BrokerState.STOPPED else found
    is_demo = demo is not found and demo.state is not BrokerState.STOPPED
    found = demo if is_demo else found
    rows = {
        "state": str(found.state),
        "of": "a demo" if is_demo else None,
        "bootstrap": found.bootstrap,
        "pid": found.pid,
        "kafka": found.version,
        "java": found.java,
        "uptime_seconds": None if found.uptime_seconds is None else round(found.uptime_seconds),
        "data": str(found.data_directory),
        "disk_bytes": found.disk_bytes,
        "log": str(found.log_path),
    }
    if as_json:
        click.echo(dump_json(rows, indent=True))
    else:
        for name, value in rows.items():
            if value is not None:
                click.echo(f"{name:<15} {value}")
    sys.exit(0 if found.state is BrokerState.RUNNING else 1)


@command.command()
def fetch() -> None:
    """Download and verify its parts, so that a later start needs no network."""
    with ProgressLine(sys.stderr) as report:
        parts = embedded(load_settings()).ensure_parts(report)
    click.echo(f"Apache Kafka {parts.version} is ready.", err=True)
