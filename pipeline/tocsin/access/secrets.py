"""Secrets: from a variable or from a file that it names, never from `tocsin.toml` or the command line.

What was read is remembered in this process, so that it can be taken out of whatever is logged, printed or written: libraries,
and agents, put what they were given into their errors.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr

from tocsin.errors import SettingsError

__all__ = ["FILE_SUFFIX", "is_secret", "read_by_others", "read_secret", "redacted", "refuse_secrets", "remember"]

FILE_SUFFIX = "_FILE"
"""What a variable's name ends with that names the file of a secret."""


SHORTEST = 6
"""Characters of a secret that is taken out of texts."""

WORDS = frozenset(
    {"secret", "password", "tocsin", "kafka", "broker", "webhook", "webhooks", "articles", "alerts", "claims"}
)
"""Words of messages that somebody may have for a password."""

INSTEAD = "**********"
"""What stands in its place, as pydantic has it."""

_known: set[str] = set()


def is_secret(annotation: Any) -> bool:  # noqa: ANN401 - any type
    """Say whether a field of this type holds a secret: pydantic's SecretStr, alone or among others."""
    return annotation is SecretStr or any(is_secret(each) for each in get_args(annotation))


def read_secret(variable: str, value: SecretStr | None, file: Path | None) -> str | None:
    """Give a secret: the value itself, else what the file holds without the line end after it, else None.

    Raises SettingsError, with the name of the variable and never with a secret, when the file cannot be read.
    """
    if value is not None:
        return remember(value.get_secret_value())
    if file is None:
        return None
    name = f"{variable}{FILE_SUFFIX}"
    try:
        return remember(file.read_text(encoding="utf-8").rstrip("\r\n"))
    except OSError as error:
        raise SettingsError(f"{name} cannot be read: {error.strerror} ({file}).") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{name} is not UTF-8 text ({file}).") from None


def refuse_secrets(
    values: Mapping[str, Any], model: type[BaseModel], variable: Callable[[str], str], where: str
) -> None:
    """Raise SettingsError for a secret in a file that is copied, shown and kept with other settings."""
    for name, field in model.model_fields.items():
        if is_secret(field.annotation) and name in values:
            raise SettingsError(
                f"{where} holds the secret {name}: set {variable(name)}{FILE_SUFFIX} or {variable(name)} instead."
            )


def remember(secret: str) -> str:
    """Take note of a secret, and give it back; one that cannot be told from ordinary text is let be.

    That is one that is very short, or a word that messages have: taken out of them, it would be told by the gaps.
    """
    if len(secret) >= SHORTEST and secret.casefold() not in WORDS:
        _known.add(secret)
    return secret


def redacted(text: str) -> str:
    """Give a text without any of the secrets that this process has read."""
    for secret in sorted(_known, key=len, reverse=True):
        if secret in text:
            text = text.replace(secret, INSTEAD)
    return text


def read_by_others(file: Path) -> bool:
    """Say whether users other than its owner may read a file; what is not there is read by nobody.

    A group counts as others: who is in it is decided elsewhere.
    """
    try:
        return bool(file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False
