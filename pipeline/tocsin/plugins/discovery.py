"""Finding agents: by the entry-point group `tocsin.agents`, or by `module:Class`.

The built-in agents are found the way anyone's are. Nothing is imported to list them; loading one imports only its module.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.metadata
import inspect
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import PluginError, WiringError
from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.spec import Spec
from tocsin.settings import load_settings
from tocsin.settings.strangers import GROUP

__all__ = ["GROUP", "Installed", "installed", "load", "load_all", "loose_agents"]


_loose: set[str] = set()


@dataclass(frozen=True, slots=True)
class Installed:
    """An agent that some package announces: its name, `module:Class`, and the package with its version."""

    name: str
    target: str
    package: str


def installed(entry_points: Iterable[importlib.metadata.EntryPoint] | None = None) -> tuple[Installed, ...]:
    """Give the announced agents, sorted by name; raise WiringError when two have one name, naming both packages.

    Those that the settings `agents_allow` and `agents_deny` keep out are as if they were not installed.
    """
    found: dict[str, Installed] = {}
    settings = load_settings()
    for point in entry_points if entry_points is not None else importlib.metadata.entry_points(group=GROUP):
        if not settings.allows(point.name):
            continue
        package = f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown package"
        agent = Installed(point.name, point.value, package)
        other = found.setdefault(point.name, agent)
        if other != agent:
            raise WiringError(
                f"Two agents are named {point.name}: {other.target} of {other.package}, {agent.target} of {package}.",
                hint="Uninstall one of the packages, or rename one of the agents.",
            )
    return tuple(found[name] for name in sorted(found))


def loose_agents() -> tuple[str, ...]:
    """Give the names of the agents that this process has loaded by `module:Class`."""
    return tuple(sorted(_loose))


def load_all() -> tuple[type[AnyAgent], ...]:
    """Load every installed agent."""
    return tuple(load(agent.name) for agent in installed())


def load(reference: str) -> type[AnyAgent]:
    """Load an agent class by its name, or by `module:Class` (looked for in the working directory too).

    Raises PluginError that says what is missing, and what there is.
    """
    if ":" in reference:
        loose = _import(reference, reference)
        _loose.add(loose.spec.name)
        return loose
    known = {agent.name: agent for agent in installed()}
    if reference not in known:
        raise PluginError(f"There is no agent {reference!r}.", hint=_suggestion(reference, known))
    agent = known[reference]
    loaded = _import(agent.target, f"{agent.name} of {agent.package}")
    if loaded.spec.name != reference:
        raise PluginError(
            f"The agent announced as {reference} by {agent.package} calls itself {loaded.spec.name}.",
            hint="The entry point and Spec.name must agree.",
        )
    return loaded


def _import(target: str, who: str) -> type[AnyAgent]:
    module_name, _, class_name = target.partition(":")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        missing = error.name or module_name
        if module_name == missing or module_name.startswith(f"{missing}."):
            raise PluginError(f"Agent {who}: there is no module {missing}.", hint=f"Is it in {here}?") from None
        raise PluginError(
            f"Agent {who} needs the module {missing}, which is not installed.",
            hint="" if missing.startswith(f"{module_name.partition('.')[0]}.") else f"pip install {missing}?",
        ) from None
    except Exception as error:
        raise PluginError(
            f"Agent {who} cannot be imported: {type(error).__name__}: {error}.",
            hint=f"`python -c 'import {module_name}'` shows where.",
        ) from error
    found = getattr(module, class_name, None)
    if found is None:
        agents = [name for name, value in vars(module).items() if _is_agent(value)]
        raise PluginError(
            f"Agent {who}: {module_name} has no {class_name or 'class named'}.",
            hint=f"Agents in it: {', '.join(agents) or 'none'}.",
        )
    return _checked(found, who)


def _checked(found: object, who: str) -> type[AnyAgent]:
    if not (isinstance(found, type) and issubclass(found, AnyAgent)):
        raise PluginError(
            f"Agent {who} is a {type(found).__name__}, not an agent class.",
            hint="Subclass tocsin.Agent, BatchAgent or StatefulAgent.",
        )
    if inspect.isabstract(found):
        missing = ", ".join(sorted(found.__abstractmethods__))
        raise PluginError(f"Agent {who} does not define {missing}.", hint="See the base class for what it must give.")
    if not isinstance(getattr(found, "spec", None), Spec):
        raise PluginError(f"Agent {who} has no Spec.", hint="Give the class an attribute: spec = Spec(...).")
    return found


def _is_agent(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, AnyAgent) and isinstance(getattr(value, "spec", None), Spec)


def _suggestion(reference: str, known: Iterable[str]) -> str:
    if reference in {point.name for point in importlib.metadata.entry_points(group=GROUP)}:
        return "TOCSIN_AGENTS_ALLOW and TOCSIN_AGENTS_DENY say which agents may load, and keep this one out."
    names = list(known)
    close = difflib.get_close_matches(reference, names, 1)
    meant = f"Did you mean {close[0]}? " if close else ""
    return f"{meant}Installed: {', '.join(names) or 'none'}. A loose file is named module:Class."
