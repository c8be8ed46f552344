"""The ledger: the claims of open events by article and country, as an index that the agent's state keeps in step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tocsin import Claim, Store
from tocsin_agents.tolls.events import Event, events_of
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
    """The claims by article, and the reports of every article by country; a view of the store of claims."""

    def __init__(self, claims: Store) -> None:
        self.articles: dict[str, dict[str, Claim]] = {}
        self._article_of: dict[str, str] = {}
        self._reports: dict[str, tuple[Report, ...]] = {}
        self._countries: dict[str, dict[str, None]] = {}
        claims.attach(self)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - a JSON value
        """Add a claim."""
        claim = Claim.model_validate(value)
        self._article_of[key] = claim.article_id
        self.articles.setdefault(claim.article_id, {})[key] = claim
        self._reread(claim.article_id)

    def remove(self, key: str, /) -> None:
        """Forget a claim."""
        article_id = self._article_of.pop(key, None)
        if article_id is not None:
            self.articles[article_id].pop(key, None)
            self._reread(article_id)

    def _reread(self, article_id: str) -> None:
        for country in {report.scope.country for report in self._reports.pop(article_id, ())}:
            self._countries[country].pop(article_id, None)
        if not self.articles[article_id]:
            del self.articles[article_id]
            return
        self._reports[article_id] = reports_of(self.articles[article_id].values())
        for report in self._reports[article_id]:
            self._countries.setdefault(report.scope.country, {})[article_id] = None

    def countries(self) -> list[str]:
        """Give every country that has reports; the empty string stands for those of no known country."""
        return sorted(country for country, articles in self._countries.items() if articles)

    def reports(self, country: str) -> Iterator[Report]:
        """Give the reports of a country."""
        for article_id in self._countries.get(country, ()):
            yield from (report for report in self._reports[article_id] if report.scope.country == country)

    def after(self, claim: Claim) -> dict[str, list[Report]]:
        """Give the reports, with a claim that is not in the ledger yet, of every country that it touches."""
        before = self._reports.get(claim.article_id, ())
        now = reports_of([*self.articles.get(claim.article_id, {}).values(), claim])
        found = {}
        for country in sorted({report.scope.country for report in (*before, *now)}):
            others = [report for report in self.reports(country) if report.article_id != claim.article_id]
            found[country] = [*others, *(report for report in now if report.scope.country == country)]
        return found

    def accounts(self, reports: list[Report], arriving: Claim) -> Iterator[Account]:
        """Put reports together into events, and give the account of every measure of each."""
        parts = self._breakdowns({report.article_id for report in reports}, arriving)
        taken: set[str] = set()
        for event in events_of(reports):
            stem = event.stem
            if stem in taken:
                stem = f"{stem}-{event.core[0].id[:12]}"
            taken.add(stem)
            by_measure: dict[str, list[Claim]] = {}
            for claim in (claim for report in event.reports for claim in report.claims):
                by_measure.setdefault(claim.measure, []).append(claim)
            for measure, claims in sorted(by_measure.items()):
                own = [part for claim in claims for part in parts.get(claim.id, ())]
                yield Account(f"{stem}/{measure}", event, tuple(claims), tuple(own))

    def _breakdowns(self, articles: set[str], arriving: Claim) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for article_id in sorted(articles):
            claims: Mapping[str, Claim] = self.articles.get(article_id, {})
            if article_id == arriving.article_id:
                claims = {**claims, arriving.id: arriving}
            for part in (claim for claim in claims.values() if claim.kind == "breakdown"):
                total = totals_of(part, claims)
                if total is not None:
                    found.setdefault(total, []).append(part.model_copy(update={"part_of": total}))
        return found


class Register:
    """Which tolls of a country have been told, and from which claims; a view of the store of tolls."""

    def __init__(self, tolls: Store) -> None:
        self._told: dict[str, dict[str, frozenset[str]]] = {}
        self._country_of: dict[str, str] = {}
        tolls.attach(self)

    def put(self, key: str, value: Any, /) -> None:  # noqa: ANN401 - a JSON value
        """Add a toll, or replace it."""
        self._country_of[key] = value["country"]
        self._told.setdefault(value["country"], {})[key] = frozenset(value["claims"])

    def remove(self, key: str, /) -> None:
        """Forget a toll."""
        country = self._country_of.pop(key, None)
        if country is not None:
            self._told[country].pop(key, None)

    def told(self, country: str) -> Mapping[str, frozenset[str]]:
        """Give, for every toll of a country, the ids of the claims it was fused from."""
        return self._told.get(country, {})

    def all(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Give the key and the claims of every toll that has been told."""
        for tolls in self._told.values():
            yield from tolls.items()
