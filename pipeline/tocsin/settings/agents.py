"""The settings of agents: `[agents.NAME]`, over it `TOCSIN_NAME_FIELD` from the environment."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError

from tocsin.access.secrets import FILE_SUFFIX, is_secret, read_secret, refuse_secrets, remember
from tocsin.errors import SettingsError
from tocsin.settings.model import Settings
from tocsin.settings.refusing import Source, refusal
from tocsin.settings.strangers import refuse_misspelt_variables

__all__ = ["agent_settings", "variable_of"]


def variable_of(agent: str, field: str) -> str:
    """Name the environment variable of one setting of an agent."""
    return f"TOCSIN_{agent}_{field}".upper().replace("-", "_")


def agent_settings(settings: Settings, name: str, model: type[BaseModel]) -> BaseModel:
    """Build the settings of one agent; raise SettingsError with a line for each mistake, and where it is.

    In a variable, lists and tables are written as JSON. A secret (pydantic's SecretStr) comes from its variable, or from the
    file that TOCSIN_NAME_FIELD_FILE names, and not from the table.
    """
    values: dict[str, Any] = dict(settings.agents.get(name, {}))
    source = Source(settings.path, ("agents", name), f"[agents.{name}]", lambda field: variable_of(name, field))
    refuse_misspelt_variables([variable_of(name, field) for field in model.model_fields], name)
    refuse_secrets(values, model, lambda field: variable_of(name, field), f"[agents.{name}]")
    _take_variables(values, name, model)
    unknown = [
        {"type": "extra_forbidden", "loc": (field,), "msg": ""}
        for field in sorted(set(values) - set(model.model_fields))
    ]
    try:
        made = model.model_validate({field: value for field, value in values.items() if field in model.model_fields})
    except ValidationError as error:
        raise refusal(model, [*unknown, *error.errors()], source) from None
    if unknown:
        raise refusal(model, unknown, source)
    return made


def _take_variables(values: dict[str, Any], name: str, model: type[BaseModel]) -> None:
    for field, declared in model.model_fields.items():
        variable = variable_of(name, field)
        if variable in os.environ:
            values[field] = _read_variable(variable, declared.annotation)
            if is_secret(declared.annotation):
                remember(os.environ[variable])
        elif is_secret(declared.annotation) and os.environ.get(f"{variable}{FILE_SUFFIX}"):
            values[field] = read_secret(variable, None, Path(os.environ[f"{variable}{FILE_SUFFIX}"]))


def _read_variable(variable: str, annotation: Any) -> object:  # noqa: ANN401 - any type
    text = os.environ[variable]
    if get_origin(annotation) not in (tuple, list, set, frozenset, dict):
        return text
    try:
        return json.loads(text)
    except ValueError:
        raise SettingsError(f"{variable} is not JSON.", hint='A list is written ["one", "two"].') from None
