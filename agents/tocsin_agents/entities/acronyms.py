"""Short forms that an article explains itself: "the National Water Board (NWB)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from tocsin_agents.entities.span import FieldName, Span

__all__ = ["explained"]

SHORT_FORM = re.compile(r" \((?:the )?['\"\u201c]?(?P<short>[^\W\d_a-z][\w&-]{1,9})['\"\u201d]?\)")
LONG_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
SMALL_WORDS = frozenset({"of", "the", "for", "and", "in", "on", "de", "to", "&", "a", "la", "del", "des", "du", "et"})
REACH = 120


def explained(field: FieldName, text: str, named: Mapping[int, Span]) -> Iterator[Span]:
    """Give long and short form of the organisations that a text abbreviates. `named` are the names found, by where they end."""
    for found in SHORT_FORM.finditer(text):
        short = found["short"]
        if not short.replace("-", "").isupper():
            continue
        start = _long_form(text, found.start(), short.replace("-", "").replace("&", ""))
        before = named.get(found.start())
        if start is not None:
            yield Span(field, start, found.start(), text[start : found.start()], "ORG")
        if start is not None or (before and before.type == "ORG"):
            yield Span(field, found.start("short"), found.end("short"), short, "ORG")


def _long_form(text: str, end: int, letters: str) -> int | None:
    """Give the start of the words before `end` whose initials are `letters`; small words between may give none."""
    left = list(letters)
    for word in reversed(list(LONG_WORD.finditer(text, max(0, end - REACH), end))):
        if (
            left
            and word.group()[0].upper() == left[-1]
            and not (word.group().islower() and word.group() not in SMALL_WORDS)
        ):
            left.pop()
            if not left:
                return word.start() if word.group()[0].isupper() else None
        elif word.group() not in SMALL_WORDS:
            return None
    return None


def short_names(spans: Iterable[Span]) -> Iterator[str]:
    """Give what companies are called without what kind of company they are: "Barrick" of "Barrick Gold Corp"."""
    for span in spans:
        if span.type == "ORG" and (short := KIND_OF_COMPANY.sub("", span.text)) != span.text:
            yield short


KIND_OF_COMPANY = re.compile(
    r"(?:,? (?:and|&) (?:Co|Sons|Company)\.?)?(?:,? (?:Inc|Corp|Corporation|Co|Cos|Company|Ltd|Limited|Plc|PLC|AG|SA|NV|BV|GmbH|SpA|AB|ASA|Oyj|KG|LLC|LLP|Holdings?"
    r"|Group)\b\.?)+$"
)
