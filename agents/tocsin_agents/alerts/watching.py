"""Watching: which articles name whom a rule watches for, and the tolls that wait to hear of it.

Names and claims of one article come on two topics, in either order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin import Entities, Entity, State, Store, Toll
from tocsin_agents.alerts.rules import Rule

__all__ = ["Watch"]


class Watch:
    """Joins the names of an article with the tolls that rest on it. It keeps nothing while no rule watches for anybody."""

    def __init__(self, state: State, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rule for rule in rules if rule.watches)
        self._named, self._awaited, self._tolls = state["named"], state["awaited"], state["tolls"]

    def hear(self, record: Entities) -> list[Toll]:
        """Take in the names of an article; give the tolls that waited for them and that a rule may now hold for."""
        if not self._rules:
            return []
        found = {rule.name: names for rule in self._rules if (names := _watched(rule, record.entities))}
        keys: list[str] = self._awaited.get(record.article_id, {}).get("keys", [])
        self._awaited.delete(record.article_id)
        self._named.set(record.article_id, {"at": record.published or "", "found": found})
        return [Toll.model_validate(self._tolls[key]) for key in keys if found and key in self._tolls]

    def expect(self, toll: Toll) -> None:
        """Remember a toll until the names of all its articles are known."""
        if not self._rules:
            return
        unheard = [article for article in _articles(toll) if article not in self._named]
        for article in unheard:
            keys: list[str] = self._awaited.get(article, {}).get("keys", [])
            if toll.event_key not in keys:
                self._awaited.set(article, {"at": toll.updated or "", "keys": [*keys, toll.event_key]})
        if unheard:
            self._tolls.set(toll.event_key, toll.model_dump(mode="json", by_alias=True))
        else:
            self._tolls.delete(toll.event_key)

    def named(self, toll: Toll) -> dict[str, list[str]]:
        """Give, for each rule that watches for somebody named in the articles of a toll, who that is."""
        named: dict[str, dict[str, None]] = {}
        for article in _articles(toll) if self._rules else ():
            for rule, names in self._named.get(article, {}).get("found", {}).items():
                named.setdefault(rule, {}).update(dict.fromkeys(names))
        return {rule: list(names) for rule, names in named.items()}

    def make_room(self, most: int) -> None:
        """Let go of a tenth of the articles and tolls, the oldest ones, when there are too many."""
        for store, age in ((self._named, "at"), (self._awaited, "at"), (self._tolls, "updated")):
            _make_room(store, age, most)


def _make_room(store: Store, age: str, most: int) -> None:
    if len(store) < most:
        return
    oldest = sorted(store, key=lambda key: (store[key][age] or "", key))
    for key in oldest[: max(1, len(oldest) // 10)]:
        store.delete(key)


def _articles(toll: Toll) -> dict[str, None]:
    """Give the articles of the statements that stand."""
    return {each.article_id: None for each in toll.statements if not each.superseded and each.polarity == "affirmed"}


def _watched(rule: Rule, entities: Sequence[Entity]) -> list[str]:
    return [entity.name for entity in entities if any(map(entity.goes_by, rule.watches))]
