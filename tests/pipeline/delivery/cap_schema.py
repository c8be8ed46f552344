"""The rules of OASIS CAP 1.2, section 3.2, as a table: every element, in its order, how often, and what it may hold."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["NAMESPACE", "problems"]

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MANY = 10**9

TIME = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d[-+]\d\d:\d\d")
NAME = re.compile(r"[^\s,<&]+")
REFERENCES = re.compile(rf"[^\s,<&]+,[^\s,<&]+,{TIME.pattern}( [^\s,<&]+,[^\s,<&]+,{TIME.pattern})*")
CIRCLE = re.compile(r"-?\d+(\.\d+)?,-?\d+(\.\d+)? \d+(\.\d+)?")


@dataclass(frozen=True)
class Element:
    """One row: how often the element stands, and a pattern, a list of words, or rows of its own for what is in it."""

    least: int
    most: int
    content: Any = re.compile(".*", re.DOTALL)


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PAIR = {"valueName": Element(1, 1), "value": Element(1, 1)}

AREA = {
    "areaDesc": Element(1, 1, re.compile(r"(?s).*\S.*")),
    "polygon": Element(0, MANY),
    "circle": Element(0, MANY, CIRCLE),
    "geocode": Element(0, MANY, PAIR),
    "altitude": Element(0, 1),
    "ceiling": Element(0, 1),
}

INFO = {
    "language": Element(0, 1),
    "category": Element(1, MANY, words("Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other")),
    "event": Element(1, 1, re.compile(r"(?s).+")),
    "responseType": Element(0, MANY, words("Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None")),
    "urgency": Element(1, 1, words("Immediate Expected Future Past Unknown")),
    "severity": Element(1, 1, words("Extreme Severe Moderate Minor Unknown")),
    "certainty": Element(1, 1, words("Observed Likely Possible Unlikely Unknown")),
    "audience": Element(0, 1),
    "eventCode": Element(0, MANY, PAIR),
    "effective": Element(0, 1, TIME),
    "onset": Element(0, 1, TIME),
    "expires": Element(0, 1, TIME),
    "senderName": Element(0, 1),
    "headline": Element(0, 1),
    "description": Element(0, 1),
    "instruction": Element(0, 1),
    "web": Element(0, 1),
    "contact": Element(0, 1),
    "parameter": Element(0, MANY, PAIR),
    "resource": Element(0, MANY),
    "area": Element(0, MANY, AREA),
}

ALERT = {
    "identifier": Element(1, 1, NAME),
    "sender": Element(1, 1, NAME),
    "sent": Element(1, 1, TIME),
    "status": Element(1, 1, words("Actual Exercise System Test Draft")),
    "msgType": Element(1, 1, words("Alert Update Cancel Ack Error")),
    "source": Element(0, 1),
    "scope": Element(1, 1, words("Public Restricted Private")),
    "restriction": Element(0, 1),
    "addresses": Element(0, 1),
    "code": Element(0, MANY),
    "note": Element(0, 1),
    "references": Element(0, 1, REFERENCES),
    "incidents": Element(0, 1),
    "info": Element(0, MANY, INFO),
}


def problems(document: bytes) -> list[str]:
    """Give what a document breaks, and nothing for one that is right; raise ParseError for one that is no XML."""
    root = ET.fromstring(document)
    wrong = [] if root.tag == f"{{{NAMESPACE}}}alert" else [f"the root is {root.tag}"]
    return [*wrong, *_within("alert", root, ALERT)]


def _within(path: str, parent: ET.Element, rows: dict[str, Element]) -> list[str]:
    names = [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in parent]
    order = list(rows)
    wrong = [f"{path} has {name}" for name in names if name not in rows]
    places = [order.index(name) for name in names if name in rows]
    if places != sorted(places):
        wrong.append(f"{path} is out of order: {names}")
    for name, row in rows.items():
        if not row.least <= names.count(name) <= row.most:
            wrong.append(f"{path} has {name} {names.count(name)} times")
    for child, name in zip(parent, names, strict=True):
        if name in rows:
            wrong += _content(f"{path}/{name}", child, rows[name].content)
    return wrong


def _content(path: str, element: ET.Element, content: Any) -> list[str]:
    if isinstance(content, dict):
        return _within(path, element, content)
    text = element.text or ""
    holds: Callable[[str], object] = content.__contains__ if isinstance(content, frozenset) else content.fullmatch
    return [] if holds(text) else [f"{path} is {text!r}"]
