"""When a story that has drifted is told to be two."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin import Article, State, Story
from tocsin.testing import run
from tocsin_agents.stories import Stories, StoriesSettings
from tocsin_agents.stories.splitting import FEWEST, come_apart, is_due
from tocsin_agents.stories.vector import Vector

Press = Callable[..., Article]

FERRY = "Ferry Ostrava sank near Linz harbour; divers search hull, captain Novak questioned about ballast water."
LEAVES = "Novak, captain, leaves Linz for the trial: court in Pirna hears of insurance, ballast, debts and brokers."
COURT = "Court in Pirna hears brokers on insurance fraud; debts of Mirela Osk, judge asks for ledgers and bank seals."

vectors = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.dictionaries(st.integers(0, 6), st.integers(1, 255), max_size=5),
    min_size=1,
    max_size=9,
)


def drifting(press: Press) -> list[Article]:
    """Two reports of a ferry, one that leads from it to a court, and more from the court."""
    return [press(text, title="") for text in (FERRY, FERRY, LEAVES, COURT, COURT, COURT, COURT, COURT)]


def told(articles: Iterable[Article], **settings: float) -> list[Story]:
    return run(Stories(StoriesSettings.model_validate({"join": 0.05, "merge": 1, **settings})), articles).of(Story)


def test_a_story_that_has_drifted_is_split(press: Press) -> None:
    stories = told(drifting(press), split=0.6)

    [split] = [story for story in stories if story.event == "split"]

    assert (split.article_id, split.story_id, split.split_id) == ("article-3", "article-0", "article-3/split")
    assert split.members == ("article-2", "article-3")
    assert split.size == 2
    assert 0 < split.similarity < 0.6


def test_an_article_joins_the_part_that_it_is_like_from_then_on(press: Press) -> None:
    articles = drifting(press)
    ferry, court = (press(text, title="") for text in (FERRY, COURT))

    stories = told([*articles, ferry, court], split=0.6)
    [split] = [story for story in stories if story.event == "split"]
    last = {story.article_id: story for story in stories if story.event == "joined"}

    assert last[ferry.id].story_id == "article-0"
    assert last[court.id].story_id == split.split_id
    assert last[court.id].size == len(articles) - (last[ferry.id].size - 1) + 1


def test_a_story_of_one_piece_stays_whole(press: Press, flood: str, flood_elsewhere: str) -> None:
    articles = [press(text) for text in (flood, flood_elsewhere) * 4]

    assert {story.event for story in told(articles)} == {"opened", "joined"}


def test_nothing_is_split_at_zero(press: Press) -> None:
    assert "split" not in {story.event for story in told(drifting(press), split=0)}


def test_what_is_split_is_split_after_a_crash_too(press: Press) -> None:
    agent = Stories(StoriesSettings(join=0.05, merge=1, split=0.6))
    articles = [*drifting(press), *(press(text, title="") for text in (COURT, FERRY, LEAVES, COURT))]

    assert run(agent, articles, restart_between=True) == run(agent, articles)


def test_no_article_that_is_forgotten_is_told_to_be_a_member(press: Press) -> None:
    agent = Stories(StoriesSettings(join=0.05, merge=1, split=0.9, max_articles=4))
    state = State(agent.spec.state)
    splits = 0
    for article in [article for _ in range(3) for article in drifting(press)]:
        records = list(agent.process(article, state))
        state.settle()
        for record in records:
            if isinstance(record, Story) and record.event == "split":
                splits += 1
                assert set(record.members) <= {key for key, _ in state["articles"].items()}

    assert splits


@pytest.mark.parametrize(("size", "due"), [(2, False), (4, True), (5, False), (64, True), (256, True), (512, False)])
def test_a_story_is_looked_at_each_time_that_it_has_doubled(size: int, *, due: bool) -> None:
    assert is_due(size) is due


@given(vectors)
def test_both_parts_hold_articles_and_the_first_one_stays(found: dict[str, Vector]) -> None:
    parted = come_apart(found)

    if parted is not None:
        moved, likeness = parted
        assert FEWEST <= len(moved) <= len(found) - FEWEST
        assert next(iter(found)) not in moved
        assert [key for key in found if key in moved] == moved
        assert 0 <= likeness <= 1
