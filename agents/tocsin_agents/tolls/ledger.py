"""The ledger: the claims of open events by article, and the events they make up, as views of the agent's state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from tocsin import Claim, Store
from tocsin_agents.tolls.events import Event, Events
from tocsin_agents.tolls.reports import Report, reports_of, totals_of

__all__ = ["Account", "Ledger", "Register"]


@dataclass(frozen=True, slots=True)
class Account:
    """The claims about one measure of one event, with the breakdowns of their totals."""

    event_key: str
    event: Event
    claims: tuple[Claim, ...]
    parts: tuple[Claim, ...]

    def claim_ids(self) -> list[str]:
        """Give the ids of all of them, in order."""
        return sorted(claim.id for claim in (*self.claims, *self.parts))


class Ledger:
    """The claims by article and the events of every country; a view of the store of claims.

    An agent needs to know what a claim changes before it is settled, so it adds the claim itself; `reconcile` takes back
    what then was not settled after all.
    """

    def __init__(self, claims: Store) -> None:
        self.articles: dict[str, dict[str, Claim]] = {}
        self._store = claims
        self._article_of: dict[str, str] = {}
        self._reports: dict[str, tuple[Report, ...]] = {}
        self._countries: dict[str, Events] = {}
        self._unsettled: set[str] = set()
        claims.attach(self)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - a JSON value
        """Add a claim, unless it is there."""
        if key not in self._article_of:
            self.add(Claim.model_validate(value))
        self._unsettled.discard(key)

    def remove(self, key: str, /) -> None:
        """Forget a claim."""
        article_id = self._article_of.pop(key, None)
        if article_id is not None:
            del self.articles[article_id][key]
            self._reread(article_id)
        self._unsettled.discard(key)

    def add(self, claim: Claim) -> dict[str, set[str]]:
        """Add a claim that is not settled yet; give, by country, the stems of the events that it may change."""
        self._unsettled.add(claim.id)
        self._article_of[claim.id] = claim.article_id
        self.articles.setdefault(claim.article_id, {})[claim.id] = claim
        return self._reread(claim.article_id)

    def forget(self, claim_id: str) -> None:
        """Forget a claim before this is settled."""
        self.remove(claim_id)
        self._unsettled.add(claim_id)

    def reconcile(self) -> None:
        """Go back to what the store holds, after a record that failed."""
        for claim_id in sorted(self._unsettled):
            if claim_id in self._store:
                self.put(claim_id, self._store[claim_id])
            else:
                self.remove(claim_id)

    def _reread(self, article_id: str) -> dict[str, set[str]]:
        before = self._reports.pop(article_id, ())
        claims = self.articles[article_id]
        now = reports_of(claims.values())
        if claims:
            self._reports[article_id] = now
        else:
            del self.articles[article_id]
        changed = {}
        for country in sorted({report.scope.country for report in (*before, *now)}):
            events = self._countries.setdefault(country, Events())
            old, new = ([each for each in some if each.scope.country == country] for some in (before, now))
            changed[country] = events.replace(old, new)
        return changed

    def events(self) -> Iterator[Event]:
        """Go through the events of all countries."""
        for events in self._countries.values():
            yield from events

    def accounts(self, country: str, stem: str) -> Iterator[Account]:
        """Give the account of every measure of the events that share a stem."""
        for name, event in self._countries[country].of(stem):
            parts = self._breakdowns(dict.fromkeys(report.article_id for report in event.reports))
            by_measure: dict[str, list[Claim]] = {}
            for claim in (claim for report in event.reports for claim in report.claims):
                by_measure.setdefault(claim.measure, []).append(claim)
            for measure, claims in sorted(by_measure.items()):
                own = [part for claim in claims for part in parts.get(claim.id, ())]
                yield Account(f"{name}/{measure}", event, tuple(claims), tuple(own))

    def _breakdowns(self, articles: Mapping[str, None]) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for article_id in articles:
            claims = self.articles[article_id]
            for part in (claim for claim in claims.values() if claim.kind == "breakdown"):
                total = totals_of(part, claims)
                if total is not None:
                    found.setdefault(total, []).append(part.model_copy(update={"part_of": total}))
        return found


class Register:
    """Which tolls have been told, and from which claims; a view of the store of tolls."""

    def __init__(self, tolls: Store) -> None:
        self._told: dict[str, dict[str, frozenset[str]]] = {}
        tolls.attach(self)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - a JSON value
        """Add a toll, or replace it."""
        self._told.setdefault(_stem(key), {})[key] = frozenset(value["claims"])

    def remove(self, key: str, /) -> None:
        """Forget a toll."""
        told = self._told.get(_stem(key), {})
        told.pop(key, None)
        if not told:
            self._told.pop(_stem(key), None)

    def told(self, stem: str) -> AbstractSet[str]:
        """Give the keys of the tolls that have been told of the events that share a stem."""
        return self._told.get(stem, {}).keys()

    def all(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Give the key and the claims of every toll that has been told."""
        for tolls in self._told.values():
            yield from tolls.items()


def _stem(event_key: str) -> str:
    return event_key.rpartition("/")[0].partition("~")[0]
