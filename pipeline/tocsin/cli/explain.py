"""`tocsin try --explain`: what an agent says about its own decisions."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tocsin.errors import PluginError, WiringError
from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Limits, Malformed
from tocsin.plugins.agent import AnyAgent, Explains
from tocsin.records import Article
from tocsin.settings import Settings
from tocsin.topics.table import BUILT_IN

__all__ = ["explained"]

OF_ARTICLES = frozenset(name for name, topic in BUILT_IN.items() if topic.record is Article)
"""The topics whose records can be read from files."""


def explained(agents: Sequence[AnyAgent], files: Sequence[str], settings: Settings) -> int:
    """Print what the one agent tells about each article, an empty line between two; give the number of failures."""
    explaining = _explaining(agents)
    failures = 0
    agents[0].open()
    try:
        for number, read in enumerate(Reader(find_inputs(files), limits=Limits.of(settings)).read()):
            if isinstance(read, Malformed):
                failures += 1
                click.echo(f"{read.where}: {read.reason}", err=True)
            else:
                click.echo("\n" * bool(number) + "\n".join(explaining.explain(read.article)))
    finally:
        agents[0].close()
    return failures


def _explaining(agents: Sequence[AnyAgent]) -> Explains[Article]:
    """Give the one agent, where it reads articles and explains itself."""
    name = "+".join(agent.spec.name for agent in agents)
    if len(agents) > 1:
        raise PluginError(f"{name} are {len(agents)} agents.", hint="--explain takes one.")
    if OF_ARTICLES.isdisjoint(agents[0].spec.inputs):
        raise WiringError(f"Agent {name} reads no articles.", hint=f"It reads: {', '.join(agents[0].spec.inputs)}.")
    if not isinstance(agents[0], Explains):
        raise PluginError(
            f"Agent {name} does not explain itself.", hint="An agent that does has the method explain(record)."
        )
    return agents[0]
