"""How sure a claim is."""

from __future__ import annotations

import pytest

from tests.agents.casualties.conftest import Read
from tocsin_agents.casualties.confidence import confidence, shape
from tocsin_agents.casualties.lexicon.confidence import CONFIDENCE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seventeen people were killed.", "number"),
        ("A guard was killed.", "one"),
        ("Dozens of people were killed.", "unnumbered"),
        ("No one was killed.", "zero"),
    ],
)
def test_the_shape_of_a_claim_is_how_its_number_is_told(read: Read, text: str, expected: str) -> None:
    claim = read(text)[0]
    assert shape(claim.qualifier, claim.low, claim.high) == expected


def test_a_rule_that_was_measured_has_its_own_confidence_and_another_that_of_its_shape() -> None:
    assert confidence("transitive.passive", "exact", 5, 5) == CONFIDENCE["transitive.passive/number"]
    assert confidence("no.such", "exact", 5, 5) == CONFIDENCE["number"]


def test_a_claim_without_a_number_is_less_sure_than_one_with(read: Read) -> None:
    vague, counted = read("Dozens of people were killed.")[0], read("Seventeen people were killed.")[0]
    assert vague.extractor.confidence < counted.extractor.confidence


def test_every_confidence_is_a_share() -> None:
    assert all(0 < share < 1 for share in CONFIDENCE.values())
