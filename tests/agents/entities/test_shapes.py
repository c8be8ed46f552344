"""Organisations that are known by their form."""

from __future__ import annotations

import pytest

from tocsin_agents.entities.shapes import shaped
from tocsin_agents.entities.span import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Northern Water Co Ltd said so.", ["Northern Water Co Ltd"]),
        ("Shares of Orvex Group Inc fell.", ["Orvex Group Inc"]),
        ("Brandt & Sons Plc closed.", ["Brandt & Sons Plc"]),
        ("The Ministry of Health and Welfare closed.", ["Ministry of Health and Welfare"]),
        ("A Department of Fisheries vessel sank.", ["Department of Fisheries"]),
        ("She studied at the University of Lisbon, Portugal.", ["University of Lisbon"]),
        ("The ministry of health closed.", []),
        ("A company of actors played.", []),
        ("Inc", []),
    ],
)
def test_companies_and_offices_show_what_they_are(text: str, found: list[str]) -> None:
    places = [Span("text", text.find("Portugal"), len(text) - 1, "Portugal", "GPE")] if "Portugal" in text else []
    spans = list(shaped("text", text, places))
    assert [span.text for span in spans] == found
    assert all(text[span.start : span.end] == span.text and span.type == "ORG" for span in spans)
