"""Finding alert rules of other packages: functions, announced in the entry-point group `tocsin.rules`.

Only names are read to list them; a rule's code is imported when the alerts agent starts.
"""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Callable, Iterable, Mapping

from tocsin.errors import PluginError
from tocsin.records import Toll

__all__ = ["RULES_GROUP", "RuleFunction", "installed_rules", "load_rule"]

RULES_GROUP = "tocsin.rules"
"""The entry-point group in which packages announce their rules."""

RuleFunction = Callable[[Toll], bool | Mapping[str, str] | None]
"""Says whether a rule holds for a toll: by yes or no, or by the labels that its notices then have."""

NAME = re.compile(r"[a-z][a-z0-9-]{0,63}")

EntryPoints = Iterable[importlib.metadata.EntryPoint]


def installed_rules(entry_points: EntryPoints | None = None) -> tuple[str, ...]:
    """Give the names of the announced rules, sorted; raise PluginError for one that no topic can be named after."""
    names = sorted({point.name for point in _points(entry_points)})
    for name in names:
        if not NAME.fullmatch(name):
            raise PluginError(
                f"A rule cannot be named {name!r}.", hint="Use lower-case letters, digits and hyphens, a letter first."
            )
    return tuple(names)


def load_rule(name: str, entry_points: EntryPoints | None = None) -> RuleFunction:
    """Import a rule; raise PluginError that says what is wrong with it."""
    found = {point.value: point for point in _points(entry_points) if point.name == name}
    if len(found) != 1:
        listed = ", ".join(sorted(found)) or "none"
        raise PluginError(f"There is not one rule {name!r}, but: {listed}.", hint="Uninstall or rename all but one.")
    (point,) = found.values()
    try:
        function: object = point.load()
    except Exception as error:
        raise PluginError(f"The rule {name} ({point.value}) cannot be imported: {error!r}.") from error
    if not callable(function):
        raise PluginError(f"The rule {name} ({point.value}) is no function.")
    return function


def _points(entry_points: EntryPoints | None) -> EntryPoints:
    return entry_points if entry_points is not None else importlib.metadata.entry_points(group=RULES_GROUP)
