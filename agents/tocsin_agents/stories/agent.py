"""The agent: reads every article in order, puts it into the story it is most like or opens one, merges and splits them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import ClassVar
from weakref import WeakKeyDictionary

from tocsin import Article, Output, Spec, State, StatefulAgent, Story, iso_datetime
from tocsin_agents.stories.index import Entry, Index
from tocsin_agents.stories.settings import StoriesSettings
from tocsin_agents.stories.splitting import come_apart, is_due
from tocsin_agents.stories.vector import Content, Vector, bins, vector
from tocsin_agents.stories.words import read

__all__ = ["Stories"]

ARTICLES, MERGED = "articles", "merged"

SECONDS_A_DAY = 86_400

SHARED = 3
"""Words that an article must have in common with a story at least: one name alone is no event."""


class Stories(StatefulAgent[Article]):
    """Tells the story of each article, copies included, and which stories have turned out to be one, or two."""

    spec: ClassVar[Spec] = Spec(
        name="stories",
        summary="Groups articles on one event, copies included.",
        consumes=("articles",),
        produces=("stories",),
        state=(ARTICLES, MERGED),
        settings=StoriesSettings,
    )

    def __init__(self, settings: StoriesSettings | None = None) -> None:
        self.settings = settings or StoriesSettings()
        self._indexes: WeakKeyDictionary[State, Index] = WeakKeyDictionary()

    def attach(self, state: State) -> None:
        """Keep an index in step with what is remembered for a partition."""
        index = self._indexes[state] = Index()
        state[ARTICLES].attach(index)
        state[MERGED].attach(index.merged)

    def process(self, article: Article, state: State) -> Iterable[Output]:
        """Give the article's membership, and the merging or splitting that it brings about."""
        if state not in self._indexes:
            self.attach(state)
        index = self._indexes[state]
        if article.id in index:
            return []
        words = read(article.title, article.text)
        content = Content(vector(words, index.rarity), bins(words))
        day = int(iso_datetime(article.published).timestamp()) // SECONDS_A_DAY if article.published else index.day()
        fitting = self._fitting(content.vector, day, index)
        # An article that was forgotten and comes again may find the story that it opened, unlike as that has become.
        story, likeness = fitting[0] if fitting else (index.merged.now(article.id), 1.0)
        others = index.group(story).size
        membership = Story(
            article_id=article.id,
            story_id=story,
            event="joined" if others else "opened",
            similarity=round(likeness, 4),
            size=others + 1,
        )
        surplus = index.surplus(self.settings.max_articles)
        for key in surplus:
            state[ARTICLES].delete(key)
        entry = Entry(index.next_order, day, story, *content.stored())
        state[ARTICLES].set(article.id, entry.stored())
        merged = list(self._merge(article.id, fitting, state, index))
        # A story that has just become larger by another is left alone.
        split = [] if merged else self._split(article.id, entry, surplus, state, index)
        return [membership, *merged, *split]

    def _fitting(self, content: Vector, day: int, index: Index) -> list[tuple[str, float]]:
        """Give the stories that an article may belong to and how like them it is, the likest first."""
        found = []
        for story in index.alike(content):
            group = index.group(story)
            distance = group.distance(day)
            if distance > self.settings.window_days or len(content.keys() & group.vector.keys()) < SHARED:
                continue
            likeness = group.likeness(content) * 0.5 ** (distance / self.settings.half_life_days)
            if likeness >= self.settings.join:
                found.append((story, likeness))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _merge(self, article: str, fitting: list[tuple[str, float]], state: State, index: Index) -> Iterable[Story]:
        for part in index.merged.forgotten():
            state[MERGED].delete(part)
        if not fitting:
            return
        whole, group = fitting[0][0], index.group(fitting[0][0])
        for part, _ in fitting[1:]:
            likeness = group.likeness(index.group(part).vector)
            if likeness >= self.settings.merge:
                for story in (part, *index.merged.parts(part)):
                    state[MERGED].set(story, whole)
                yield Story(
                    article_id=article,
                    story_id=whole,
                    event="merged",
                    merged_id=part,
                    similarity=round(likeness, 4),
                    size=group.size + index.group(part).size + 1,
                )

    def _split(
        self, article: str, entry: Entry, surplus: Collection[str], state: State, index: Index
    ) -> Iterable[Story]:
        members = {key: value for key, value in index.members(entry.story).items() if key not in surplus}
        members[article] = entry
        if not is_due(len(members)):
            return
        parted = come_apart({key: value.content().vector for key, value in members.items()})
        if parted is None or parted[1] >= self.settings.split:
            return
        moved, likeness = parted
        # No story had this name before: readers may know that of an article as one that was merged.
        name = f"{article}/split"
        if index.is_taken(name):
            return
        for key in moved:
            state[ARTICLES].set(key, replace(members[key], story=name).stored())
        yield Story(
            article_id=article,
            story_id=entry.story,
            event="split",
            split_id=name,
            members=tuple(moved),
            similarity=round(likeness, 4),
            size=len(moved),
        )
