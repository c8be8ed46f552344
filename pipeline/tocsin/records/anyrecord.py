"""A record of a class that one does not have: read by the names that its schema publishes."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

__all__ = ["AnyRecord"]


class AnyRecord(BaseModel):
    """Any JSON object. Read another package's topic with it without importing that package: `record["river"]`.

    A topic that is consumed as `Topic("floods", AnyRecord)` is read whatever record is declared on it elsewhere.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a JSON value
        """Give a field; raise KeyError when the record does not have it."""
        return (self.model_extra or {})[name]

    def __contains__(self, name: object) -> bool:
        """Say whether the record has a field."""
        return name in (self.model_extra or {})

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - a JSON value
        """Give a field, or a default."""
        return (self.model_extra or {}).get(name, default)
