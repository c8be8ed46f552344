"""How far back the agent looks, and that it decides the same whatever became of it on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import Article, Duplicate, State
from tocsin.testing import run
from tocsin_agents.dedup import Dedup, DedupSettings
from tocsin_agents.dedup.index import RECENT

Press = Callable[..., Article]

VOCABULARY = [
    f"{head}{tail}" for head in ("ba", "co", "di", "fu", "gre", "ha") for tail in ("lan", "mor", "ner", "pit")
]

sentences = st.lists(st.sampled_from(VOCABULARY), min_size=6, max_size=9).map(" ".join)
paragraphs = st.lists(sentences, min_size=3, max_size=3, unique=True).map(". ".join)
tolls = st.integers(1, 40).map("{} people were killed in the flood.".format)
stories = st.lists(paragraphs, min_size=2, max_size=2, unique=True)


@st.composite
def streams(draw: st.DrawFn) -> list[Article]:
    """Articles that copy, cut, extend and revise one another, some of them twice, some without a date, out of order."""
    pool = draw(st.lists(stories, min_size=1, max_size=3))
    texts = st.tuples(st.sampled_from(pool), tolls, st.sampled_from(["{0} {1} {2}", "{1} {0}", "{2} {1}", "{0} {2}"]))
    drawn = draw(st.lists(st.tuples(texts, st.integers(0, 20), st.booleans()), min_size=2, max_size=12))
    return [
        Article(
            id=f"{number % 9}",
            title="Flood",
            text=form.format(*story, toll),
            published=f"2031-05-{1 + day:02}" if dated else None,
        )
        for number, (((story, toll, form), day, dated)) in enumerate(drawn)
    ]


def relations(articles: Sequence[Article], **values: float) -> list[str]:
    return [link.relation for link in run(Dedup(DedupSettings.model_validate(values)), articles).of(Duplicate)]


@given(streams(), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_a_restored_memory_decides_as_the_lost_one_would_have(articles: list[Article], most: int) -> None:
    agent = Dedup(DedupSettings(max_articles=most))

    assert run(agent, articles, restart_between=True) == run(agent, articles)


@given(streams(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_a_memory_is_restored_makes_no_difference(articles: list[Article], random: Random) -> None:
    agent, half = Dedup(), len(articles) // 2
    kept, restored = State(agent.spec.state), State(agent.spec.state)
    agent.attach(kept)
    agent.attach(restored)
    latest: dict[tuple[str, str], tuple[str, str, Any]] = {}
    for article in articles[:half]:
        agent.process(article, kept)
        latest |= {change[:2]: change for change in kept.settle()}
    changes = list(latest.values())
    random.shuffle(changes)
    for change in changes:
        restored.restore(change)

    for article in articles[half:]:
        assert agent.process(article, restored) == agent.process(article, kept)
        assert restored.settle() == kept.settle()


@given(streams())
@settings(max_examples=60, deadline=None)
def test_no_article_is_lost(articles: list[Article]) -> None:
    result = run(Dedup(), articles)
    said = {article.id for article in result.of(Article)} | {link.article_id for link in result.of(Duplicate)}

    assert said == {article.id for article in articles}


@given(streams())
@settings(max_examples=60, deadline=None)
def test_every_canonical_article_flowed_on_before_its_copies(articles: list[Article]) -> None:
    flowed_on: set[str] = set()
    for emitted in run(Dedup(), articles).emitted:
        if isinstance(emitted.record, Duplicate):
            assert emitted.record.canonical_id in flowed_on
        elif isinstance(emitted.record, Article):
            flowed_on.add(emitted.record.id)


def test_a_failed_record_leaves_no_trace(press: Press, flood: str) -> None:
    agent = Dedup()
    state = State(agent.spec.state)
    agent.attach(state)
    agent.process(press(flood), state)
    state.forget()

    again = press(flood)

    assert agent.process(again, state) == [again]


def test_copies_further_apart_than_the_window_are_not_linked(press: Press, flood: str) -> None:
    days = [press(flood, published=f"2031-05-{day:02}") for day in (1, 8, 9)]

    assert relations(days[:2]) == ["exact"]
    assert relations(days[::2]) == []


def test_an_article_without_a_date_takes_the_time_of_its_neighbours(press: Press, flood: str, orchestra: str) -> None:
    undated = press(flood, published=None)

    assert relations([press(flood, published="2031-05-01"), undated]) == ["exact"]
    later = [press(f"{orchestra} {n}", published="2031-06-01") for n in range(3)]
    assert "exact" not in relations([press(flood, published="2031-05-01"), *later, undated])


def test_what_lies_outside_the_window_is_forgotten(press: Press) -> None:
    agent = Dedup(DedupSettings(window_days=1))
    state = State(agent.spec.state)
    agent.attach(state)
    for day in range(300):
        published = (date(2031, 1, 1) + timedelta(days=day)).isoformat()
        agent.process(press(f"{VOCABULARY[day % 24]} {day}", published=published), state)
        state.settle()

    # The latest arrivals say what time it is, so they stay.
    assert len(state["articles"]) <= RECENT + 2


def test_one_wrong_date_pushes_nothing_out(press: Press, flood: str, orchestra: str) -> None:
    stray = press(orchestra, published="2099-01-01")

    assert relations([press(flood), stray, press(flood)]) == ["exact"]


def test_the_oldest_make_room_for_the_newest(press: Press, flood: str, orchestra: str) -> None:
    articles = [press(flood), press(orchestra), press(flood)]

    assert relations(articles, max_articles=2) == ["exact"]
    assert relations(articles, max_articles=1) == []


@given(st.lists(st.sampled_from(range(4)), min_size=2, max_size=10), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_articles_of_one_time_does_not_change_what_belongs_together(
    told: list[int], random: Random
) -> None:
    written = [" ".join(f"{word}{number}" for word in VOCABULARY) for number in range(4)]
    articles = [
        Article(id=str(number), title=f"Paper {number}", text=written[which], published="2031-05-01T12:00:00Z")
        for number, which in enumerate(told)
    ]
    shuffled = random.sample(articles, len(articles))

    def groups(stream: Sequence[Article]) -> set[frozenset[str]]:
        together = {article.id: {article.id} for article in stream}
        for link in run(Dedup(), stream).of(Duplicate):
            together[link.canonical_id].add(link.article_id)
            del together[link.article_id]
        return {frozenset(group) for group in together.values()}

    assert groups(shuffled) == groups(articles)
    assert len(groups(articles)) == len(set(told))


@given(st.permutations(range(6)), st.sets(st.integers(0, 5), max_size=3))
@settings(max_examples=60, deadline=None)
def test_in_any_order_of_arrival_the_first_published_is_found_to_be_the_original(
    arrivals: list[int], revised: set[int]
) -> None:
    written = " ".join(f"{word} river" for word in VOCABULARY)
    articles = [
        Article(
            id=f"story-{hour}",
            title="Flood",
            text=f"{26 + hour if hour in revised else 26} people were killed in the flood. {written}",
            published=f"2031-05-01T{1 + hour:02}:00:00Z",
        )
        for hour in range(6)
    ]

    links = run(Dedup(), [articles[hour] for hour in arrivals]).of(Duplicate)

    assert {link.canonical_id for link in links} == {f"story-{arrivals[0]}"}
    assert (links[-1].original_id or links[-1].canonical_id) == "story-0"


def test_a_date_without_a_time_of_day_is_not_earlier_than_one_of_that_day(press: Press, flood: str) -> None:
    articles = [press(flood, published=when) for when in ("2031-05-02T10:00:00Z", "2031-05-02", "2031-05-01")]

    links = run(Dedup(), articles).of(Duplicate)

    assert [link.original_id for link in links] == [None, articles[2].id]


def test_an_original_is_forgotten_with_its_group(press: Press, flood: str, orchestra: str) -> None:
    agent = Dedup(DedupSettings(max_articles=2))
    state = State(agent.spec.state)
    agent.attach(state)
    late = press(flood, published="2031-05-01T08:00:00Z")
    for article in (press(flood, published="2031-05-01T12:00:00Z"), late, press(orchestra), press(f"{orchestra} Yes.")):
        agent.process(article, state)
        state.settle()

    assert len(state["originals"]) == 0
