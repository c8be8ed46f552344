"""Where webhooks go: the endpoints of `[[webhooks]]` in `tocsin.toml`, and the secrets that sign what they get."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tocsin.access.secrets import remember
from tocsin.errors import SettingsError
from tocsin.records import Alert
from tocsin.records.codec import content_id
from tocsin.settings import Settings

__all__ = ["SEVERITIES", "Endpoint", "endpoints"]

SEVERITIES = ("Unknown", "Minor", "Moderate", "Severe", "Extreme")
"""CAP 1.2's words, from the least."""

PREFIX = "whsec_"
SECRET_BYTES = range(24, 65)
"""How long a secret is, in bytes, by Standard Webhooks."""

NAME_DIGITS = 12


class Endpoint(BaseModel):
    """One `[[webhooks]]` table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(description="Where alerts are posted to: http or https.")
    name: str = Field(default="", pattern=r"^[a-z0-9-]{0,60}$", description="Its name in logs and of its group.")
    secret_file: Path | None = Field(default=None, description="The file that holds the secret, or several.")
    secret_env: str | None = Field(default=None, description="The variable that holds it.")
    rules: tuple[str, ...] = Field(default=(), description="Only alerts that one of these rules takes part in.")
    severity: Literal["Unknown", "Minor", "Moderate", "Severe", "Extreme"] = Field(
        default="Unknown", description="Only alerts at least this severe."
    )
    start: Literal["now", "beginning"] = Field(
        default="now", description="What a new endpoint gets first: what comes now, or all alerts that are kept."
    )
    allow_private: bool = Field(default=False, description="Whether the address may be within a private network.")
    timeout_seconds: float = Field(default=15, gt=0, le=60, description="How long one attempt may take.")

    @field_validator("url")
    @classmethod
    def _plain_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            message = "must be an http or https address"
            raise ValueError(message)
        if parts.username or parts.password or parts.fragment:
            message = "must hold no user, password or fragment"
            raise ValueError(message)
        _ = parts.port  # raises ValueError when it is none
        return url

    @model_validator(mode="after")
    def _one_secret(self) -> Endpoint:
        if (self.secret_file is None) == (self.secret_env is None):
            message = "name the secret by one of secret_file and secret_env"
            raise ValueError(message)
        return self

    @property
    def label(self) -> str:
        """The endpoint's name; without one, digits that its address gives."""
        return self.name or content_id("webhook", self.url)[:NAME_DIGITS]

    @property
    def mark(self) -> str:
        """What is remembered when the address is gone: a new address is asked again."""
        return f"gone {content_id('webhook', self.url)}"

    def wants(self, alert: Alert) -> bool:
        """Say whether an alert is for this endpoint."""
        severe = SEVERITIES.index(alert.severity) >= SEVERITIES.index(self.severity)
        return severe and (not self.rules or not set(self.rules).isdisjoint(alert.rules))

    def keys(self) -> tuple[bytes, ...]:
        """Read the signing keys, several while one is being replaced; raise SettingsError, never with a secret in it."""
        where = f"{self.secret_env}" if self.secret_env else f"{self.secret_file}"
        found = self._secrets(where).split()
        if not found:
            raise SettingsError(f"The secret of webhook {self.label} is empty ({where}).")
        return tuple(_key(remember(secret), where) for secret in found)

    def _secrets(self, where: str) -> str:
        if self.secret_env:
            return os.environ.get(self.secret_env, "")
        try:
            return (self.secret_file or Path()).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            raise SettingsError(f"The secret of webhook {self.label} cannot be read: {reason} ({where}).") from None


def _key(secret: str, where: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or len(key) not in SECRET_BYTES:
        raise SettingsError(
            f"{where} does not hold a secret: whsec_ and 24 to 64 bytes in base64.",
            hint="Make one: python -c 'import base64, os; print(\"whsec_\" + base64.b64encode(os.urandom(32)).decode())'",
        )
    return key


def endpoints(settings: Settings) -> tuple[Endpoint, ...]:
    """Read `[[webhooks]]`; raise SettingsError that names the table and what is wrong with it."""
    found = []
    for number, table in enumerate(settings.webhooks, 1):
        try:
            found.append(Endpoint.model_validate(table))
        except ValidationError as error:
            problems = "; ".join(f"{'.'.join(map(str, d['loc'])) or 'the table'}: {d['msg']}" for d in error.errors())
            raise SettingsError(f"[[webhooks]] number {number} is not right: {problems}.") from None
    labels = [endpoint.label for endpoint in found]
    for label in labels:
        if labels.count(label) > 1:
            raise SettingsError(f"Two [[webhooks]] are the same: {label}.", hint="Give each a name of its own.")
    return tuple(found)
