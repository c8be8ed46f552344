"""A sentence keeps its meaning when its numbers, people, names and places are others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import Article, Claim
from tocsin_agents.casualties import Casualties

TEMPLATES = (
    "At least {n} {people} were killed in {place} on Friday, {name} said.",
    "Between {n} and {more} {people} died when a bridge in {place} gave way.",
    "{n} {people}, including {few} children, were killed in {place}.",
    "{n} {people} were shot and wounded, {few} of them seriously, police in {place} said.",
    "Of the {n} dead, {few} were {people}, said {name}, a doctor in {place}.",
    "The death toll in {place} rose to {more} from {n}, {name} said.",
    "{n} {people} from a partner office in {place} were abducted.",
    "None of the {n} {people} on the flight to {place} survived.",
    "{name} denied that {n} {people} had been killed in {place}.",
    "If the wall in {place} falls, {n} {people} could die, {name} warned.",
    "Monitors counted {total} deaths: {n} in {place} and {few} in Oslo.",
    "A mine killed {n} {people} and injured {more} others near {place}.",
    "{n} {people} are missing and {few} were found dead after a storm hit {place}.",
    "More than {n} {people} have been killed since the war in {place} began.",
    "No {people} were hurt when {n} shells fell on {place}.",
    "{name} said that {n} {people} fled {place} on Tuesday.",
)
"""`few` is smaller than `n`, and `more` larger; `total` is `n` and `few` together."""
USUAL = {"n": 40, "few": 7, "people": "villagers", "name": "Lena Ortiz", "place": "Homs"}
WORDS = st.fixed_dictionaries(
    {
        "n": st.integers(20, 900),
        "few": st.integers(3, 18),
        "people": st.sampled_from(["villagers", "soldiers", "miners", "teachers", "passengers", "fishermen", "nurses"]),
        "name": st.sampled_from(["Lena Ortiz", "Paul Brandt", "Abu Karim", "Mary O'Neill"]),
        "place": st.sampled_from(["Homs", "Kabul", "Mosul", "Lagos", "Lima", "Madrid"]),
    }
)


def _filled(template: str, words: dict[str, object]) -> tuple[str, dict[int, str]]:
    """Give the sentence, and the name of each of its numbers."""
    n, few = words["n"], words["few"]
    assert isinstance(n, int)
    assert isinstance(few, int)
    numbers = {"n": n, "few": few, "more": n + few + 5, "total": n + few}
    return template.format(**words | numbers), {number: name for name, number in numbers.items()}


def _shape(agent: Casualties, template: str, words: dict[str, object]) -> list[tuple[object, ...]]:
    text, names = _filled(template, words)
    claims: list[Claim] = list(agent.process(Article(text=text, published="2012-03-24")))
    return [
        (
            claim.measure,
            *(names.get(bound, bound) if bound is not None else None for bound in (claim.low, claim.best, claim.high)),
            claim.qualifier,
            claim.kind,
            claim.polarity,
            claim.modality,
            claim.temporal_role,
            claim.subset,
            claim.alertable,
            claim.place is not None,
            [said.type for said in claim.attribution],
        )
        for claim in claims
        # "More than 40" is bounded by 41, which is no number of the sentence.
        if claim.qualifier != "more_than"
    ]


@pytest.mark.parametrize("template", TEMPLATES)
@settings(deadline=None, max_examples=10)
@given(words=WORDS)
def test_other_words_make_claims_of_the_same_shape(agent: Casualties, template: str, words: dict[str, object]) -> None:
    assert _shape(agent, template, words) == _shape(agent, template, USUAL)
