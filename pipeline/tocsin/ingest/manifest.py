"""The manifest beside text files: what they do not say themselves.

[articles."annan.txt"]
source = "The Guardian"
published = 2012-03-09
published_inferred = true
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from tocsin.errors import InputError
from tocsin.mistakes import wording
from tocsin.records import IsoTime

__all__ = ["MANIFEST", "Metadata", "read_manifest"]

MANIFEST = "manifest.toml"

POSITION = re.compile(r"\(at line (\d+), column \d+\)")
"""How tomllib says where a file breaks."""


class Metadata(BaseModel):
    """What a manifest tells about one text file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    source: str | None = None
    published: IsoTime | None = None
    published_inferred: bool = False
    title: str | None = None
    url: str | None = None

    @field_validator("published", mode="before")
    @classmethod
    def _toml_has_dates(cls, value: object) -> object:
        return value.isoformat() if isinstance(value, dt.date) else value


def read_manifest(folder: Path) -> dict[str, Metadata]:
    """Read a folder's manifest: metadata by file name, nothing when there is none.

    Raise InputError, with file and line, when it is malformed or tells of a file that is not there.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", where=str(path)) from None
    except UnicodeDecodeError as error:
        raise InputError(f"byte {error.start} is not UTF-8.", where=str(path)) from None
    return {name: _metadata(name, table, path, text) for name, table in _tables(path, text).items()}


def _tables(path: Path, text: str) -> dict[str, Any]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = POSITION.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise InputError(f"not TOML: {error}.", where=f"{path}:{line}") from None
    except RecursionError:  # tomllib reads what is nested by calling itself
        raise InputError("it is nested too deeply.", where=str(path)) from None
    articles = tables.pop("articles", {})
    if tables or not isinstance(articles, dict):
        stray = next(iter(tables), "articles")
        raise InputError(
            f"{stray!r} is not something a manifest tells.",
            where=f"{path}:{_line_of(stray, text)}",
            hint='It has one table a file: [articles."name.txt"].',
        )
    return articles


def _metadata(name: str, table: object, path: Path, text: str) -> Metadata:
    line = _line_of(name, text)
    file = path.parent / name
    if file.suffix.lower() != ".txt" or not _is_there(file):
        raise InputError(
            f"tells of {name!r}, which is no text file in {path.parent}.",
            where=f"{path}:{line}",
            hint="Correct the name or remove the entry; a manifest tells of .txt files beside it.",
        )
    try:
        return Metadata.model_validate(table)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        field = str(detail["loc"][0]) if detail["loc"] else name
        raise InputError(
            f"{field}: {wording(detail)}.",
            where=f"{path}:{_line_of(field, text, line)}",
            hint=f"An entry may have {', '.join(Metadata.model_fields)}.",
        ) from None


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # a name that is longer than names can be
        return False


def _line_of(key: str, text: str, start: int = 1) -> int:
    """Find the line of a key, from a line on: tomllib does not tell. Give that line itself when it cannot be seen."""
    spellings = "|".join(re.escape(spelling) for spelling in (key, json.dumps(key)[1:-1]))
    named = re.compile(rf"(?<![\w.-])(?:{spellings})(?![\w-])")
    lines = enumerate(text.splitlines()[start - 1 :], start)
    return next((number for number, line in lines if named.search(line.partition("#")[0])), start)
