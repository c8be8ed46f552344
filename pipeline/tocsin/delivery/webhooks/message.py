"""What is posted: the body, its id and its signature, by Standard Webhooks."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.records import Alert
from tocsin.records.codec import content_id, dump_json

__all__ = ["MOST_BYTES", "Posted", "posted", "signed_headers"]

MOST_BYTES = 20_000
"""Standard Webhooks asks for less than 20 kB."""

TYPES = {"firing": "created", "updated": "updated", "resolved": "updated", "cancelled": "cancelled"}

TEXT_LENGTHS = (2_000, 400, 80)
"""Characters that a piece of text is cut to, one after another, until the body fits."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A body, as the bytes that are signed and sent, and the id that is the same however often it is sent."""

    id: str
    body: bytes


def posted(alert: Alert, raised: dt.datetime) -> Posted:
    """Make the message of an alert that was raised at a moment: the same alert always gives the same bytes.

    Where the whole would not fit, statements and parts beyond what fits are left out and counted, and long text is cut; the
    alert's topic has them all.
    """
    fields = alert.model_dump(mode="json", by_alias=True)
    timestamp = raised.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    envelope = {"type": f"casualty.alert.{TYPES[alert.state]}", "timestamp": timestamp}
    # The id is that of the content, as an alert may be told anew under the same revision when a stream begins again.
    name = f"msg_{content_id('webhook', fields)}"
    return Posted(name, _fitting(envelope, fields))


def _fitting(envelope: dict[str, str], fields: dict[str, object]) -> bytes:
    whole = dump_json(envelope | {"data": fields})
    if len(whole) < MOST_BYTES:
        return whole
    for length in TEXT_LENGTHS:
        cut = _cut(fields, length)
        assert isinstance(cut, dict)  # noqa: S101 - for the type checker: a dict stays one
        body = _with_most_statements(envelope, cut)
        if body is not None:
            return body
    few = {name: _cut(fields[name], TEXT_LENGTHS[-1]) for name in ("id", "state", "revision", "severity", "headline")}
    return dump_json(envelope | {"data": few | {"cut": True}})


def _with_most_statements(envelope: dict[str, str], fields: dict[str, object]) -> bytes | None:
    """Give the body with as many statements as fit; None when not even one does, or nothing would without any."""
    statements, parts = _list(fields["statements"]), _list(fields["parts"])
    fits: bytes | None = None
    # Statements first, then the parts they divide into.
    least, most = min(1, len(statements)), len(statements) + len(parts)
    while least <= most:
        kept = (least + most) // 2
        shown = statements[:kept]
        divided = parts[: max(0, kept - len(statements))]
        left_out = {"statements_omitted": len(statements) - len(shown), "parts_omitted": len(parts) - len(divided)}
        body = dump_json(envelope | {"data": fields | {"statements": shown, "parts": divided} | left_out})
        if len(body) < MOST_BYTES:
            fits, least = body, kept + 1
        else:
            most = kept - 1
    return fits


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _cut(value: object, length: int) -> object:
    if isinstance(value, str):
        return value if len(value) <= length else f"{value[: length - 1]}\u2026"
    if isinstance(value, list):
        return [_cut(item, length) for item in value]
    if isinstance(value, dict):
        return {_cut(key, length): _cut(item, length) for key, item in value.items()}
    return value


def signed_headers(message: Posted, keys: Sequence[bytes], now: int) -> dict[str, str]:
    """Give the headers of one attempt at `now`, in seconds since 1970: id, timestamp, and a signature by each key."""
    signed = b".".join((message.id.encode(), str(now).encode(), message.body))
    signatures = (hmac.new(key, signed, hashlib.sha256).digest() for key in keys)
    return {
        "content-type": "application/json",
        "user-agent": "tocsin",
        "webhook-id": message.id,
        "webhook-timestamp": str(now),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(each).decode()}" for each in signatures),
    }
