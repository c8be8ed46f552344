"""Services to notify: the `[[notify]]` tables of `tocsin.toml`. Their addresses hold tokens, so they are secrets."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, model_validator

from tocsin.access.secrets import remember
from tocsin.delivery.recipient import Recipient, read_recipients, read_secret
from tocsin.errors import SettingsError
from tocsin.settings import Settings

__all__ = ["Service", "services"]


class Service(Recipient):
    """One `[[notify]]` table."""

    name: str = Field(pattern=r"^[a-z0-9-]{1,60}$", description="Its name in logs and of its group.")
    url_file: Path | None = Field(default=None, description="The file that holds its address in the form of Apprise.")
    url_env: str | None = Field(default=None, description="The variable that holds it.")

    @model_validator(mode="after")
    def _one_address(self) -> Service:
        if (self.url_file is None) == (self.url_env is None):
            message = "name the address by one of url_file and url_env"
            raise ValueError(message)
        return self

    @property
    def where(self) -> str:
        """Where the address stands."""
        return f"{self.url_env or self.url_file}"

    def address(self) -> str:
        """Read the address; raise SettingsError, never with a part of it."""
        found = read_secret(f"The address of {self.name}", self.url_env, self.url_file).split()
        if len(found) != 1:
            raise SettingsError(
                f"{self.where} holds {len(found)} addresses, not one.",
                hint="Each service has a [[notify]] of its own, so that one that fails is tried again alone.",
            )
        return remember(found[0])


def services(settings: Settings) -> tuple[Service, ...]:
    """Read `[[notify]]`; raise SettingsError that names the table and what is wrong with it."""
    return read_recipients(settings, "notify", Service)
