"""Alerts as an Atom feed (RFC 4287): one entry an alert, updated when the alert is revised."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from urllib.parse import quote

from tocsin.delivery.book import Entry
from tocsin.delivery.markup import child, document, one_line

__all__ = ["ENTRIES", "MEDIA_TYPE", "NAMESPACE", "feed"]

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"

ENTRIES = 100
"""Entries in a feed, the last sent first."""

TITLE_CHARACTERS = 300
SUMMARY_CHARACTERS = 20_000
EPOCH = dt.datetime.fromtimestamp(0, dt.UTC)


def feed(entries: Sequence[Entry], *, sender: str, address: str = "") -> bytes:
    """Give a feed of alerts, as UTF-8.

    `sender` names this pipeline; `address` is the URL that the feed is served at, with the alerts beside it, and empty for a
    feed that is a file. `updated` is the latest time of an alert, so the same alerts give the same bytes.
    """
    root = ET.Element("feed", xmlns=NAMESPACE)
    child(root, "id", f"urn:tocsin:{quote(sender, safe='')}:alerts")
    child(root, "title", "Alerts")
    child(root, "updated", _time(max((entry.sent for entry in entries), default=EPOCH)))
    child(ET.SubElement(root, "author"), "name", sender)
    child(root, "generator", "Tocsin")
    if address:
        ET.SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=address)
    for entry in entries:
        _entry(root, entry, address)
    return document(root)


def _entry(root: ET.Element, entry: Entry, address: str) -> None:
    alert = entry.alert
    element = ET.SubElement(root, "entry")
    child(element, "id", f"urn:tocsin:alert:{_quoted(alert.id)}")
    child(element, "title", one_line(alert.headline, TITLE_CHARACTERS), type="text")
    child(element, "updated", _time(entry.sent))
    child(element, "published", _time(entry.earlier[0][1] if entry.earlier else entry.sent))
    if address:
        base = address.rsplit("/", 1)[0]
        for kind, media_type in (("json", "application/json"), ("cap", "application/cap+xml")):
            href = f"{base}/alerts/{_quoted(alert.id)}.{kind}"
            ET.SubElement(element, "link", rel="alternate", type=media_type, href=href)
    for term in (*alert.rules, alert.severity, alert.certainty, alert.state):
        ET.SubElement(element, "category", term=one_line(term, TITLE_CHARACTERS))
    child(element, "summary", (alert.description or alert.headline)[:SUMMARY_CHARACTERS], type="text")


def _quoted(alert_id: str) -> str:
    return quote(alert_id.encode("utf-8", "replace"), safe="")


def _time(moment: dt.datetime) -> str:
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
