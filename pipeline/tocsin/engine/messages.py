"""Messages as Kafka carries them, and the CloudEvents headers every record travels with.

Headers follow the CloudEvents Kafka binding 1.0, binary mode, and W3C Trace Context: a trace begins with an article and
every record derived from it belongs to it. They are derived from content, so a record made again has the same ones. Two more
say where a record comes from in this Kafka: the place of the record it was derived from, and when the article of its trace
was written. They are Kafka's words, not a clock's, so a batch done again after a crash writes the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from tocsin.records.codec import content_id, encode
from tocsin.topics.table import Topic

__all__ = [
    "CAME_FROM",
    "ENTERED",
    "ENTRANCE",
    "ONLY",
    "Header",
    "Incoming",
    "Outgoing",
    "entered",
    "header",
    "headers_for",
    "iso_milliseconds",
    "message_for",
    "received",
    "trace_id",
    "traceparent_of",
]

Header = tuple[str, bytes]

ONLY = "x-tocsin-only"
"""Header of a record that is sent again: the one agent that is to read it. The others have read it before."""

ENTERED = "x-tocsin-entered"
"""Header: when the record that the trace began with was written, as Kafka has it; RFC 3339, UTC, milliseconds."""

CAME_FROM = "x-tocsin-from"
"""Header: the place of the record that this one was derived from, `topic[partition]@offset`, topic without prefix."""

TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
"""W3C Trace Context; a trace id of zeros is none."""

ENTRANCE = "replay"
"""The source of articles, in `ce_source`."""

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MILLISECOND = dt.timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it was read: topic without prefix, offset, timestamp in milliseconds since 1970."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...] = ()
    timestamp_ms: int = 0

    @property
    def place(self) -> str:
        """Where it stands: `topic[partition]@offset`."""
        return f"{self.topic}[{self.partition}]@{self.offset}"

    @property
    def written(self) -> dt.datetime | None:
        """When Kafka got it, in UTC; None when that is not known."""
        return EPOCH + self.timestamp_ms * MILLISECOND if self.timestamp_ms > 0 else None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be written: topic without prefix."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...] = ()


def received(record: Any, topic: str) -> Incoming:  # noqa: ANN401 - aiokafka's ConsumerRecord, which has no types
    """Give a record as aiokafka read it; `topic` is the name without prefix that it gets."""
    headers = tuple((name, value or b"") for name, value in record.headers)
    return Incoming(topic, record.partition, record.offset, record.key, record.value, headers, record.timestamp)


def header(headers: tuple[Header, ...], name: str) -> str:
    """Give the text of the first header of that name, or an empty string."""
    return next((value.decode("utf-8", "replace") for key, value in headers if key == name), "")


def message_for(
    record: BaseModel, topic: Topic, *, source: str, cause: Incoming | None = None, time: str = ""
) -> Outgoing:
    """Make the message of a record: key, JSON value, headers."""
    key = getattr(record, topic.key)
    return Outgoing(
        topic=topic.name,
        key=None if key is None else str(key).encode(),
        value=encode(record),
        headers=headers_for(record, source=source, cause=cause, time=time),
    )


def headers_for(record: BaseModel, *, source: str, cause: Incoming | None = None, time: str = "") -> tuple[Header, ...]:
    """Give a record's CloudEvents headers.

    `source` is the agent or `replay`; `cause` is the message the record was derived from, whose trace and time it goes on
    with; `time` (ISO 8601) is when the trace began, for a record without a cause.
    """
    record_id = getattr(record, "id", None) or content_id(type(record).__name__, record.model_dump(mode="json"))
    event_type = getattr(record, "cloud_event_type", None)
    fields = {
        "ce_specversion": "1.0",
        "ce_id": record_id,
        "ce_type": event_type() if event_type else f"tocsin.{type(record).__name__.lower()}",
        "ce_source": f"tocsin/{source}",
        "ce_time": header(cause.headers, "ce_time") if cause else time,
        "ce_causationid": header(cause.headers, "ce_id") if cause else "",
        "content-type": "application/json",
        "traceparent": _traceparent(str(record_id), source, header(cause.headers, "traceparent") if cause else ""),
        CAME_FROM: cause.place if cause else "",
        ENTERED: _entry(cause) if cause else "",
    }
    return tuple((name, text.encode("utf-8", "replace")) for name, text in fields.items() if text)


def iso_milliseconds(moment: int) -> str:
    """Write milliseconds since 1970 as RFC 3339 has them, in UTC."""
    return (EPOCH + moment * MILLISECOND).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def entered(headers: tuple[Header, ...]) -> int | None:
    """Give when the article of a record's trace was written, in milliseconds since 1970; None when no header says it."""
    try:
        moment = dt.datetime.fromisoformat(header(headers, ENTERED))
        return None if moment.tzinfo is None else (moment.astimezone(dt.UTC) - EPOCH) // MILLISECOND
    except (ValueError, OverflowError):  # anyone can write headers
        return None


def trace_id(record_id: str) -> str:
    """Give the id of the trace that begins with a record: 32 hexadecimal digits."""
    return hashlib.blake2b(record_id.encode("utf-8", "replace"), digest_size=16).hexdigest()


def traceparent_of(article_id: str) -> str:
    """Give the `traceparent` of an article as whatever brought it in from outside wrote it."""
    return _traceparent(article_id, ENTRANCE, "")


def _entry(cause: Incoming) -> str:
    if entered(cause.headers) is not None:
        return header(cause.headers, ENTERED)
    return iso_milliseconds(cause.timestamp_ms) if cause.timestamp_ms > 0 else ""


def _traceparent(record_id: str, source: str, parent: str) -> str:
    found = TRACEPARENT.fullmatch(parent)
    trace = found[1] if found else trace_id(record_id)
    span = hashlib.blake2b(f"{source}/{record_id}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"00-{trace}-{span}-01"
