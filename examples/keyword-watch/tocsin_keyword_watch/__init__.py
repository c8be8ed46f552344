"""Tells which articles use words of a list: the smallest agent, one function without memory."""

import re
from collections.abc import Iterator

from pydantic import BaseModel, Field

from tocsin import Article, Record, Topic, agent

__all__ = ["Keyword", "KeywordSettings", "keyword_watch"]


class Keyword(Record):
    """A word of the list that an article uses."""

    article_id: str
    word: str
    count: int = Field(ge=1, description="How often the article uses it.")


class KeywordSettings(BaseModel):
    """`[agents.keyword-watch]` in tocsin.toml."""

    words: tuple[str, ...] = Field(default=("bridge", "flood"), description="Words to look for, in small letters.")


@agent(
    consumes=("articles.unique",),
    produces=(Topic("keywords", Keyword, key="article_id"),),
    settings=KeywordSettings,
)
def keyword_watch(article: Article, settings: KeywordSettings) -> Iterator[Keyword]:
    """Tells which articles use words of a list."""
    used = re.findall(r"\w+", f"{article.title} {article.text}".lower())
    for word in settings.words:
        if word in used:
            yield Keyword(article_id=article.id, word=word, count=used.count(word))
