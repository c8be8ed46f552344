"""The agent: reads articles in order, links copies and revisions to the original, lets the rest through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar
from weakref import WeakKeyDictionary

from tocsin import Article, Duplicate, Output, Spec, State, StatefulAgent, iso_datetime

from tocsin_agents.dedup import figures, shingles
from tocsin_agents.dedup.entry import Entry
from tocsin_agents.dedup.index import Index
from tocsin_agents.dedup.matching import Match, Relation, find_matches, nearest, relation_of
from tocsin_agents.dedup.reading import Reading, read
from tocsin_agents.dedup.settings import DedupSettings

__all__ = ["Dedup"]

STORE = "articles"
SECONDS_A_DAY = 86_400

NOVEL = 0.1
"""Share of a copy's shingles that what it copies lacks, up to which the copy needs no keys of its own to be found by."""


class Dedup(StatefulAgent[Article]):
    """Links an article to the earlier one that it copies, is part of or revises; what says something new flows on."""

    spec: ClassVar[Spec] = Spec(
        name="dedup",
        summary="Links copies and revisions to the original; what says something new flows on.",
        consumes=("articles",),
        produces=("articles.unique", "duplicates"),
        state=(STORE,),
        settings=DedupSettings,
    )

    def __init__(self, settings: DedupSettings | None = None) -> None:
        self.settings = settings or DedupSettings()
        self._window = int(self.settings.window_days * SECONDS_A_DAY)
        self._indexes: WeakKeyDictionary[State, Index] = WeakKeyDictionary()

    def attach(self, state: State) -> None:
        """Keep an index in step with the articles that are remembered for a partition."""
        index = self._indexes[state] = Index()
        state[STORE].attach(index)

    def process(self, article: Article, state: State) -> Iterable[Output]:
        """Give the link, when there is one, and the article, when it says something new."""
        if state not in self._indexes:
            self.attach(state)
        index = self._indexes[state]
        reading = read(article, self.settings.min_shingles)
        known = index.get(article.id)
        if known and known.version == reading.version:
            return []
        published = int(iso_datetime(article.published).timestamp()) if article.published else index.time()
        matches = find_matches(reading, published, index, self.settings, self._window)
        relation: Relation | None = relation_of(matches, reading) if matches else None
        if relation and known:
            # A new version of an article that has flowed on, or of a copy: whoever reads on has to see it.
            relation = "revision"
        for key in index.surplus(published, self._window, self.settings.max_articles):
            state[STORE].delete(key)
        state[STORE].set(article.id, _entry(article.id, reading, index.next_order, published, matches, relation).stored())
        return _outputs(article, matches, relation)


def _entry(
    key: str, reading: Reading, order: int, published: int, matches: Sequence[Match], relation: Relation | None
) -> Entry:
    canonical = matches[0].canonical if matches else key
    head = (order, published, "" if canonical == key else canonical, reading.version)
    if relation and relation != "revision" and 1 - matches[0].overlap.of_new <= NOVEL:
        return Entry(*head)
    sketch = shingles.pack(shingles.sketch(reading.shingles)) if reading.shingles.size else ""
    return Entry(*head, reading.body, int(reading.shingles.size), sketch, figures.pack(reading.figures))


def _outputs(article: Article, matches: Sequence[Match], relation: Relation | None) -> Iterable[Output]:
    outputs: list[Output] = []
    if relation and matches[0].canonical != article.id:
        closest = nearest(matches)
        outputs.append(
            Duplicate(
                article_id=article.id,
                canonical_id=closest.canonical,
                relation=relation,
                similarity=round(closest.overlap.similarity, 4),
                containment=round(closest.overlap.containment, 4),
                source=article.source,
            )
        )
    if relation in {None, "revision"}:
        outputs.append(article)
    return outputs
