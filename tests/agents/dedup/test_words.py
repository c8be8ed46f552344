"""Words are the same whatever the dress, and apart when they differ."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin_agents.dedup.words import PERIOD, hash_words, normalise, split


def words(text: str) -> list[str]:
    return [word.decode() for word in normalise(text).split(b"\0") if word]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The Dam broke.", ["the", "dam", "broke"]),
        ("it\u2019s", ["it", "s"]),
        ("''quoted''", ["quoted"]),
        ("co\u00adoperate", ["cooperate"]),
        ("AT&amp;T", ["at", "t"]),
        ("na\u00efve CAF\u00c9", ["na\u00efve", "caf\u00e9"]),
        ("STRASSE Stra\u00dfe", ["strasse", "strasse"]),
        ("\u041c\u041e\u0421\u041a\u0412\u0410", ["\u043c\u043e\u0441\u043a\u0432\u0430"]),
        ("\u0662\u0666", ["26"]),
        ("\u5ddd\u306e\u6c34", ["\u5ddd", "\u306e", "\u6c34"]),
        ("a_b", ["a", "b"]),
    ],
)
def test_text_becomes_words(text: str, plain: list[str]) -> None:
    assert words(text) == plain


@given(st.text())
def test_normalising_never_raises_and_leaves_ascii_in_lower_case(text: str) -> None:
    normal = normalise(text)

    assert normal == normal.lower()
    assert all(octet >= 128 or octet == 0 or chr(octet).isalnum() for octet in normal)


@given(st.text(alphabet=st.characters(max_codepoint=255)))
def test_the_short_way_for_western_text_gives_what_the_long_way_gives(text: str) -> None:
    # A character from far outside Latin-1 sends the text the long way.
    assert words(f"{text} \u0434") == [*words(text), "\u0434"]


@given(st.text())
def test_composition_makes_no_difference(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))


@given(st.lists(st.text(alphabet="abc1", min_size=1, max_size=4), max_size=30))
def test_hashes_are_equal_where_words_are(listed: list[str]) -> None:
    hashes = split("", " ".join(listed)).hashes.tolist()

    assert [hashes[listed.index(word)] for word in listed] == hashes
    assert len(set(hashes)) == len(set(listed))


def test_a_word_hashes_alike_wherever_it_stands() -> None:
    _, hashes = hash_words(b"\0" + b"flood\0" * (PERIOD // 2))

    assert len(set(hashes.tolist())) <= 1 + len(hashes) * 6 // PERIOD


def test_the_title_comes_first() -> None:
    both = split("Dam breaks", "Water rose fast")

    assert both.title == 2
    assert both.body.tolist() == split("", "water rose fast").hashes.tolist()


def test_known_hashes_stay_as_they_are() -> None:
    # They are stored: another hash would make every memory worthless.
    assert split("", "dam breaks").hashes.tolist() == [0x30C571B1007381E, 0x937985D3193B2A80]
