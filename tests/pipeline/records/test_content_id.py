"""Ids depend on what is said, and on nothing else."""

import json
import re
import unicodedata
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tocsin import content_id

# Texts with what normalisation is about: letters that compose, white space of all kinds.
texts = st.text(st.one_of(st.characters(), st.sampled_from("e\u0301\u00e9\u00a0\u2003\t\n A\u030a\u212b")), max_size=12)
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | texts
contents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def canonical(value: Any) -> Any:
    """Say independently what counts: NFC, single spaces, no order of keys."""
    if isinstance(value, str):
        return re.sub(r"\s+", " ", unicodedata.normalize("NFC", value)).strip()
    if isinstance(value, list):
        return [canonical(item) for item in value]
    if isinstance(value, dict):
        return {canonical(key): canonical(item) for key, item in value.items()}
    return value


def mapped(value: Any, change: Any) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {change(key): mapped(item, change) for key, item in value.items()}
    return value


@given(contents)
def test_an_id_is_24_hexadecimal_digits_and_always_the_same(content: Any) -> None:
    assert re.fullmatch(r"[0-9a-f]{24}", content_id(content))
    assert content_id(content) == content_id(content)


@given(st.dictionaries(texts, scalars, max_size=5))
def test_the_order_of_keys_does_not_count(content: dict[str, Any]) -> None:
    assume(len(canonical(content)) == len(content))
    assert content_id(content) == content_id(dict(reversed(content.items())))


@given(contents)
def test_unicode_composition_does_not_count_at_any_depth(content: Any) -> None:
    composed = mapped(content, lambda text: unicodedata.normalize("NFC", text))
    decomposed = mapped(composed, lambda text: unicodedata.normalize("NFD", text))
    assert content_id(composed) == content_id(decomposed)


@given(contents, st.sampled_from(["  ", "\r\n", "\t", "\u00a0", "\u2003 "]))
def test_white_space_does_not_count_at_any_depth(content: Any, space: str) -> None:
    spread = mapped(content, lambda text: f"{space}{text.replace(' ', space)}{space}")
    assert content_id(content) == content_id(spread)


@given(contents, contents)
def test_different_content_has_different_ids(one: Any, other: Any) -> None:
    assume(json.dumps(canonical(one), sort_keys=True) != json.dumps(canonical(other), sort_keys=True))
    assert content_id(one) != content_id(other)


@given(texts, texts)
def test_where_one_part_ends_and_the_next_begins_counts(one: str, other: str) -> None:
    assert content_id(one, other) != content_id(one + other)
    assert content_id(one, other) != content_id([one, other])


@given(st.text(st.characters(categories=["Cs", "Lu", "Zs"]), min_size=1, max_size=5), st.integers(2**63, 2**70))
def test_lone_surrogates_and_huge_numbers_have_ids_too(text: str, number: int) -> None:
    assert content_id({text: [text, number]}) == content_id({text: [text, number]})
    assert content_id(number) != content_id(number + 1)
