"""One line of JSON as one article."""

from __future__ import annotations

from typing import Any

from tocsin.errors import InputError, RecordError
from tocsin.ingest.reads import FillIn
from tocsin.ingest.textfile import encoding_problem
from tocsin.records import Article
from tocsin.records.codec import encode, parse_json, validate

__all__ = ["article_of_line"]

KINDS = {list: "an array", str: "a string", int: "a number", float: "a number", bool: "a boolean", type(None): "null"}
SHOWN_FIELDS = 8

ARRAY = "This looks like a JSON array; one article a line is expected, which `jq -c '.[]'` makes of it."


def article_of_line(line: bytes, fill: FillIn) -> Article:
    """Make an article of a JSON object; raise InputError when it is anything else or lacks what an article needs."""
    fields = _object(line)
    if fields.get("published") is None and fill.published is not None:
        fields["published"] = fill.published
    if fields.get("source") is None and fill.source is not None:
        fields["source"] = fill.source
    article = validate(Article, fields)
    if article.model_extra:
        _check_writable(article)
    return article


def _object(line: bytes) -> dict[str, Any]:
    try:
        fields = parse_json(line)
    except InputError as error:
        array = InputError(error.message, hint=ARRAY) if line.lstrip().startswith(b"[") else None
        raise encoding_problem(line) or array or error from None
    if not isinstance(fields, dict):
        raise InputError(
            f"{KINDS[type(fields)]}, where an object should be.",
            hint=ARRAY if isinstance(fields, list) else 'Write {"title": ..., "text": ...}.',
        )
    if fields.get("title") is None and fields.get("text") is None:
        names = ", ".join(list(fields)[:SHOWN_FIELDS]) or "no field at all"
        raise InputError(f"neither title nor text; it has {names}.", hint="Rename the fields of your archive.")
    return fields


def _check_writable(article: Article) -> None:
    """Refuse fields of one's own that can be read and not be written again, such as lists nested 300 deep."""
    try:
        encode(article)
    except RecordError:
        raise InputError("a field is nested too deeply.") from None
