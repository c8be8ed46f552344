"""Names that look like settings and are none: variables, and tables of agents that there are not.

What is misspelt is refused. What is like no setting is only told: a platform sets variables of its own for a service that is
called tocsin, and a table may be of an agent that runs elsewhere.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
from collections.abc import Iterable, Sequence

from tocsin.errors import SettingsError
from tocsin.mistakes import meant
from tocsin.settings.model import Settings
from tocsin.settings.refusing import Source

__all__ = [
    "announced_agents",
    "refuse_misspelt_tables",
    "refuse_misspelt_variables",
    "strange_tables",
    "strange_variables",
]

GROUP = "tocsin.agents"
"""The entry-point group in which packages announce their agents."""

PREFIX = "TOCSIN_"
OWN = ("TOCSIN_CONFIG", "TOCSIN_SUPERVISOR", "TOCSIN_RESTARTS")
"""Variables that are no settings: which file is read, and what `tocsin up` tells its processes."""

PLATFORMS = re.compile(r"TOCSIN_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_[0-9]+_(TCP|UDP)(_\w+)?)?)")
"""What Kubernetes and Docker set for services whose names begin with tocsin."""

CLOSE = 0.75
"""How alike names are of which one is refused as the other misspelt, by difflib's measure; a plural is still found."""

Agents = Iterable[str]


def announced_agents() -> tuple[str, ...]:
    """Give the names of all agents that packages announce, also of those that may not load."""
    return tuple(sorted({point.name for point in importlib.metadata.entry_points(group=GROUP)}))


def strange_variables(known: Sequence[str], agents: Agents) -> tuple[str, ...]:
    """Give the variables that are set, begin with TOCSIN_, and are settings neither of Tocsin nor of one of the agents."""
    of_agents = tuple(f"{PREFIX}{agent.upper().replace('-', '_')}_" for agent in agents)
    there = sorted(name for name in os.environ if name.startswith(PREFIX) and not name.startswith(of_agents))
    return tuple(name for name in there if name not in {*known, *OWN} and not PLATFORMS.fullmatch(name))


def refuse_misspelt_variables(known: Sequence[str], agent: str = "") -> None:
    """Raise SettingsError for a variable that is like one of those known and is none: of Tocsin itself, or of one agent."""
    begin = f"{PREFIX}{agent}_".upper().replace("-", "_") if agent else PREFIX
    bare = {name.partition("_")[2] if not agent else name.removeprefix(begin): name for name in known}
    strange = [name for name in strange_variables(known, ()) if name.startswith(begin)]
    near = {name: found for name in strange if (found := meant(name.removeprefix(begin), bare, CLOSE))}
    # Agents are looked up only now: it takes time, and nearly never is there anything to look up.
    others = [each for each in announced_agents() if each != agent] if near else []
    for name in strange_variables([*known, *(f"{each}_FILE" for each in known)], others):
        if name in near:
            raise SettingsError(f"{name}: there is no such setting. Did you mean {bare[near[name]]}?")


def strange_tables(settings: Settings, agents: Agents) -> tuple[str, ...]:
    """Give the names of `[agents.NAME]` that none of the agents has."""
    return tuple(sorted(set(settings.agents) - set(agents)))


def refuse_misspelt_tables(settings: Settings, agents: Sequence[str]) -> None:
    """Raise SettingsError for the first table whose name is like that of an agent and is none."""
    for name in strange_tables(settings, agents):
        if near := meant(name, agents, CLOSE):
            where = Source(settings.path).line(("agents", name))
            raise SettingsError(f"{where}[agents.{name}]: there is no such agent. Did you mean [agents.{near}]?")
