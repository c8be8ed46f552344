"""Figures behind their label, as situation reports have them."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read
from tests.agents.casualties.figures import Figures, figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deaths: 62. Injured: 1 430.", [("injured", 1430, 1430), ("killed", 62, 62)]),
        ("Killed: 5. Wounded: 12.", [("injured", 12, 12), ("killed", 5, 5)]),
        ("Dead: 12; missing: 3.", [("killed", 12, 12), ("missing", 3, 3)]),
        ("Killed - 4, injured - 11.", [("injured", 11, 11), ("killed", 4, 4)]),
        ("Dead: at least 20. Displaced: about 3,000.", [("displaced", None, None), ("killed", 20, None)]),
        ("Casualties: 2 killed, 7 wounded.", [("injured", 7, 7), ("killed", 2, 2)]),
        ("Fatalities: 9", [("killed", 9, 9)]),
        ("People injured: 14 (two of them children)", [("injured", 2, 2), ("injured", 14, 14)]),
    ],
)
def test_the_figure_of_a_label_is_counted(text: str, expected: Figures, read: Read) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    "text", ["Killed in action: 1914.", "The dead: a memorial for 40 poets.", "Injured: none yet."]
)
def test_other_words_before_a_colon_are_no_labels(text: str, read: Read) -> None:
    assert not [claim for claim in read(text) if claim.extractor.rule.endswith(".label")]
