"""The agent: articles in, the language of each out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import ClassVar

from pydantic import BaseModel, Field

from tocsin import Article, BatchAgent, Output, Record, Spec, Topic
from tocsin_languages.words import distinctive

__all__ = ["Language", "LanguageSettings", "Languages"]

LOOKED_AT = 4_000
"""Characters of an article that are looked at: a language shows early."""


class Language(Record):
    """The language that an article is written in."""

    identity: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: str
    language: str = Field(description="ISO 639-1.")
    share: float = Field(ge=0, le=1, description="Share of the words that are among the commonest of that language.")


class LanguageSettings(BaseModel):
    """`[agents.languages]` in tocsin.toml."""

    least_share: float = Field(
        default=0.1, ge=0, le=1, description="Share of common words below which nothing is told."
    )


class Languages(BatchAgent[Article]):
    """Tells the language of each article."""

    spec = Spec(
        name="languages",
        summary="Tells the language of each article.",
        consumes=("articles",),
        produces=(Topic("languages", Language, key="article_id"),),
        settings=LanguageSettings,
        batch=64,
    )

    def __init__(self, settings: LanguageSettings | None = None) -> None:
        self.settings = settings or LanguageSettings()
        self._language_of: dict[str, str] = {}

    def open(self) -> None:
        """Load the words, once; a model would be loaded here too."""
        self._language_of = distinctive()

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Output]]:
        """Give, for each article, its language, or nothing."""
        return [self._answer(article) for article in records]

    def _answer(self, article: Article) -> list[Language]:
        words = re.findall(r"\w+", f"{article.title} {article.text}"[:LOOKED_AT].lower())
        votes = Counter(self._language_of[word] for word in words if word in self._language_of)
        if not votes:
            return []
        # The most votes, and of two with as many the first by name.
        language, count = min(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        share = round(count / len(words), 3)
        return (
            [Language(article_id=article.id, language=language, share=share)]
            if share >= self.settings.least_share
            else []
        )
