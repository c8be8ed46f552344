"""Records to bytes and back, and the ids that content gives: the only module that knows orjson.

Ids never depend on key order, line endings or Unicode composition: the same content always gives the same id.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from tocsin.errors import InputError, RecordError
from tocsin.mistakes import place, wording

__all__ = ["content_id", "decode", "dump_json", "encode", "parse_json"]

Model = TypeVar("Model", bound=BaseModel)

ID_BYTES = 12
"""96 bits: among a billion records, two that share an id are a one in a hundred billion chance."""


def encode(record: BaseModel) -> bytes:
    """Give the record as UTF-8 JSON, fields in the order of their declaration; raise RecordError where JSON cannot hold it."""
    try:
        return orjson.dumps(record.model_dump(mode="json", by_alias=True))
    except (TypeError, ValueError, RecursionError) as error:
        raise RecordError(f"A {type(record).__name__} cannot be written as JSON: {error}.") from None


def decode(model: type[Model], value: bytes, *, where: str = "") -> Model:
    """Read a record; raise InputError that names the offending fields, never their whole content."""
    return validate(model, parse_json(value, where=where), where=where)


def validate(model: type[Model], fields: object, *, where: str = "") -> Model:
    """Make a record of parsed JSON; raise InputError that names the offending fields."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        problems = "; ".join(_problem(detail) for detail in error.errors(include_url=False, include_input=False)[:3])
        raise InputError(
            f"not a valid {model.__name__}: {problems}.",
            where=where,
            hint=f"`tocsin schema {model.__name__.lower()}` prints what is expected.",
        ) from None


def parse_json(value: bytes, *, where: str = "") -> Any:  # noqa: ANN401 - JSON is any shape until it is validated
    """Parse UTF-8 JSON; raise InputError that says where it breaks."""
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise InputError(f"not JSON: {error}.", where=where) from None


def dump_json(value: object, *, sort: bool = False, indent: bool = False) -> bytes:
    """Write any JSON-compatible value as UTF-8 JSON."""
    options = (orjson.OPT_SORT_KEYS if sort else 0) | (orjson.OPT_INDENT_2 if indent else 0)
    return orjson.dumps(value, option=options)


def content_id(*parts: object) -> str:
    """Derive an id from content: 24 hexadecimal digits.

    Strings count after NFC normalisation and with white space collapsed, at any depth.
    """
    canonical = orjson.dumps(_normal(parts), option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(canonical, digest_size=ID_BYTES).hexdigest()


def _normal(value: object) -> object:
    if isinstance(value, str):
        if value.isascii():
            return " ".join(value.split())
        # A lone surrogate is legal in a Python string and not in UTF-8: it must not stop an id from being made.
        return " ".join(unicodedata.normalize("NFC", value).encode("utf-8", "replace").decode("utf-8").split())
    if isinstance(value, list | tuple):
        return [_normal(item) for item in value]
    if isinstance(value, dict):
        return {str(_normal(str(key))): _normal(item) for key, item in value.items()}
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    return value


def _problem(detail: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails is a TypedDict of Any
    path = place(detail["loc"]) or "the record"
    return f"{path}: {wording(detail)}"
