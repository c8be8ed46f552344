"""The alerts that an archive raises, worked out in memory without Kafka."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from tocsin.cli.wiring import built
from tocsin.engine.memory import MemoryEngine
from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Limits, Malformed
from tocsin.plugins.discovery import load
from tocsin.records import Alert
from tocsin.records.codec import decode
from tocsin.settings import Settings
from tocsin.topics.table import ALERTS, ARTICLES

__all__ = ["alerts_over"]

CHAIN = ("dedup", "casualties", "tolls", "alerts")
"""The agents between articles and alerts."""

NAMING = "entities"
"""Finds names, at a second or so for its model, when a rule watches for some."""


def alerts_over(settings: Settings, files: tuple[str, ...]) -> Iterator[Alert]:
    """Give every notice about the articles of some files, in order; what cannot be read is told on stderr."""
    agents: list[Any] = [built(load(name), settings) for name in CHAIN]
    if any(rule.watches for rule in agents[-1].in_force):
        agents.insert(1, built(load(NAMING), settings))
    with MemoryEngine(agents) as engine:
        for read in Reader(find_inputs(files), limits=Limits.of(settings)).read():
            if isinstance(read, Malformed):
                click.echo(f"{read.where}: {read.reason}", err=True)
                continue
            engine.feed(ARTICLES.name, [read.article])
            for message in engine.history:
                if message.topic == ALERTS.name and message.value is not None:
                    yield decode(Alert, message.value)
            engine.forget_history()
