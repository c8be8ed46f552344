"""Which articles the agent takes for one story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tocsin import Article, Story
from tocsin.testing import run
from tocsin_agents.stories import Stories, StoriesSettings

Press = Callable[..., Article]

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))


def told(articles: Sequence[Article], **settings: float) -> list[Story]:
    return run(Stories(StoriesSettings.model_validate(settings)), articles).of(Story)


def stories(articles: Sequence[Article], **settings: float) -> list[str]:
    return [story.story_id for story in told(articles, **settings)]


def test_the_first_article_opens_a_story_that_has_its_id(press: Press, flood: str) -> None:
    assert told([press(flood)]) == [
        Story(article_id="article-0", story_id="article-0", event="opened", similarity=1, size=1)
    ]


def test_another_report_of_the_event_joins_its_story(press: Press, flood: str, flood_elsewhere: str) -> None:
    first, second = told([press(flood), press(flood_elsewhere, title="Dozens die as the Anlo floods Keral")])

    assert (second.story_id, second.event, second.size) == (first.story_id, "joined", 2)
    assert 0.14 <= second.similarity < 1


def test_another_event_opens_a_story_of_its_own(press: Press, flood: str, orchestra: str) -> None:
    articles = [press(flood), press(orchestra, title="Orchestra opens its season")]

    assert stories(articles) == ["article-0", "article-1"]


def test_a_copy_is_in_the_story_of_its_original(press: Press, flood: str, orchestra: str) -> None:
    articles = [press(flood), press(orchestra, title="A new season"), press(orchestra, title="Orchestra"), press(flood)]

    assert stories(articles) == ["article-0", "article-1", "article-1", "article-0"]
    assert told(articles)[3].similarity == pytest.approx(1, abs=0.05)


def test_every_article_is_told_once(press: Press, flood: str, orchestra: str) -> None:
    first = press(flood)

    assert [story.article_id for story in told([first, press(orchestra, title="Season"), first])] == [
        "article-0",
        "article-1",
    ]


def test_the_same_event_long_after_is_another_story(press: Press, flood: str) -> None:
    articles = [press(flood, published="2031-05-01"), press(flood, published="2031-09-01")]

    assert stories(articles) == ["article-0", "article-1"]


def test_an_article_without_a_date_belongs_to_the_present(press: Press, flood: str) -> None:
    assert stories([press(flood), press(flood, published=None)]) == ["article-0", "article-0"]


def test_two_names_in_common_are_no_event(press: Press) -> None:
    articles = [press("Mirela Osk", title="Baker"), press("Mirela Osk", title="Governor")]

    assert stories(articles) == ["article-0", "article-1"]


def test_an_article_that_tells_of_two_stories_shows_them_to_be_one(press: Press) -> None:
    harbour = "Ferry Ostrava sank near Linz harbour; divers search hull, captain Novak questioned about ballast."
    rescue = (
        "Trawler crews rescued passengers from icy water off Pirna lighthouse; survivors named Ferry Ostrava, Novak."
    )
    articles = [press(harbour, title=""), press(rescue, title=""), press(f"{harbour} {rescue}", title="")]

    apart = told(articles, join=0.5, merge=0.3)

    assert [(story.event, story.story_id, story.merged_id) for story in apart] == [
        ("opened", "article-0", None),
        ("opened", "article-1", None),
        ("joined", apart[2].story_id, None),
        ("merged", apart[2].story_id, apart[3].merged_id),
    ]
    assert {apart[3].story_id, apart[3].merged_id} == {"article-0", "article-1"}


def test_the_seed_articles_are_one_story() -> None:
    articles = [
        Article(id=path.stem, title="", text=path.read_text(encoding="utf-8"), published="2012-03-09") for path in SEEDS
    ]

    assert [story.event for story in told(articles)] == ["opened", "joined"]
