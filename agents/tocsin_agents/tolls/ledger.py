"""The ledger: the claims of open events by article, and the events they make up, as views of the agent's state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from tocsin import Claim, Store
from tocsin_agents.tolls.counting.counter import Counter
from tocsin_agents.tolls.counting.sayings import Background, Said
from tocsin_agents.tolls.joining.articles import reports_of, totals_of
from tocsin_agents.tolls.joining.events import Event, Events
from tocsin_agents.tolls.reading.reports import Report

__all__ = ["Account", "Ledger", "Register"]


@dataclass(frozen=True, slots=True)
class Account:
    """The claims about one measure of one event, with the breakdowns of their totals."""

    event_key: str
    event: Event
    said: tuple[Said, ...]
    parts: tuple[Claim, ...]
    counter: Counter


class Ledger:
    """The claims by article and the events; a view of the store of claims.

    An agent needs to know what a claim changes before it is settled, so it adds the claim itself; `reconcile` takes back
    what then was not settled after all.
    """

    def __init__(self, claims: Store) -> None:
        self.articles: dict[str, dict[str, Claim]] = {}
        self.arrived: dict[str, int] = {}
        """For each article, which of all claims its latest was."""
        self._store = claims
        self._article_of: dict[str, str] = {}
        self._reports: dict[str, tuple[Report, ...]] = {}
        self._events = Events()
        self._unsettled: set[str] = set()
        self._unread: dict[str, None] = {}
        self._said: dict[str, tuple[Background, Said]] = {}
        self._backgrounds: dict[str, Background] = {}
        self._counters: dict[str, Counter] = {}
        claims.attach(self)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - a JSON value
        """Add a claim, unless it is there; its article is read when the events are next asked for."""
        if key not in self._article_of:
            claim = Claim.model_validate(value)
            self._keep(claim, value["arrived"])
            self._unread[claim.article_id] = None
        self._unsettled.discard(key)

    def remove(self, key: str, /) -> None:
        """Forget a claim."""
        article_id = self._article_of.pop(key, None)
        if article_id is not None:
            del self.articles[article_id][key]
            self._said.pop(key, None)
            self._reread([article_id])
        self._unsettled.discard(key)

    def add(self, claim: Claim, arrived: int) -> set[str]:
        """Add a claim that is not settled yet; give the stems of the events that it may change."""
        self.catch_up()
        self._unsettled.add(claim.id)
        self._keep(claim, arrived)
        return self._reread([claim.article_id])

    def _keep(self, claim: Claim, arrived: int) -> None:
        self._article_of[claim.id] = claim.article_id
        self.articles.setdefault(claim.article_id, {})[claim.id] = claim
        self.arrived[claim.article_id] = max(arrived, self.arrived.get(claim.article_id, 0))

    def catch_up(self) -> None:
        """Read the articles of claims that the store brought back, all at once: one by one is far slower."""
        if self._unread:
            self._reread(list(self._unread))

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

    def _reread(self, article_ids: Iterable[str]) -> set[str]:
        old: list[Report] = []
        new: list[Report] = []
        for article_id in article_ids:
            self._unread.pop(article_id, None)
            old += self._reports.pop(article_id, ())
            if self.articles[article_id]:
                claims = self.articles[article_id].values()
                self._reports[article_id], self._backgrounds[article_id] = reports_of(claims), Background.of(claims)
                new += self._reports[article_id]
            else:
                del self.articles[article_id], self.arrived[article_id]
                self._backgrounds.pop(article_id, None)
        return self._events.replace(old, new)

    def events(self) -> Iterator[tuple[str, Event]]:
        """Go through the events, with their names."""
        return self._events.named()

    def key_of(self, claim_id: str) -> str | None:
        """Give the key of the toll that a claim counts for; None when it counts for none."""
        article_id = self._article_of.get(claim_id)
        for report in self._reports.get(article_id or "", ()):
            claim = next((claim for claim in report.claims if claim.id == claim_id), None)
            name = self._events.name_of(report) if claim else None
            if claim and name:
                return f"{name}/{claim.measure}"
        return None

    def leave(self, event_keys: Iterable[str]) -> None:
        """Forget how events that closed were counted."""
        for event_key in event_keys:
            self._counters.pop(event_key, None)

    def accounts(self, stem: str) -> Iterator[Account]:
        """Give the account of every measure of the events that share a stem."""
        for name, event in self._events.of(stem):
            parts = self._breakdowns(dict.fromkeys(report.article_id for report in event.reports))
            by_measure: dict[str, list[Claim]] = {}
            for claim in (claim for report in event.reports for claim in report.claims):
                by_measure.setdefault(claim.measure, []).append(claim)
            for measure, claims in sorted(by_measure.items()):
                key = f"{name}/{measure}"
                own = [part for claim in claims for part in parts.get(claim.id, ())] if parts else ()
                counter = self._counters.setdefault(key, Counter())
                yield Account(key, event, tuple(map(self._read, claims)), tuple(own), counter)

    def _read(self, claim: Claim) -> Said:
        background = self._backgrounds[claim.article_id]
        known = self._said.get(claim.id)
        if known is None or known[0] != background:
            known = self._said[claim.id] = background, Said.of(claim, background)
        return known[1]

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
    """Which tolls have been told; a view of the store of tolls."""

    def __init__(self, tolls: Store) -> None:
        self._told: dict[str, dict[str, None]] = {}
        tolls.attach(self)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - a JSON value
        """Add a toll, or replace it."""
        del value
        self._told.setdefault(_stem(key), {})[key] = None

    def remove(self, key: str, /) -> None:
        """Forget a toll."""
        told = self._told.get(_stem(key), {})
        told.pop(key, None)
        if not told:
            self._told.pop(_stem(key), None)

    def told(self, stem: str) -> AbstractSet[str]:
        """Give the keys of the tolls that have been told of the events that share a stem."""
        return self._told.get(stem, {}).keys()


def _stem(event_key: str) -> str:
    return event_key.rpartition("/")[0].partition("~")[0]
