"""The agents that a command is about, wired."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tocsin.errors import PluginError, WiringError
from tocsin.plugins.agent import AnyAgent, instantiate
from tocsin.plugins.discovery import installed, load
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings, agent_settings

__all__ = ["built", "load_each", "wired_with"]


def load_each(references: Sequence[str]) -> list[type[AnyAgent]]:
    """Load the agents named; without any, all that are installed.

    Of the latter, one that cannot be loaded is told on stderr and left out: it must not keep the others from running.
    """
    if not references:
        return _loadable([agent.name for agent in installed()])
    classes = [load(reference) for reference in references]
    known: dict[str, tuple[type[AnyAgent], str]] = {}
    for reference, agent_class in zip(references, classes, strict=True):
        name = agent_class.spec.name
        other, first = known.setdefault(name, (agent_class, reference))
        if other is not agent_class:
            raise WiringError(
                f"Two agents are named {name}: {_origin(first)} and {_origin(reference)}.",
                hint="Rename one, or leave one out.",
            )
    return classes


def wired_with(classes: Sequence[type[AnyAgent]]) -> Wiring:
    """Wire some agents together with all other installed ones, so that the topics of those are known too."""
    names = {agent_class.spec.name for agent_class in classes}
    others = _loadable([agent.name for agent in installed() if agent.name not in names])
    return Wiring([agent_class.spec for agent_class in (*classes, *others)])


def _loadable(names: Sequence[str]) -> list[type[AnyAgent]]:
    loaded = []
    for name in names:
        try:
            loaded.append(load(name))
        except PluginError as error:
            click.echo(f"{error.message} It is left out.", err=True)
    return loaded


def _origin(reference: str) -> str:
    package = next((agent.package for agent in installed() if agent.name == reference), "")
    return f"{reference} of {package}" if package else reference


def built(agent_class: type[AnyAgent], settings: Settings) -> AnyAgent:
    """Make an agent with its settings."""
    model = agent_class.spec.settings
    return instantiate(agent_class, None if model is None else agent_settings(settings, agent_class.spec.name, model))
