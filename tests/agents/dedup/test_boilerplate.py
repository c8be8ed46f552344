"""What a source prints with every article is learned from the articles, and no longer taken for the story."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import Article, Duplicate
from tocsin.testing import run
from tocsin_agents.dedup import Dedup
from tocsin_agents.dedup.boilerplate import OFTEN, Boilerplate, lines

Press = Callable[..., Article]

NOTICE = (
    "Thank you for visiting the Keral Courier. To read on, enter the address under which you are known to us and the word"
    " that we sent to it. Readers of the printed paper pay nothing until the end of May, and students pay half. The page"
    " for those who have lost their word is in the menu above, next to the crossword."
)

HEADLINES = (
    "Mayor of Anlo resigns over bridge contract",
    "Two held after robbery at jeweller's",
    "Barley prices fall as ships queue",
    "Choir school to close in autumn",
    "Ferry strike enters second week",
    "Vineyard wins prize for its cider",
)


def test_pages_that_only_ask_to_log_in_are_no_copies_of_each_other(press: Press) -> None:
    pages = [press(NOTICE, title=title, source="Keral Courier") for title in HEADLINES]

    assert run(Dedup(), pages).of(Article) == pages
    assert run(Dedup(), pages).of(Duplicate) == []


def test_the_same_page_again_is_a_copy(press: Press) -> None:
    pages = [press(NOTICE, title=title, source="Keral Courier") for title in (*HEADLINES, HEADLINES[-1])]

    assert [link.canonical_id for link in run(Dedup(), pages).of(Duplicate)] == [pages[-2].id]


@pytest.mark.parametrize("learned", [True, False])
def test_a_copy_below_a_long_notice_is_known_once_the_notice_is(press: Press, flood: str, *, learned: bool) -> None:
    pages = [press(NOTICE, title=title, source="Keral Courier") for title in HEADLINES[: OFTEN if learned else 0]]
    copy = press(f"{flood}\n\n{NOTICE}", source="Keral Courier")

    [link] = run(Dedup(), [press(flood), *pages, copy]).of(Duplicate)

    assert link.relation == ("exact" if learned else "revision")


def test_a_line_of_one_source_is_not_set_aside_in_another(press: Press, flood: str) -> None:
    pages = [press(NOTICE, title=title, source="Keral Courier") for title in HEADLINES]
    elsewhere = press(f"{flood}\n\n{NOTICE}", source="Anlo Gazette")

    [link] = run(Dedup(), [press(flood), *pages, elsewhere]).of(Duplicate)

    assert link.relation == "revision"


def test_the_lines_of_a_story_that_is_told_again_and_again_are_not_boilerplate(press: Press, flood: str) -> None:
    revisions = [press(flood.replace("26 people", f"{toll} people"), source="Keral Courier") for toll in range(26, 36)]

    links = run(Dedup(), revisions).of(Duplicate)

    assert [link.relation for link in links] == ["revision"] * 9
    assert all(link.similarity > 0.9 for link in links)


found = st.dictionaries(st.text(max_size=5), st.integers(0, 60), max_size=12)


@given(st.lists(found, max_size=8), found)
@settings(max_examples=40, deadline=None)
def test_what_is_taken_away_leaves_no_trace(articles: list[dict[str, int]], asked: dict[str, int]) -> None:
    kept, other = Boilerplate(), Boilerplate()
    for number, article in enumerate(articles):
        hashes = np.unique(np.array(list(article.values()), np.uint32))
        other.add(hashes)
        if number % 2:
            other.take(hashes)
        else:
            kept.add(hashes)

    assert other.among(asked) == kept.among(asked)


def test_only_the_edges_of_a_long_text_may_be_boilerplate() -> None:
    rows = [f"line {number}" for number in range(100)]
    learnable = lines("Keral Courier", "\n".join(rows))

    assert rows[0] in learnable
    assert rows[-1] in learnable
    assert rows[50] not in learnable
