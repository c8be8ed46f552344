"""Articles made by program, a third of them copies of earlier ones: whole, cut to 60 and to 30 %, a tenth edited."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.articles import SEED
from tocsin import Article

__all__ = ["KINDS", "WORDS", "Stream", "stream_of_copies", "unlike_articles"]

WORDS = 300
VOCABULARY = 5_000

KINDS = ("whole", "cut to 60 %", "cut to 30 %", "a tenth edited")

RECENT = 500
"""Articles back that an original lies at most."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Articles in order, and for each copy the id of its original and how it was made."""

    articles: list[Article]
    origins: dict[str, tuple[str, str]]


def stream_of_copies(count: int) -> Stream:
    """Give so many articles in order."""
    chance = random.Random(SEED)
    articles: list[Article] = []
    origins: dict[str, tuple[str, str]] = {}
    while len(articles) < count:
        key = f"{len(articles):07}"
        if articles and chance.random() < 1 / 3:
            original, kind = chance.choice(articles[-RECENT:]), chance.choice(KINDS)
            text = _copy(original.text, kind, chance)
            origins[key] = (origins.get(original.id, (original.id, ""))[0], kind)
        else:
            text = _text(chance)
        articles.append(_article(key, text))
    return Stream(articles, origins)


def unlike_articles() -> Iterator[Article]:
    """Give articles without end, of which none copies another."""
    chance, number = random.Random(SEED), 0
    while True:
        yield _article(f"{number:07}", _text(chance))
        number += 1


def _article(key: str, text: str) -> Article:
    # All lie within the days that dedup looks back.
    return Article(id=key, title="What was decided", text=text, published="2012-03-09", source="Bench")


def _text(chance: random.Random) -> str:
    words = [_word(chance) for _ in range(WORDS)]
    return ". ".join(" ".join(words[place : place + 15]) for place in range(0, WORDS, 15))


def _word(chance: random.Random) -> str:
    """Words are as frequent as in a language: the n-th has a share of about 1/n."""
    return f"w{int(VOCABULARY ** chance.random())}"


def _copy(text: str, kind: str, chance: random.Random) -> str:
    words = text.split()
    if kind.startswith("cut"):
        words = words[: len(words) * (60 if "60" in kind else 30) // 100]
    elif kind == "a tenth edited":
        words = [_word(chance) if chance.randrange(10) == 0 else word for word in words]
    return " ".join(words)
