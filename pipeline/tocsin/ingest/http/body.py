"""What is posted, as articles: one in JSON, several in JSON Lines, or plain text."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from pydantic import ValidationError

from tocsin.errors import InputError
from tocsin.ingest.jsonline import article_of_line
from tocsin.ingest.lines import read_lines
from tocsin.ingest.manifest import Metadata
from tocsin.ingest.reads import FillIn, Limits, Read, Spot, too_long
from tocsin.ingest.textfile import article_of_text
from tocsin.mistakes import place, wording
from tocsin.records import Article

__all__ = ["EXPECTED", "kind_of", "reads_of", "said_in"]

Kind = Literal["json", "lines", "text"]

KINDS: dict[str, Kind] = {
    "application/json": "json",
    "application/x-ndjson": "lines",
    "application/jsonl": "lines",
    "text/plain": "text",
}

EXPECTED = f"Send one of {', '.join(KINDS)}, in UTF-8."

BOM = b"\xef\xbb\xbf"
PLACE = "POST /articles"


def said_in(query: Mapping[str, str]) -> Metadata:
    """Read what the query says about articles that do not say it themselves; raise InputError for what it cannot say."""
    known = ("source", "published", "title", "url")
    unknown = sorted(set(query) - set(known))
    if unknown:
        raise InputError(f"the query has no parameter {unknown[0][:40]!r}.", hint=f"There are: {', '.join(known)}.")
    try:
        said = Metadata.model_validate(dict(query))
    except ValidationError as error:
        detail = error.errors(include_url=False, include_input=False)[0]
        raise InputError(f"{place(detail['loc'])} in the query: {wording(detail)}.") from None
    _fill(said)
    return said


def _fill(said: Metadata) -> FillIn:
    return FillIn(published=said.published, source=said.source)


def kind_of(content_type: str) -> Kind | None:
    """Say what a body of this content type holds; None when it is not taken, or not UTF-8."""
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charsets = [part.partition("=")[2].strip('"') for part in parameters if part.startswith("charset=")]
    return KINDS.get(media) if all(charset in {"utf-8", "utf8"} for charset in charsets) else None


def reads_of(kind: Kind, body: bytes, said: Metadata, limits: Limits) -> list[Read]:
    """Read a body. Blank lines are passed over; an empty body is malformed."""
    if kind == "lines":
        return list(_lines(body, said, limits)) or [
            Spot(PLACE).malformed(InputError("there are no lines."), body, len(body))
        ]
    if kind == "json":
        return [_read(PLACE, body, limits, lambda: article_of_line(body.removeprefix(BOM), _fill(said)))]
    return [_read(PLACE, body, limits, lambda: article_of_text(body, said, FillIn()))]


def _lines(body: bytes, said: Metadata, limits: Limits) -> Iterator[Read]:
    for line in read_lines(io.BytesIO(body), limit=limits.article_bytes):
        content = line.content.removeprefix(BOM) if line.number == 1 else line.content
        if not content.strip():
            continue
        spot = Spot(f"{PLACE}:{line.number}")
        try:
            if line.too_long:
                raise too_long(limits.article_bytes)
            yield spot.found(article_of_line(content, _fill(said)))
        except InputError as error:
            yield spot.malformed(error, line.content, line.size)


def _read(where: str, body: bytes, limits: Limits, make: Callable[[], Article]) -> Read:
    spot = Spot(where)
    try:
        if len(body) > limits.article_bytes:
            raise too_long(limits.article_bytes)
        return spot.found(make())
    except InputError as error:
        return spot.malformed(error, body, len(body))
