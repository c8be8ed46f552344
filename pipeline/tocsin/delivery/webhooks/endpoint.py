"""Where webhooks go: the endpoints of `[[webhooks]]` in `tocsin.toml`, and the secrets that sign what they get."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from tocsin.access.secrets import remember
from tocsin.delivery.recipient import Recipient, read_recipients, read_secret
from tocsin.errors import SettingsError
from tocsin.records.codec import content_id
from tocsin.settings import Settings

__all__ = ["Endpoint", "endpoints"]

PREFIX = "whsec_"
SECRET_BYTES = range(24, 65)
"""How long a secret is, in bytes, by Standard Webhooks."""

NAME_DIGITS = 12


class Endpoint(Recipient):
    """One `[[webhooks]]` table."""

    url: str = Field(description="Where alerts are posted to: http or https.")
    secret_file: Path | None = Field(default=None, description="The file that holds the secret, or several.")
    secret_env: str | None = Field(default=None, description="The variable that holds it.")
    allow_private: bool = Field(default=False, description="Whether the address may be within a private network.")

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

    def keys(self) -> tuple[bytes, ...]:
        """Read the signing keys, several while one is being replaced; raise SettingsError, never with a secret in it."""
        where = f"{self.secret_env}" if self.secret_env else f"{self.secret_file}"
        found = read_secret(f"The secret of webhook {self.label}", self.secret_env, self.secret_file).split()
        if not found:
            raise SettingsError(f"The secret of webhook {self.label} is empty ({where}).")
        # What is no key is no secret either, but perhaps a word of the very message that says so.
        keys = tuple(_key(secret, where) for secret in found)
        for secret in found:
            remember(secret)
        return keys


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
    return read_recipients(settings, "webhooks", Endpoint)
