"""What is remembered of stories: bounded, and the same after a crash."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import Article, State, Story
from tocsin.testing import run
from tocsin_agents.stories import Stories, StoriesSettings

Press = Callable[..., Article]

NAMES = ("Keral", "Anlo", "Osk", "Mirela", "Pirna", "Linz", "Novak", "ferry", "bridge", "flood", "dam", "divers")

texts = st.lists(st.sampled_from(NAMES), min_size=1, max_size=14).map(" ".join)


@st.composite
def streams(draw: st.DrawFn) -> list[Article]:
    drawn = draw(st.lists(st.tuples(texts, st.integers(1, 28), st.booleans()), min_size=1, max_size=14))
    return [
        Article(id=f"{number % 11}", text=text, published=f"2031-05-{day:02}" if dated else None)
        for number, (text, day, dated) in enumerate(drawn)
    ]


LOOSE = {"join": 0.2, "merge": 0.3, "split": 0.9, "window_days": 9}


@given(streams(), st.integers(1, 8))
@settings(max_examples=80, deadline=None)
def test_a_restored_memory_decides_as_the_lost_one_would_have(articles: list[Article], most: int) -> None:
    agent = Stories(StoriesSettings.model_validate(LOOSE | {"max_articles": most}))

    assert run(agent, articles, restart_between=True) == run(agent, articles)


@given(streams(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_in_which_a_changelog_is_read_does_not_matter(articles: list[Article], chance: Random) -> None:
    agent = Stories(StoriesSettings.model_validate(LOOSE))
    kept = State(agent.spec.state)
    agent.attach(kept)
    for article in articles:
        list(agent.process(article, kept))
        kept.settle()
    changes = [(name, key, value) for name in agent.spec.state for key, value in kept[name].items()]
    chance.shuffle(changes)
    restored = State(agent.spec.state)
    agent.attach(restored)
    for change in changes:
        restored.restore(change)
    last = Article(id="last", text=" ".join(NAMES[:8]), published="2031-05-20")

    assert list(agent.process(last, restored)) == list(agent.process(last, kept))


@given(streams(), st.integers(1, 5))
@settings(max_examples=50, deadline=None)
def test_no_more_articles_are_remembered_than_allowed(articles: list[Article], most: int) -> None:
    agent = Stories(StoriesSettings.model_validate(LOOSE | {"max_articles": most}))
    state = State(agent.spec.state)
    agent.attach(state)
    for article in articles:
        list(agent.process(article, state))
        state.settle()

        assert len(state["articles"]) <= most
        assert len(state["merged"]) <= most


@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=200)), max_size=6))
@settings(max_examples=100, deadline=None)
def test_any_text_is_told_once(texts: list[tuple[str, str]]) -> None:
    articles = [Article(id=str(n), title=title, text=f"x{text}") for n, (title, text) in enumerate(texts)]

    result = run(Stories(), articles)

    assert not result.failed
    assert [s.article_id for s in result.of(Story) if s.event in {"opened", "joined"}] == [
        article.id for article in articles
    ]


def test_one_article_with_a_wrong_date_makes_little_be_forgotten(press: Press, flood: str) -> None:
    articles = [press(flood) for _ in range(10)]
    wrong = press("Tickets for the season went on sale.", title="Season", published="2099-01-01")

    last = run(Stories(), [*articles, wrong, press(flood)]).of(Story)[-1]

    assert (last.story_id, last.event) == ("article-0", "joined")
    assert last.size >= 9
