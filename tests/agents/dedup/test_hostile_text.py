"""No text is too strange, and none takes more than time in proportion to its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import Article, Duplicate, State
from tocsin.testing import run
from tocsin_agents.dedup import Dedup

HOSTILE = {
    "one word, a million times": "flood " * 1_000_000,
    "one word of five million letters": "f" * 5_000_000,
    "a million lines": "By\n" * 1_000_000,
    "four hundred thousand numbers": "26 killed " * 400_000,
    "open entities": "&#x" * 500_000,
    "names without end": "Keral " + "A " * 1_000_000 + "(",
    "marks on one letter": "a" + "\u0301" * 1_000_000,
    "a script without spaces": "\u5ddd" * 500_000,
    "other digits": "\u0662" * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_linear_in_the_text(text: str) -> None:
    started = time.process_time()
    result = run(Dedup(), [Article(id="1", text=text), Article(id="2", text=text)])

    assert time.process_time() - started < 20
    assert not result.failed


REVISED = {
    "numbers": "26 killed " * 200_000,
    "the same passage again and again": "flood town river " * 150_000,
    "sentences without words": ".'\".'" * 300_000,
    "open entities": "&#x " * 200_000,
    "a script without spaces": "\u5ddd" * 200_000,
    "furniture": "By\n" * 300_000,
    "quoted words": "\u201cone two\u201d 5 " * 100_000,
}


@pytest.mark.parametrize("more", REVISED.values(), ids=REVISED.keys())
def test_what_a_revision_changed_is_told_in_linear_time(flood: str, more: str) -> None:
    earlier, later = (flood.replace("26", toll) + more for toll in ("26", "31"))
    started = time.process_time()
    result = run(Dedup(), [Article(id="1", text=earlier), Article(id="2", text=later)])

    assert time.process_time() - started < 20
    assert [change.after for change in result.of(Duplicate)[0].changes] == ["31"]


@given(st.lists(st.text(), min_size=1, max_size=4), st.text())
@settings(max_examples=200, deadline=None)
def test_no_text_makes_it_fail(texts: list[str], title: str) -> None:
    articles = [Article(id=str(number), title=f"{title}.", text=text) for number, text in enumerate(texts)]

    assert not run(Dedup(), articles).failed


def test_half_a_character_does_no_harm() -> None:
    # Legal in a Python string, not in UTF-8.
    agent = Dedup()
    state = State(agent.spec.state)
    articles = [
        Article(id="1", text="\ud800"),
        Article(id="2", text="\ud800!"),
        Article(id="3", text="flood \ud800" * 30),
    ]

    assert [list(agent.process(article, state)) for article in articles] == [[article] for article in articles]
