"""The agents that a command is about, wired."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tocsin.errors import PluginError
from tocsin.plugins.agent import AnyAgent, instantiate
from tocsin.plugins.discovery import installed, load
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings, agent_settings

__all__ = ["built", "load_each", "wired_with"]


def load_each(references: Sequence[str]) -> list[type[AnyAgent]]:
    """Load the agents named; without any, all that are installed."""
    return [load(reference) for reference in references or [agent.name for agent in installed()]]


def wired_with(classes: Sequence[type[AnyAgent]]) -> Wiring:
    """Wire some agents together with all other installed ones, so that the topics of those are known too.

    One that cannot be loaded is told on stderr and left out: it must not keep the others from running.
    """
    names = {agent_class.spec.name for agent_class in classes}
    others = []
    for agent in installed():
        if agent.name not in names:
            try:
                others.append(load(agent.name).spec)
            except PluginError as error:
                click.echo(f"{error.message} It is left out.", err=True)
    return Wiring([*(agent_class.spec for agent_class in classes), *others])


def built(agent_class: type[AnyAgent], settings: Settings) -> AnyAgent:
    """Make an agent with its settings."""
    model = agent_class.spec.settings
    return instantiate(agent_class, None if model is None else agent_settings(settings, agent_class.spec.name, model))
