"""Text that nobody would write: the extractor reads it without raising, quotes it exactly, and says the same twice."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tocsin import Article, Claim
from tocsin_agents.casualties import Casualties

SENTENCES = (
    "At least 26 people were killed in Homs on Friday",
    "a bomb in Kabul wounded nine soldiers, two of them gravely",
    "the toll rose to 31 from 26, a doctor said",
    "'We lost eight neighbours,' said a shopkeeper",
    "about 1,200 families fled the village",
    "nobody was hurt",
)
WITHOUT_STOPS = st.lists(st.sampled_from(SENTENCES), max_size=60).map(" and ".join)
NUMBER_SOUP = st.lists(
    st.integers(-(10**40), 10**40).map(str)
    | st.floats().map(str)
    | st.sampled_from(["killed", "dead", "two", "hundred", "million", "dozens", "-", ",", "between", "to", "½", "٣", "Ⅷ", "$"]),
    max_size=60,
).map(" ".join)  # fmt: skip
NESTED = st.recursive(
    st.sampled_from(SENTENCES),
    lambda inner: st.tuples(
        st.sampled_from(["()", "[]", '""', "“”", "\u2018\u2019", "''", "«»"]), inner, st.text(max_size=3)
    ).map(lambda made: f"{made[0][0]}{made[1]}{made[2]}{made[0][1]}"),
    max_leaves=40,
)
CAPITALS = st.lists(st.sampled_from(SENTENCES), max_size=6).map(". ".join).map(str.upper)
ANY = (
    st.text()
    | st.text().map(lambda text: f"3 killed {text} two dead")
    | WITHOUT_STOPS
    | NUMBER_SOUP
    | NESTED
    | CAPITALS
)


def _claims(agent: Casualties, title: str, text: str) -> list[Claim]:
    return (
        list(agent.process(Article(title=title, text=text, published="2012-03-24"))) if f"{title}{text}".strip() else []
    )


@settings(deadline=None, max_examples=200)
@given(title=ANY, text=ANY)
@example(title="", text="killed " * 500)
@example(title="", text="9" * 5_000 + " killed")
@example(title="", text="two killed" + "\u0301" * 3_000)
def test_whatever_is_written_each_claim_quotes_its_article(agent: Casualties, title: str, text: str) -> None:
    for claim in _claims(agent, title, text):
        for span in claim.evidence:
            whole = title if span.field == "title" else text
            assert whole[span.start : span.end] == span.sentence
            assert span.sentence


@settings(deadline=None, max_examples=100)
@given(title=ANY, text=ANY)
def test_another_extractor_gives_the_same_ids(agent: Casualties, title: str, text: str) -> None:
    again = Casualties()
    first, second = _claims(agent, title, text), _claims(again, title, text)
    assert [claim.id for claim in first] == [claim.id for claim in second]


@settings(deadline=None, max_examples=100)
@given(title=ANY, text=ANY)
def test_an_explanation_makes_the_same_claims_and_changes_none(agent: Casualties, title: str, text: str) -> None:
    if not f"{title}{text}".strip():
        return
    article = Article(title=title, text=text, published="2012-03-24")
    before = list(agent.process(article))
    lines = list(agent.explain(article))
    assert sum(line.startswith("  claim: ") for line in lines) == len(before)
    assert list(agent.process(article)) == before
    assert list(agent.explain(article)) == lines


@settings(deadline=None, max_examples=100)
@given(text=ANY)
def test_bounds_are_in_order_and_never_negative(agent: Casualties, text: str) -> None:
    for claim in _claims(agent, "", text):
        known = [number for number in (claim.low, claim.best, claim.high) if number is not None]
        assert known == sorted(known)
        assert all(number >= 0 for number in known)


# -- the same sentence with other words makes the same claims

TEMPLATES = (
    "At least {n} people were killed in {place} on Friday, {name} said.",
    "A bomb in {place} killed {n} soldiers and wounded {m} others.",
    "{n} villagers died and {m} are missing after a boat sank near {place}.",
    "The death toll in {place} rose to {n}.",
    "The army denied that {n} civilians had been killed in {place}.",
    "If the dam near {place} bursts, {n} could die.",
)
SMALL = st.integers(3, 900)


def _structure(claims: Iterable[Claim], words: dict[str, object]) -> list[dict[str, object]]:
    """Give what must not change with the words: all but numbers, names, places and quotations."""
    kept = ("measure", "qualifier", "kind", "polarity", "modality", "temporal_role", "subset", "unit", "alertable")
    shown = []
    for claim in claims:
        told = json.loads(claim.model_dump_json())
        number = claim.low if claim.low is not None else claim.best
        which = next((name for name in ("n", "m") if words[name] == number), number)
        shown.append({name: told[name] for name in kept} | {"which": which, "rule": claim.extractor.rule})
    return shown


WORDS = st.fixed_dictionaries(
    {
        "n": SMALL,
        "m": SMALL,
        "place": st.sampled_from(["Homs", "Kabul", "Mosul", "Lagos", "Lima", "Madrid"]),
        "name": st.sampled_from(["Lena Ortiz", "Paul Brandt", "Abu Karim", "Mary O'Neill"]),
    }
).filter(lambda words: words["n"] != words["m"])
USUAL: dict[str, object] = {"n": 17, "m": 41, "place": "Aleppo", "name": "Sami Haddad"}


@pytest.mark.parametrize("template", TEMPLATES)
@settings(deadline=None, max_examples=40)
@given(words=WORDS)
def test_other_numbers_names_and_places_make_claims_of_the_same_form(
    agent: Casualties, template: str, words: dict[str, object]
) -> None:
    usual = _claims(agent, "", template.format(**USUAL))
    other = _claims(agent, "", template.format(**words))
    assert _structure(other, words) == _structure(usual, USUAL)


@pytest.mark.parametrize(
    "text",
    [
        "On \u246031 May 210 people were killed.",
        "Since January \u0662\u0661\u0660 people have been killed.",
        "At \u2462 045 dead the toll stands.",
        "Some \u2460\u2461-strong crew of \u00b2 died on \u2460 May \u2461\u2462\u2463\u2464.",
    ],
)
def test_digits_of_other_kinds_are_no_trouble(agent: Casualties, text: str) -> None:
    evidence = [words for claim in _claims(agent, "", text) for words in claim.evidence]
    assert [text[words.start : words.end] for words in evidence] == [words.sentence for words in evidence]
