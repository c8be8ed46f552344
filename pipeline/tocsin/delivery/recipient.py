"""Who gets alerts: what every kind of recipient in `tocsin.toml` may say, and where its secrets are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from tocsin.errors import SettingsError
from tocsin.records import Alert
from tocsin.records.codec import content_id
from tocsin.settings import Settings, read_tables

__all__ = ["SEVERITIES", "Recipient", "read_recipients", "read_secret"]

SEVERITIES = ("Unknown", "Minor", "Moderate", "Severe", "Extreme")
"""CAP 1.2's words, from the least."""

Named = TypeVar("Named", bound="Recipient")


class Recipient(BaseModel):
    """What the tables of recipients have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="", pattern=r"^[a-z0-9-]{0,60}$", description="Its name in logs and of its group.")
    rules: tuple[str, ...] = Field(default=(), description="Only alerts that one of these rules takes part in.")
    severity: Literal["Unknown", "Minor", "Moderate", "Severe", "Extreme"] = Field(
        default="Unknown", description="Only alerts at least this severe."
    )
    start: Literal["now", "beginning"] = Field(
        default="now", description="What a new one gets first: what comes now, or all alerts that are kept."
    )
    timeout_seconds: float = Field(default=15, gt=0, le=60, description="How long one attempt may take.")

    @property
    def label(self) -> str:
        """What it is called."""
        return self.name

    @property
    def mark(self) -> str:
        """What is remembered when it wants nothing any more; another mark is asked again."""
        return f"gone {content_id(self.label)}"

    def wants(self, alert: Alert) -> bool:
        """Say whether an alert is for it."""
        severe = SEVERITIES.index(alert.severity) >= SEVERITIES.index(self.severity)
        return severe and (not self.rules or not set(self.rules).isdisjoint(alert.rules))


def read_secret(what: str, variable: str | None, file: Path | None) -> str:
    """Give what a variable or a file holds; raise SettingsError that names where, and never what."""
    if variable:
        return os.environ.get(variable, "")
    try:
        return (file or Path()).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise SettingsError(f"{what} cannot be read: {reason} ({file}).") from None


def read_recipients(settings: Settings, table: str, model: type[Named]) -> tuple[Named, ...]:
    """Read tables of one kind; raise SettingsError that names the table and what is wrong with it."""
    found = read_tables(settings, table, model)
    labels = [each.label for each in found]
    for label in labels:
        if labels.count(label) > 1:
            raise SettingsError(f"Two [[{table}]] are the same: {label}.", hint="Give each a name of its own.")
    return found
