"""The agent: reads articles in order, links copies and revisions to the original, lets the rest through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from weakref import WeakKeyDictionary

from tocsin import Article, Duplicate, Output, Spec, State, StatefulAgent, iso_datetime
from tocsin_agents.dedup.entry import Entry
from tocsin_agents.dedup.index import Index
from tocsin_agents.dedup.locating import changes, locate, passages
from tocsin_agents.dedup.matching import Verdict, judge
from tocsin_agents.dedup.reading import Reading, read
from tocsin_agents.dedup.settings import DedupSettings

__all__ = ["Dedup"]

STORE, ORIGINALS = "articles", "originals"

SECONDS_A_DAY = 86_400


class Dedup(StatefulAgent[Article]):
    """Links an article to the earlier one that it copies, is part of or revises; what says something new flows on."""

    spec: ClassVar[Spec] = Spec(
        name="dedup",
        summary="Links copies and revisions to the original; what says something new flows on.",
        consumes=("articles",),
        produces=("articles.unique", "duplicates"),
        state=(STORE, ORIGINALS),
        settings=DedupSettings,
    )

    def __init__(self, settings: DedupSettings | None = None) -> None:
        self.settings = settings or DedupSettings()
        self._indexes: WeakKeyDictionary[State, Index] = WeakKeyDictionary()

    def attach(self, state: State) -> None:
        """Keep an index in step with the articles that are remembered for a partition."""
        index = self._indexes[state] = Index()
        state[STORE].attach(index)

    def process(self, article: Article, state: State) -> Iterable[Output]:
        """Give the link, when there is one, and the article, when it says something new."""
        index = self._indexes.get(state)
        if index is None:
            self.attach(state)
            index = self._indexes[state]
        reading = read(article, self.settings.min_shingles, index.boilerplate)
        known = index.get(article.id)
        if known and known.version == reading.version:
            return []
        published = int(iso_datetime(article.published).timestamp()) if article.published else index.time()
        verdict = judge(reading, published, index, self.settings)
        original = _original(article, published, verdict.canonical, index, state)
        if known and verdict.relation:
            # Whoever read the article under this id has to see its new version, however little is new in it.
            verdict = Verdict("revision", verdict.canonical, verdict.overlap)
        for key in index.surplus(published, self.settings.window_seconds, self.settings.max_articles):
            state[STORE].delete(key)
            state[ORIGINALS].delete(key)
        canonical = "" if verdict.canonical == article.id else verdict.canonical
        entry = Entry(index.next_order, published, canonical, reading.version)
        state[STORE].set(article.id, entry.stored() if verdict.is_covered else entry.with_content(reading).stored())
        return list(_outputs(article, reading, verdict, original))


def _original(article: Article, published: int, canonical: str, index: Index, state: State) -> str | None:
    """Give the article of a group that was published first, when that is not the canonical one; remember a new one."""
    kept = state[ORIGINALS].get(canonical)
    entry = index.get(canonical)
    first = kept[1] if kept else entry.published if entry else None
    if article.published and article.id != canonical and first is not None and _is_earlier(published, first):
        state[ORIGINALS].set(canonical, [article.id, published])
        return article.id
    return kept[0] if kept else None


def _is_earlier(one: int, other: int) -> bool:
    """Compare seconds since 1970; what falls on midnight is taken to be a date without a time of day."""
    if one % SECONDS_A_DAY and other % SECONDS_A_DAY:
        return one < other
    return one // SECONDS_A_DAY < other // SECONDS_A_DAY


def _outputs(article: Article, reading: Reading, verdict: Verdict, original: str | None) -> Iterable[Output]:
    if verdict.relation and verdict.canonical != article.id:
        key, entry = verdict.closest or ("", None)
        is_revision = verdict.relation == "revision"
        is_told = entry is not None and (is_revision or verdict.relation == "partial")
        places = locate(article, reading) if is_told else None
        yield Duplicate(
            article_id=article.id,
            canonical_id=verdict.canonical,
            relation=verdict.relation,
            similarity=round(verdict.overlap.similarity, 4),
            containment=round(verdict.overlap.containment, 4),
            compared_id=key if is_told else None,
            changes=changes(article, places, reading, entry) if entry and places and is_revision else (),
            passages=passages(places, reading, entry) if entry and places else (),
            original_id=original,
            source=article.source,
        )
    if verdict.relation in {None, "revision"}:
        yield article
