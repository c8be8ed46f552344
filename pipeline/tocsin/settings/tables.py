"""Tables of which there may be several: `[[feeds]]`, `[[webhooks]]`, `[[notify]]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tocsin.settings.model import Settings
from tocsin.settings.refusing import Source, refusal

__all__ = ["read_tables"]

Row = TypeVar("Row", bound=BaseModel)


def read_tables(
    settings: Settings, name: str, model: type[Row], over: Mapping[str, object] | None = None
) -> tuple[Row, ...]:
    """Read the tables of one name, each with `over` over it; raise SettingsError that says in which what is wrong."""
    found = []
    rows: tuple[dict[str, Any], ...] = getattr(settings, name)
    for number, row in enumerate(rows):
        try:
            found.append(model.model_validate({**row, **(over or {})}))
        except ValidationError as error:
            source = Source(settings.path, (name, number), f"[[{name}]] number {number + 1}")
            raise refusal(model, error.errors(), source) from None
    return tuple(found)
