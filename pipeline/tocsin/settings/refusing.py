"""What is wrong in settings: which one, on which line of the file or in which variable, and what may be meant."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tocsin.errors import SettingsError
from tocsin.mistakes import meant, place, wording
from tocsin.settings.lines import line_of

__all__ = ["Source", "refusal"]

MOST_LISTED = 20
"""Names that are listed where none is like the one that is wrong."""

QUOTED = re.compile(r"'([^']*)'")


@dataclass(frozen=True, slots=True)
class Source:
    """Where some settings are from: a file, a table in it, and the variables that win over it."""

    path: Path | None
    table: tuple[str | int, ...] = ()
    """The steps to the table: `("agents", "alerts")`, `("feeds", 0)`."""
    name: str = ""
    """What the table is called: `[agents.alerts]`."""
    variable: Callable[[str], str] | None = None
    """Names the variable of a setting, if there are any."""

    def of(self, loc: Sequence[str | int]) -> str:
        """Say where a setting is: its variable when that is set, else the line and the table."""
        if loc and self.variable and (variable := self.variable(str(loc[0]))) in os.environ:
            return ", ".join(filter(None, (variable, place(loc[1:]))))
        glue = " " if self.name.endswith("]") else ", "
        return f"{self.line(loc)}{glue.join(filter(None, (self.name, place(loc)))) or 'the settings'}"

    def line(self, loc: Sequence[str | int]) -> str:
        """Give the file and the line of a setting, as `tocsin.toml:3: `; without a file nothing."""
        if self.path is None:
            return ""
        try:
            text = self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):  # gone since it was read
            text = ""
        return f"{self.path}:{line_of(text, (*self.table, *loc))}: "


def refusal(model: type[BaseModel], details: Iterable[Any], source: Source, hint: str = "") -> SettingsError:
    """Make an error of what pydantic found wrong in the settings of a model: one line for each mistake."""
    return SettingsError("\n".join(_sentence(model, detail, source) for detail in details), hint=hint)


def _sentence(model: type[BaseModel], detail: Any, source: Source) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    # "[key]" says that it is the key itself which is wrong. `at` is where a validator of several settings found it.
    loc = tuple(step for step in detail["loc"] if isinstance(step, int) or step[:1] != "[")
    loc = (*loc, *detail.get("ctx", {}).get("at", ()))
    unknown = detail["type"] == "extra_forbidden"
    known = _siblings(model, loc) if unknown else QUOTED.findall(str(detail.get("ctx", {}).get("expected", "")))
    near = meant(loc[-1] if unknown else detail.get("input"), known)
    hint = (
        f" Did you mean {near}?"
        if near
        else f" There are: {', '.join(known)}."
        if unknown and 0 < len(known) <= MOST_LISTED
        else ""
    )
    return f"{source.of(loc)}: {wording(detail)}.{hint}"


def _siblings(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Give the names that may stand where an unknown one does, in the table that the schema has there."""
    schema = model.model_json_schema(by_alias=False)
    node: dict[str, Any] = schema
    for step in loc[:-1]:
        node = node.get("items", {}) if isinstance(step, int) else node.get("properties", {}).get(step, {})
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return list(node.get("properties", {}))
