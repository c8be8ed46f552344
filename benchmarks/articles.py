"""Articles made by program: ordinary news with a casualty report here and there. The seed is fixed and printed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tocsin import Article

__all__ = ["SEED", "ordinary_news", "stream_of_news"]

SEED = 20120309

SUBJECTS = ("The council", "A company", "The minister", "Her team", "The court", "A spokesman", "The bank", "Farmers")
VERBS = ("announced", "rejected", "discussed", "delayed", "praised", "questioned", "approved", "published")
OBJECTS = ("a new budget", "the harvest", "two proposals", "the railway", "a merger", "last year's results", "the plan")
TAILS = ("in Ankara", "after a long debate", "for the third time", "despite criticism", "on Tuesday", "in Paris")
REPORTS = (
    "At least {n} people were killed in {place} on Thursday, hospital officials said.",
    "A bomb in {place} killed {n} soldiers and wounded {m} others, state television reported.",
    "About {n} families fled {place} overnight, according to residents.",
)
PLACES = ("Homs", "Mosul", "Kabul", "Aleppo", "Basra", "Kano", "Idlib", "Herat")


def ordinary_news(count: int, *, words: int = 500, reports: float = 0.03) -> list[Article]:
    """Give articles of about `words` words, in which a share `reports` of the sentences may hold a claim."""
    return list(stream_of_news(count, words=words, reports=reports))


def stream_of_news(count: int, *, words: int = 500, reports: float = 0.03) -> Iterator[Article]:
    """Give the same articles one at a time, so that they need not fit into memory."""
    chance = random.Random(SEED)
    return (_article(chance, number, words, reports) for number in range(count))


def _article(chance: random.Random, number: int, words: int, reports: float) -> Article:
    sentences: list[str] = []
    length = 0
    while length < words:
        sentence = _sentence(chance, reports)
        sentences.append(sentence)
        length += sentence.count(" ") + 1
    paragraphs = [" ".join(sentences[i : i + 4]) for i in range(0, len(sentences), 4)]
    return Article(title=f"Report {number}", text="\n\n".join(paragraphs), published="2012-03-09", source="Bench")


def _sentence(chance: random.Random, reports: float) -> str:
    if chance.random() < reports:
        place, n, m = chance.choice(PLACES), chance.randint(2, 90), chance.randint(2, 90)
        return chance.choice(REPORTS).format(place=place, n=n, m=m)
    pieces = (chance.choice(SUBJECTS), chance.choice(VERBS), chance.choice(OBJECTS), chance.choice(TAILS))
    return f"{' '.join(pieces)}, item {chance.randrange(100_000)}."
