"""Names that their own form shows to be an organisation's: "Northern Water Co Ltd", "Ministry of Health"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tocsin_agents.entities.span import FieldName, Span

__all__ = ["shaped"]

CAPITALISED = r"[^\W\d_a-z][\w'\u2019&-]*\.?"
COMPANY = re.compile(
    rf"(?<![\w.])(?P<name>{CAPITALISED}(?: (?:(?:and|&|of|de) )?{CAPITALISED}){{0,5}}?(?:,? (?:and|&) Co\.?)?"
    r",? (?:Inc|Corp|Ltd|Plc|PLC|AG|SA|NV|Co|Cos|GmbH|LLC|SpA|ASA|Oyj|Bhd)(?:,? (?:Inc|Ltd|Bhd))?\b)"
)
OFFICE = re.compile(
    r"(?<![\w.])(?P<name>(?:Ministry|Department|University|Institute|Bank|Federation|Office|Academy|Bureau|Directorate|College|Church|Council|Confederation"
    rf"|Association|Organi[sz]ation|Union|Society|Front|Party|Army|Chamber) (?:of|for) (?:the )?{CAPITALISED}(?<!\.)"
    rf"(?:(?:, | and | of the | of | & | ){CAPITALISED}(?<!\.)){{0,4}})"
)
NO_BEGINNING = re.compile(
    r"(?:The|A|An|In|On|At|For|By|From|But|And|When|While|As|After|Analysts?|Shares|Shares of|of|and|&|Mr|Mrs|Ms|Dr)\.? "
)
STOP = re.compile(r", (?=[^,]*$)")


def shaped(field: FieldName, text: str, found: Iterable[Span]) -> Iterator[Span]:
    """Give the organisations that a text names in full. `found` are the names found so far: of an office, these end the name."""
    starts = {span.start for span in found if span.type in {"PERSON", "GPE", "NORP"}}
    for match in COMPANY.finditer(text):
        start, end = match.span("name")
        while beginning := NO_BEGINNING.match(text, start, end):
            start = beginning.end()
        if " " in text[start:end]:
            yield Span(field, start, end, text[start:end], "ORG")
    for match in OFFICE.finditer(text):
        start, end = match.span("name")
        # After a comma begins a place or a person as often as one more thing that the office is for.
        while (stop := STOP.search(text, start, end)) and (
            stop.end() in starts or " and " not in text[stop.end() : end]
        ):
            end = stop.start()
        yield Span(field, start, end, text[start:end], "ORG")
