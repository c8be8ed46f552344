"""One RSS or Atom document as articles: every entry is one, or is told as malformed."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any
from xml.sax import SAXException

import feedparser

from tocsin.errors import InputError
from tocsin.ingest.feeds.markup import text_of
from tocsin.ingest.reads import Found, Malformed, Read, Spot
from tocsin.records import Article, iso_datetime
from tocsin.records.codec import dump_json, validate

__all__ = ["is_cut_off", "key_of", "read_back", "reads_of", "whole", "written"]

ELEMENT = re.compile(rb"<[A-Za-z]")
OWN_ENTITIES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]{0,2000}\[", re.IGNORECASE)
"""A document type that declares something itself, which no feed needs and entity bombs are made of."""

END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)

CUT_OFF = "the feed is cut off in this entry."

NAMED = 60
"""Characters of an entry's name that are told."""


def reads_of(content: bytes, *, url: str, name: str = "", content_type: str = "") -> list[Read]:
    """Read a feed, the oldest entry first as far as it lists the newest first; raises nothing for what it holds.

    `name` is the outlet; without one it is the feed's title, or its host. What is no feed is one malformed input.
    """
    try:
        feed = _parsed(content, url, content_type)
    except InputError as error:
        return [Spot(url).malformed(error, content, len(content))]
    source = name or text_of(str(feed.feed.get("title", "")))[:200] or url.partition("://")[2].partition("/")[0]
    reads = [_read(entry, url, source) for entry in reversed(feed.entries)]
    if reads and is_cut_off(content):
        reads[0] = _unfinished(reads[0])
    return reads


def is_cut_off(content: bytes) -> bool:
    """Say whether a document ends within an entry: it has no end of its own, and its last entry has none either."""
    bare = content.replace(b"\0", b"")
    if END.search(bare):
        return False
    return max((tag.start() for tag in ENTRY.finditer(bare)), default=-1) > max(
        (tag.start() for tag in ENTRY_END.finditer(bare)), default=-1
    )


def whole(reads: Sequence[Read], content: bytes) -> Malformed | None:
    """Give the one read of a document that could not be read at all; None for one that could."""
    first = reads[0] if len(reads) == 1 else None
    return first if isinstance(first, Malformed) and first.original == content[: len(first.original)] else None


def _unfinished(read: Read) -> Read:
    """Have an entry that may lack its date, its name or the end of its text be no article."""
    if isinstance(read, Malformed):
        return read
    shown = dump_json(read.article.model_dump(mode="json"))
    return Spot(read.where).malformed(
        InputError(CUT_OFF, hint="It is read when the feed is whole again."), shown, len(shown)
    )


def key_of(read: Read) -> str:
    """Give what an entry is remembered by: the same entry, unchanged, has the same key."""
    if isinstance(read, Found):
        return read.article.id
    return hashlib.blake2b(read.reason.encode("utf-8", "replace") + read.original, digest_size=12).hexdigest()


def _parsed(content: bytes, url: str, content_type: str) -> Any:  # noqa: ANN401 - feedparser has no types
    # UTF-16 has the same characters with zeros between them.
    prolog = content.replace(b"\0", b"")[: 64 * 1024]
    first = ELEMENT.search(prolog)
    if OWN_ENTITIES.search(prolog[: first.start() if first else None]):
        raise InputError("the feed declares entities of its own.", hint="It is not read: such may grow without end.")
    headers = {"content-location": url}
    if content_type:
        headers["content-type"] = content_type
    try:
        # As a stream: bytes alone could be taken for an address or the name of a file.
        feed = feedparser.parse(io.BytesIO(content), response_headers=headers)
    except Exception as error:  # noqa: BLE001 - the parser meets what nobody has thought of
        raise InputError(f"the feed cannot be read: {type(error).__name__}.") from None
    problem = feed.get("bozo_exception")
    if not feed.entries and (isinstance(problem, SAXException) or not feed.get("version")):
        reason = str(problem or "neither RSS nor Atom")
        raise InputError(f"not a feed: {reason[:200]}.", hint="Is this the address of the feed, not of the page?")
    return feed


def _read(entry: dict[str, Any], url: str, source: str) -> Read:
    link = str(entry.get("link", ""))
    guid = str(entry.get("id", "")) or link
    fields = {
        "title": _text(entry.get("title_detail")),
        "text": _body(entry),
        "published": _published(entry),
        "source": source,
        "url": link if link.startswith(("http://", "https://")) else None,
        "feed": url,
        "guid": guid or None,
    }
    spot = Spot(f"{url} {guid[:NAMED] or str(fields['title'])[:NAMED]}".rstrip())
    try:
        return spot.found(validate(Article, fields))
    except InputError as error:
        shown = dump_json({name: str(value)[:2_000] for name, value in fields.items() if value})
        return spot.malformed(error, shown, len(shown))


def _body(entry: Mapping[str, Any]) -> str:
    """Give the longest of what an entry says: some feeds have the article as content, some as summary."""
    texts = [_text(detail) for detail in (*entry.get("content", ()), entry.get("summary_detail"))]
    return max(texts, key=len)


def _text(detail: Mapping[str, Any] | None) -> str:
    value = _writable(str((detail or {}).get("value") or ""))
    return value.strip() if (detail or {}).get("type") == "text/plain" else text_of(value)


def _writable(text: str) -> str:
    # A numeric entity may stand for half of a pair, which cannot be written as UTF-8.
    return text.encode("utf-8", "replace").decode("utf-8")


def _published(entry: dict[str, Any]) -> str | None:
    for name in ("published", "updated", "created"):
        # Its own `get` takes one for another; and what it parses a broken date to may depend on the clock.
        moment = _moment(str(dict.get(entry, name, "")).strip())
        if moment is not None:
            return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return None


def _moment(text: str) -> dt.datetime | None:
    """Read RFC 822, as RSS has it, or ISO 8601, as Atom has it, in UTC; None when it is neither."""
    for parse in (parsedate_to_datetime, iso_datetime):
        try:
            moment = parse(text)
            return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def written(reads: list[Read]) -> Iterator[bytes]:
    """Write reads as lines, for another process."""
    for read in reads:
        if isinstance(read, Found):
            yield dump_json({"where": read.where, "article": read.article.model_dump(mode="json")})
        else:
            original = read.original.decode("latin-1")
            yield dump_json(
                {"where": read.where, "reason": read.reason, "hint": read.hint, "original": original, "size": read.size}
            )


def read_back(line: Mapping[str, Any]) -> Read:
    """Read one of these lines, parsed."""
    if "article" in line:
        return Spot(line["where"]).found(validate(Article, line["article"]))
    return Malformed(
        where=line["where"],
        reason=line["reason"],
        hint=line["hint"],
        original=line["original"].encode("latin-1"),
        size=line["size"],
    )
