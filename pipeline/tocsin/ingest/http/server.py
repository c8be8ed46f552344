"""Taking articles by HTTP until told to stop."""

from __future__ import annotations

import socket

from tocsin.access.secrets import read_secret
from tocsin.errors import SettingsError
from tocsin.ingest.http.app import Rules, receiving_app
from tocsin.ingest.reads import Limits
from tocsin.ingest.target import open_intake
from tocsin.serving import serve_until_cancelled
from tocsin.settings import Settings

__all__ = ["serve_intake", "token_of"]

SHORTEST_TOKEN = 16
"""Characters; what is shorter can be guessed."""


def token_of(settings: Settings) -> str | None:
    """Give the token that whoever posts must bring along, or None; raise SettingsError when it cannot be used."""
    token = read_secret("TOCSIN_INGEST_TOKEN", settings.ingest_token, settings.ingest_token_file)
    if token is None:
        return None
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise SettingsError(
            f"The ingest token is shorter than {SHORTEST_TOKEN} characters, or holds others than printable ASCII.",
            hint="Make one: python -c 'import secrets; print(secrets.token_urlsafe())'",
        )
    return token


async def serve_intake(settings: Settings, bootstrap: str, opened: socket.socket, *, hosts: tuple[str, ...]) -> None:
    """Serve until cancelled."""
    rules = Rules(body_bytes=settings.max_body_bytes, limits=Limits.of(settings), hosts=hosts, token=token_of(settings))
    async with open_intake(settings, bootstrap) as intake:
        await serve_until_cancelled(receiving_app(intake, rules), opened)
