"""Alerts as an Atom feed, read back as feed readers do: by the rules of RFC 4287."""

import datetime as dt
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from tests.pipeline.delivery.making import NOON, alert_of, any_alerts
from tocsin import Alert
from tocsin.delivery.atom import NAMESPACE, feed
from tocsin.delivery.book import Entry

AT = {"": NAMESPACE}


def entry(alert: Alert) -> Entry:
    return Entry(alert, b"", NOON)


def read(document: bytes, path: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(document).iterfind(path, AT)]


@given(st.lists(any_alerts, max_size=3))
def test_any_alerts_become_a_feed_with_what_every_entry_must_have(alerts: list[Alert]) -> None:
    root = ET.fromstring(
        feed([entry(alert) for alert in alerts], sender="my <own>", address="http://[::1]:1/feed.atom")
    )

    entries = root.findall("entry", AT)
    assert root.tag == f"{{{NAMESPACE}}}feed"
    assert len(entries) == len(alerts)
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(name, AT)) == 1
        assert dt.datetime.fromisoformat(element.findtext("updated", "", AT)).tzinfo is not None
        assert " " not in element.findtext("id", "", AT)


def test_an_entry_is_an_alert_with_its_links() -> None:
    found = feed([entry(alert_of(id="a/b"))], sender="tocsin", address="http://127.0.0.1:8321/feed.atom")

    assert read(found, "entry/id") == ["urn:tocsin:alert:a%2Fb"]
    assert read(found, "entry/title") == ["Homs, Friday 9 March 2012: 12 to 19 reported killed"]
    assert read(found, "entry/summary") == ["Residents: 12 killed\nA monitor: 19 killed"]
    links = {link.get("type"): link.get("href") for link in ET.fromstring(found).iterfind("entry/link", AT)}
    assert links == {
        "application/json": "http://127.0.0.1:8321/alerts/a%2Fb.json",
        "application/cap+xml": "http://127.0.0.1:8321/alerts/a%2Fb.cap",
    }


def test_a_revision_keeps_the_entrys_id_and_moves_its_time() -> None:
    before = entry(alert_of(sent="2012-03-09"))
    after = Entry(alert_of(revision=2, sent="2012-03-10"), b"", NOON, (("x.1", before.sent),))

    first, second = feed([before], sender="t"), feed([after], sender="t")

    assert read(first, "entry/id") == read(second, "entry/id")
    assert read(first, "entry/updated") == ["2012-03-09T00:00:00Z"]
    assert read(second, "entry/updated") == read(second, "updated") == ["2012-03-10T00:00:00Z"]
    assert read(second, "entry/published") == ["2012-03-09T00:00:00Z"]


def test_markup_in_a_headline_is_text() -> None:
    found = feed([entry(alert_of(headline="<script>x</script> & more"))], sender="t")

    assert b"<script" not in found
    assert read(found, "entry/title") == ["<script>x</script> & more"]


def test_a_feed_without_alerts_is_a_feed() -> None:
    assert read(feed([], sender="t"), "updated") == ["1970-01-01T00:00:00Z"]
