"""Where in a settings file something is wrong: pydantic's path of a mistake, and the line it stands on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from tocsin.settings import Settings

__all__ = ["line_of", "mistakes"]

HEADER = re.compile(r"\s*\[+\s*([^\]#]+?)\s*\]+\s*(?:#.*)?$")
WORD = re.compile(r"'([^']*)'")


def mistakes(settings: Settings, path: Path, agent: str, model: type[BaseModel]) -> Iterator[str]:
    """Give what is wrong in `[agents.NAME]` of a file, one sentence each, with its line and what may be meant."""
    text = path.read_text(encoding="utf-8")
    values = settings.agents.get(agent, {})
    for name in sorted(set(values) - set(model.model_fields)):
        yield _sentence(path, line_of(text, agent, (name,)), name, "there is no such setting", name, model.model_fields)
    try:
        model.model_validate(values)
    except ValidationError as error:
        for detail in error.errors():
            # "[key]" says that it is the key itself which is wrong.
            loc = tuple(step for step in detail["loc"] if isinstance(step, int) or step[:1] != "[")
            unknown = detail["type"] == "extra_forbidden"
            said = "there is no such setting" if unknown else detail["msg"]
            known = _siblings(model, loc) if unknown else WORD.findall(str(detail.get("ctx", {}).get("expected", "")))
            wrong = loc[-1] if unknown else detail.get("input")
            yield _sentence(path, line_of(text, agent, loc), ".".join(map(str, loc)) or agent, said, wrong, known)


def _sentence(path: Path, line: int, what: str, said: str, wrong: Any, known: Any) -> str:  # noqa: ANN401, PLR0913, PLR0917
    near = difflib.get_close_matches(str(wrong), [str(each) for each in known], 1)
    meant = f" Did you mean {near[0]}?" if near else f" There are: {', '.join(known)}." if known else ""
    return f"{path}:{line}: {what}: {said.removeprefix('Value error, ')}.{meant}"


def _siblings(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    """Give the names that may stand where an unknown one does, in the table that the schema has there."""
    schema = model.model_json_schema()
    node: dict[str, Any] = schema
    for step in loc[:-1]:
        node = node.get("items", {}) if isinstance(step, int) else node.get("properties", {}).get(step, {})
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return list(node.get("properties", {}))


def line_of(text: str, agent: str, loc: Sequence[str | int]) -> int:
    """Give the line, from 1, of a setting of an agent: of its key, failing that of the table it belongs to."""
    wanted = f"agents.{agent}"
    best, depth, in_table, tables = 1, 0, False, 0
    names = [step for step in loc if isinstance(step, str)]
    index = next((step for step in loc if isinstance(step, int)), None)
    for number, line in enumerate(text.splitlines(), 1):
        header = HEADER.match(line)
        if header:
            table = header[1].replace(" ", "").replace('"', "")
            if names and table == f"{wanted}.{names[0]}" and line.lstrip().startswith("[["):
                tables += 1
                in_table, depth = tables - 1 == index, 1
            else:
                steps = table.removeprefix(wanted).strip(".").split(".") if table.startswith(wanted) else ["-"]
                steps = [step for step in steps if step]
                in_table = names[: len(steps)] == steps and (index is None or tables - 1 == index or not steps)
                depth = len(steps)
            best = number if in_table else best
        elif in_table and len(names) > depth and re.match(rf'\s*"?{re.escape(names[depth])}"?\s*[=.]', line):
            return number
    return best
