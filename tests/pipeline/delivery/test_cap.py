"""Alerts as CAP 1.2 messages, held against the standard's table of elements."""

import datetime as dt
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given

from tests.pipeline.delivery.cap_schema import NAMESPACE, problems
from tests.pipeline.delivery.making import NOON, alert_of, any_alerts
from tocsin import Alert, AlertValues, Place, Statement
from tocsin.delivery.cap import cap, identifier

FIRST = (f"{alert_of().id}.1", dt.datetime(2012, 3, 9, 18, 30, tzinfo=dt.UTC))


def message(alert: Alert, **options: Any) -> bytes:
    given: dict[str, Any] = {"sender": "tocsin", "otherwise": NOON} | options
    return cap(alert, **given)


def read(document: bytes, path: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(document).iterfind(path, {"": NAMESPACE})]


def parameters(document: bytes) -> dict[str, str]:
    return dict(zip(read(document, ".//parameter/valueName"), read(document, ".//parameter/value"), strict=True))


@given(any_alerts)
def test_any_alert_becomes_a_valid_message(alert: Alert) -> None:
    assert problems(message(alert)) == []
    assert problems(message(alert, sender="my, <own> & only", earlier=[FIRST])) == []


def test_the_table_of_elements_finds_what_is_wrong() -> None:
    right = message(alert_of()).decode()
    for before, after in (
        ("-00:00</sent>", "Z</sent>"),
        ("<scope>Public</scope>", ""),
        ("Public", "Everyone"),
        ("<areaDesc>Homs, SY</areaDesc>", ""),
        ("<urgency>", "<hurry>x</hurry><urgency>"),
        ("<sender>tocsin</sender>", "<sender>to csin</sender>"),
    ):
        assert before in right
        assert problems(right.replace(before, after).encode()) != []


def test_the_first_revision_is_an_alert_with_everything_that_cap_has_a_place_for() -> None:
    found = message(alert_of())

    assert read(found, "identifier") == [f"{alert_of().id}.1"]
    assert read(found, "sent") == ["2012-03-10T00:00:00-00:00"]
    assert (read(found, "status"), read(found, "msgType"), read(found, "scope")) == (["Actual"], ["Alert"], ["Public"])
    assert read(found, "references") == []
    assert read(found, "info/category") == ["Security"]
    assert read(found, "info/event") == ["Mass casualty report"]
    assert read(found, "info/responseType") == ["Assess"]
    assert read(found, "info/urgency") == ["Past"]
    assert read(found, "info/onset") == ["2012-03-09T00:00:00-00:00"]
    assert read(found, "info/area/areaDesc") == ["Homs, SY"]
    assert read(found, "info/area/circle") == ["34.73000,36.72000 10"]
    assert parameters(found)["killed.low"] == "12"
    assert "killed.high" not in parameters(found)


def test_a_revision_is_an_update_that_refers_to_what_it_replaces() -> None:
    found = message(alert_of(state="updated", revision=2, previous=AlertValues(low=9, best=9)), earlier=[FIRST])

    assert read(found, "msgType") == ["Update"]
    assert read(found, "references") == [f"tocsin,{FIRST[0]},2012-03-09T18:30:00-00:00"]
    assert read(found, "identifier") != [FIRST[0]]
    assert parameters(found)["killed.previous"] == "9/9/"


def test_an_update_of_which_nothing_earlier_is_known_is_an_alert() -> None:
    assert read(message(alert_of(state="updated", revision=7)), "msgType") == ["Alert"]


def test_a_withdrawn_alert_is_a_cancel() -> None:
    found = message(alert_of(state="cancelled", revision=3), earlier=[FIRST])

    assert read(found, "msgType") == ["Cancel"]
    assert "withdrawn" in read(found, "note")[0]


@pytest.mark.parametrize("status", ["Exercise", "Test"])
def test_a_replay_says_that_it_is_one(status: str) -> None:
    found = message(alert_of(status=status))

    assert read(found, "status") == [status]
    assert "replay" in read(found, "note")[0]


@pytest.mark.parametrize(
    ("where_prec", "lat", "circles"), [(4, 34.0, 1), (5, 34.0, 0), (None, 34.0, 0), (2, None, 0), (2, 95.0, 0)]
)
def test_a_circle_is_drawn_only_where_the_place_is_known_well_enough(
    where_prec: int | None, lat: float | None, circles: int
) -> None:
    place = Place(text="Homs", lat=lat, lon=36.0, where_prec=where_prec)

    assert len(read(message(alert_of(place=place)), "info/area/circle")) == circles


def test_a_place_without_a_name_is_unknown_rather_than_missing() -> None:
    assert read(message(alert_of(place=None)), "info/area/areaDesc") == ["unknown"]
    assert read(message(alert_of(place=Place(text="\u2028 "))), "info/area/areaDesc") == ["unknown"]


def test_an_alert_without_a_time_was_sent_when_it_was_raised() -> None:
    assert read(message(alert_of(sent=None)), "sent") == ["2012-03-10T12:00:00-00:00"]


def test_times_are_told_in_utc() -> None:
    assert read(message(alert_of(sent="2012-03-09T18:30:00+02:00")), "sent") == ["2012-03-09T16:30:00-00:00"]


def test_the_kind_of_event_is_read_from_the_quotes() -> None:
    quotes = ["The quake hit at dawn.", "Fans beat the drums.", "Floods followed the earthquake."]
    said = [(Statement(claim_id=str(i), article_id="a", quote=quote)) for i, quote in enumerate(quotes)]

    assert read(message(alert_of(statements=tuple(said))), "info/category") == ["Geo", "Met"]
    assert read(message(alert_of(statements=(said[1],))), "info/category") == ["Other"]


def test_markup_and_control_characters_in_a_headline_are_text() -> None:
    found = message(alert_of(headline="<script>alert('x')</script> & \x00\x1b[31m\ud800 done"))

    assert b"<script" not in found
    assert read(found, "info/headline") == ["<script>alert('x')</script> & [31m\ufffd done"]


def test_a_headline_of_any_length_is_cut_to_what_readers_show() -> None:
    headline = read(message(alert_of(headline="x" * 100_000)), "info/headline")[0]

    assert len(headline) == 160
    assert headline.endswith("\u2026")


def test_identifiers_hold_nothing_that_references_could_not_hold() -> None:
    assert identifier(alert_of(id="a b,<c>&")) == "a_b_c_.1"
