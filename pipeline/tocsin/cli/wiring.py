"""The agents that a command is about, wired."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click
from pydantic import BaseModel

from tocsin.engine.patience import is_supervised
from tocsin.errors import PluginError, WiringError
from tocsin.plugins.agent import AnyAgent, instantiate
from tocsin.plugins.discovery import installed, load, loose_agents
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings, agent_settings
from tocsin.settings.loading import setting_variable
from tocsin.settings.strangers import announced_agents, refuse_misspelt_tables, strange_tables, strange_variables

__all__ = ["built", "load_each", "settings_of", "tell_strange_tables", "tell_strange_variables", "wired_with"]

LOOSE = re.compile(r"[\w.]+:\w+")
"""An agent named by module and class."""


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
    """Make an agent with its settings; raise SettingsError as `settings_of` does."""
    return instantiate(agent_class, settings_of(agent_class, settings))


def settings_of(agent_class: type[AnyAgent], settings: Settings) -> BaseModel | None:
    """Give the settings of an agent, None if it has none to set.

    Raises SettingsError for what is wrong in them, and for tables whose names are those of agents misspelt.
    """
    refuse_misspelt_tables(settings, (*announced_agents(), *loose_agents()))
    model = agent_class.spec.settings
    return None if model is None else agent_settings(settings, agent_class.spec.name, model)


def tell_strange_tables(settings: Settings) -> None:
    """Say on stderr which `[agents.NAME]` are of no agent that is known here."""
    for name in strange_tables(settings, (*announced_agents(), *loose_agents())):
        click.echo(f"[agents.{name}] is of no agent that is installed: it counts only for a loose one.", err=True)


def tell_strange_variables(arguments: Sequence[str]) -> None:
    """Say on stderr which variables look like settings and are none; with a loose agent in the arguments, they may be its."""
    if is_supervised() or any(LOOSE.fullmatch(each) for argument in arguments for each in argument.split("+")):
        return
    known = [setting_variable(name) for name in Settings.model_fields]
    for name in strange_variables(known, announced_agents()):
        click.echo(f"{name} is no setting of Tocsin or of an installed agent.", err=True)
