"""An alert as a message of the Common Alerting Protocol: OASIS CAP 1.2, 1 July 2010.

Each revision is a message of its own: its identifier is the alert's id and the revision, and it refers to those before it.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator

from tocsin.delivery.markup import child, clean, document, one_line
from tocsin.records import Alert, iso_datetime

__all__ = ["MEDIA_TYPE", "NAMESPACE", "cap", "identifier", "sent_at"]

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"

HEADLINE_CHARACTERS = 160
"""Section 3.2.2: readers may show no more of a headline."""

DESCRIPTION_CHARACTERS = 50_000
PLACE_PREC = 4
"""The coarsest UCDP precision, a province, that a point still says something about."""

RADIUS_KM = {1: 1, 2: 10, 3: 30, 4: 100}
"""Kilometres around the point, by UCDP precision: a choice of this project."""

UNFIT = re.compile(r"[^A-Za-z0-9._:/-]+")
"""Section 3.2.1: no spaces, commas, < or & in identifier and sender; the others are left out with them."""

CATEGORIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "Security",
        re.compile(
            r"\b(?:airstrike|attack|bomb|clash|crackdown|gunfire|gunm[ae]n|hostage|insurgen|massacre|militant|rebel|regime|"
            r"shell|shot|sniper|soldier|troops|uprising)"
        ),
    ),
    ("Geo", re.compile(r"\b(?:earthquake|quake|landslide|mudslide|tsunami|volcan|erupt|avalanche)")),
    ("Met", re.compile(r"\b(?:storm|flood|hurricane|cyclone|typhoon|tornado|blizzard|heatwave|monsoon)")),
    ("Fire", re.compile(r"\b(?:wildfire|bushfire|blaze|inferno)")),
    ("Health", re.compile(r"\b(?:cholera|ebola|epidemic|outbreak|pandemic|poisoning)")),
    ("Transport", re.compile(r"\b(?:train|ferry|plane|airliner|capsiz|derail|collision|crash)")),
)
"""Stems that name a kind of event in the quotes of an alert; one with none of them is Other."""

EVENTS = {
    "killed": "Mass casualty report",
    "injured": "Report of people injured",
    "missing": "Report of missing people",
    "displaced": "Report of displacement",
    "abducted": "Report of abduction",
    "casualties": "Mass casualty report",
}


def identifier(alert: Alert) -> str:
    """Give the identifier of the message that tells this revision."""
    return f"{UNFIT.sub('_', alert.id)}.{alert.revision}"


def sent_at(alert: Alert, otherwise: dt.datetime) -> dt.datetime:
    """Give when a revision was sent, in UTC and whole seconds: its event time, or for want of one `otherwise`."""
    moment = iso_datetime(alert.sent) if alert.sent else otherwise.astimezone(dt.UTC)
    return moment.replace(microsecond=0)


def cap(alert: Alert, *, sender: str, otherwise: dt.datetime, earlier: Iterable[tuple[str, dt.datetime]] = ()) -> bytes:
    """Give an alert as a CAP 1.2 document.

    `sender` names this pipeline; `otherwise` is the time of an alert that has none; `earlier` are the identifiers and times of
    the revisions before it, as far as they are known. An update of which nothing earlier is known is an `Alert`: to whoever
    reads it, it is the first.
    """
    root = ET.Element("alert", xmlns=NAMESPACE)
    sender = UNFIT.sub("_", sender) or "tocsin"
    references = " ".join(f"{sender},{name},{_time(moment)}" for name, moment in earlier)
    kind = _message_type(alert, known=bool(references))
    child(root, "identifier", identifier(alert))
    child(root, "sender", sender)
    child(root, "sent", _time(sent_at(alert, otherwise)))
    child(root, "status", alert.status)
    child(root, "msgType", kind)
    child(root, "scope", "Public")
    if note := _note(alert, kind):
        child(root, "note", note)
    if references:
        child(root, "references", references)
    if alert.event_key:
        child(root, "incidents", UNFIT.sub("_", alert.event_key))
    _info(root, alert)
    return document(root)


def _time(moment: dt.datetime) -> str:
    # Section 3.3.2: a numeric offset always, -00:00 for UTC, never Z. Years before 1000 have four digits too.
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}-00:00"


def _message_type(alert: Alert, *, known: bool) -> str:
    if alert.state == "cancelled":
        return "Cancel"
    return "Update" if known else "Alert"


def _note(alert: Alert, kind: str) -> str:
    notes = []
    if kind == "Cancel":
        notes.append("The figures this alert rested on were withdrawn.")
    if alert.status != "Actual":
        notes.append("A replay of earlier reports, for exercise.")
    return " ".join(notes)


def _info(root: ET.Element, alert: Alert) -> None:
    info = ET.SubElement(root, "info")
    child(info, "language", "en")
    for category in _categories(alert):
        child(info, "category", category)
    child(info, "event", EVENTS.get(alert.measure or "", "Casualty report"))
    child(info, "responseType", "Assess" if alert.grade == "contested" else "Monitor")
    onset = alert.event_time.start if alert.event_time else None
    child(info, "urgency", "Past" if onset else "Unknown")
    child(info, "severity", alert.severity)
    child(info, "certainty", alert.certainty)
    if onset and _is_day(onset):
        child(info, "onset", f"{onset}T00:00:00-00:00")
    child(info, "headline", one_line(alert.headline, HEADLINE_CHARACTERS))
    if alert.description:
        child(info, "description", clean(alert.description)[:DESCRIPTION_CHARACTERS])
    for name, value in _parameters(alert):
        parameter = ET.SubElement(info, "parameter")
        child(parameter, "valueName", name)
        child(parameter, "value", value)
    _area(info, alert)


def _categories(alert: Alert) -> list[str]:
    words = " ".join(statement.quote for statement in alert.statements if not statement.superseded).lower()
    return [category for category, stems in CATEGORIES if stems.search(words)] or ["Other"]


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _parameters(alert: Alert) -> Iterator[tuple[str, str]]:
    measure = alert.measure or "people"
    values = alert.values
    for name, number in (("low", values.low), ("best", values.best), ("high", values.high)):
        if number is not None:
            yield f"{measure}.{name}", str(number)
    if alert.previous:
        numbers = (alert.previous.low, alert.previous.best, alert.previous.high)
        yield f"{measure}.previous", "/".join("" if number is None else str(number) for number in numbers)
    for policy, best in sorted(alert.alternatives.items()):
        yield f"{measure}.best.{policy}", "" if best is None else str(best)
    yield "sources", str(alert.sources)
    yield "rules", " ".join(alert.rules)
    yield "state", alert.state
    yield "revision", str(alert.revision)
    if alert.policy:
        yield "policy", alert.policy
    if alert.grade:
        yield "grade", alert.grade


def _area(info: ET.Element, alert: Alert) -> None:
    place = alert.place
    area = ET.SubElement(info, "area")
    named = [place.text, place.adm2, place.adm1, place.country] if place else []
    words = (one_line(name, HEADLINE_CHARACTERS) for name in named if name)
    child(area, "areaDesc", ", ".join(dict.fromkeys(word for word in words if word)) or "unknown")
    if place is None:
        return
    near = place.where_prec is not None and place.where_prec <= PLACE_PREC
    if near and place.lat is not None and place.lon is not None and abs(place.lat) <= 90 and abs(place.lon) <= 180:  # noqa: PLR2004 - the ends of the globe
        child(area, "circle", f"{place.lat:.5f},{place.lon:.5f} {RADIUS_KM[place.where_prec or PLACE_PREC]}")
    if place.country and re.fullmatch("[A-Z]{2}", place.country):
        geocode = ET.SubElement(area, "geocode")
        child(geocode, "valueName", "ISO 3166-1")
        child(geocode, "value", place.country)
