"""A name as it stands in one field of an article, and the rules for where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["FieldName", "Span", "fits", "trimmed", "without_overlaps"]

FieldName = Literal["title", "text"]

LEADING = re.compile(
    r"(?:[\s\"'\u2018\u2019“”`(\[{<*,.;:\u2013\u2014/-]+|(?:the|a|an|this|that|these|those|its|his|her|their|our)\s+)*",
    re.IGNORECASE,
)
TRAILING = re.compile(
    r"(?:[\s\"\u2018\u2019'“”`)\]}>*,;:\u2013\u2014/-]|(?<=\w)['\u2019`]s|\s(?:19|20)\d\d-\d\d-\d\d)+\Z"
)
FIGURES_AFTER = re.compile(r"(?:\s+[\d.,:-]+)+\Z")
LOWER_AFTER = re.compile(r"(?<! of)(?<! for)(?<! of the)(?:\s+(?!of\b|for\b)[a-z]+)+\Z")
YEAR_AFTER = re.compile(r"\s+(?:19|20)\d\d\Z")
FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.\Z")
ADDRESS = re.compile(r"://|^www\.|^[@#]|\w@\w")
SPEECH = re.compile(r"\b(?:said|says|told|asked|added)\b")
QUOTES = "\"'\u2018\u2019“”"
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Span:
    """`text` is exactly `[start:end)` of the article's `field`, in characters; `type` is an OntoNotes 5 label."""

    field: FieldName
    start: int
    end: int
    text: str
    type: str


def trimmed(field: FieldName, source: str, start: int, end: int, label: str) -> Span | None:
    """Make a span without leading articles, possessive endings, quotation marks; None when no name is left."""
    # A name ends with its line, and before its own abbreviation: "International Labour Organisation (ILO)".
    text = source[start:end].split("\n", maxsplit=1)[0].split(" (", maxsplit=1)[0]
    lead = LEADING.match(text)
    begin = lead.end() if lead else 0
    text = FULL_STOP.sub("", TRAILING.sub("", text[begin:]))
    if label in {"PERSON", "GPE"}:
        text = FIGURES_AFTER.sub("", text)
    if label == "PERSON":
        text = text.split("/", maxsplit=1)[0]
    if label == "ORG":
        text = YEAR_AFTER.sub("", text)
    # " - " stands between a heading and what it is about: "SOCCER - LEEDS", "Defenders - Jo Berg".
    parts = text.split(" - ")
    if len(parts) > 1:
        begin += 0 if label != "PERSON" else len(text) - len(parts[-1])
        text = parts[-1] if label == "PERSON" else parts[0]
    if label in {"PERSON", "ORG"}:
        text = LOWER_AFTER.sub("", text)
    if (
        not LETTER.search(text)
        or text.islower()
        or ADDRESS.search(text)
        or (label == "WORK_OF_ART" and (SPEECH.search(text) or _opens_a_quotation(source, start, end)))
    ):
        return None
    return Span(field, start + begin, start + begin + len(text), text, label)


def _opens_a_quotation(source: str, start: int, end: int) -> bool:
    """Tell whether words only begin what stands in quotation marks, so that they are speech and no title."""
    edges = source[max(0, start - 1) : start + 1], source[end - 1 : end + 1]
    return any(mark in edges[0] for mark in QUOTES) and not any(mark in edges[1] for mark in QUOTES)


def fits(source: str, start: int, end: int) -> bool:
    """Tell whether `[start:end)` begins and ends where words do."""
    return not (source[start - 1 : start].isalnum() or source[end : end + 1].isalnum())


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Give the spans of one field in order; of two that overlap the longer, and of equals the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end - span.start > kept[-1].end - kept[-1].start:
            kept[-1] = span
    return kept
