"""How fast the logic of dedup is, on one core and without Kafka."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.articles import ordinary_news
from benchmarks.measuring import Figure, repeat, show
from tocsin import Article, StatefulAgent
from tocsin.plugins.state import State
from tocsin_agents.dedup import Dedup


def run() -> None:
    """Measure dedup beside what one would use instead."""
    show("dedup, articles of 300 words", _dedup(ordinary_news(4_000, words=300, reports=0.01)))


def _dedup(articles: list[Article]) -> list[Figure]:
    def exact() -> set[int]:
        return {hash(" ".join(article.text.lower().split())) for article in articles}

    return [
        repeat("dedup, state included", "articles", len(articles), lambda: drive(Dedup(), articles), runs=3),
        repeat("hash of the normalised text", "articles", len(articles), exact, runs=3),
    ]


def drive(agent: StatefulAgent[Article], articles: Iterable[Article]) -> list[Article]:
    """Hand articles to a stateful agent as the engine does; give the articles among what it makes of them."""
    state = State(agent.spec.state)
    agent.attach(state)
    passed: list[Article] = []
    for article in articles:
        passed += [record for record in list(agent.process(article, state)) if isinstance(record, Article)]
        state.settle()
    return passed
