"""The clock of the events: publication times, never the time of day, so that a replay closes what a live run closes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from tocsin import Claim, Store, iso_date
from tocsin_agents.leaps import confirmed
from tocsin_agents.tolls.joining.events import Event
from tocsin_agents.tolls.ledger import Ledger
from tocsin_agents.tolls.reading.reports import published

__all__ = ["Closing", "advance", "arrive", "closing"]

ARRIVED = "arrived"
NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Closing:
    """What is let go of: the ids of claims, and the keys of the tolls of the events they made up."""

    claims: dict[str, None]
    event_keys: dict[str, None]


def arrive(clock: Store) -> int:
    """Count a claim that arrived; give which one it is."""
    number: int = clock.get(ARRIVED, 0) + 1
    clock.set(ARRIVED, number)
    return number


def advance(clock: Store, claim: Claim, *, leap_days: int) -> dt.date | None:
    """Move the clock to the day a claim was published; give that day when it is a later one than before, else None.

    One article with a date far ahead must not close every event, so a leap of more than `leap_days` counts only when a
    second article confirms it.
    """
    if claim.published is None:
        return None
    day = iso_date(claim.published)
    if NEWEST not in clock:
        clock.set(NEWEST, str(day))
        return None
    newest = dt.date.fromisoformat(clock[NEWEST])
    if day <= newest:
        return None
    if (day - newest).days > leap_days:
        other = confirmed(clock, str(day), claim.article_id, leap_days=leap_days)
        if other is None:
            return None
        day = min(day, dt.date.fromisoformat(other))
    clock.set(NEWEST, str(day))
    return day


def closing(clock: Store, ledger: Ledger, *, quiet_days: int, keep_claims: int) -> Closing:
    """Give what to let go of: events about which nothing was published for `quiet_days`, nor among the latest claims.

    The latter keeps an archive that is not in the order of time from closing events that it has only begun to tell of.
    Events that share an article close together, as the claims of an article are read together.
    """
    if NEWEST not in clock:
        return Closing({}, {})
    newest = dt.datetime.combine(dt.date.fromisoformat(clock[NEWEST]), dt.time(), dt.UTC)
    quiet_since = newest - dt.timedelta(days=quiet_days)
    before = clock.get(ARRIVED, 0) - keep_claims
    fresh = {
        article_id
        for article_id, claims in ledger.articles.items()
        if ledger.arrived[article_id] > before or max(map(published, claims.values())) >= quiet_since
    }
    named = list(ledger.events())
    kept = _kept_articles([event for _, event in named], fresh)
    claim_ids = {
        claim_id: None
        for article_id, claims in ledger.articles.items()
        if article_id not in kept
        for claim_id in claims
    }
    keys = {
        f"{name}/{claim.measure}": None
        for name, event in named
        if event.core[0].article_id not in kept
        for report in event.reports
        for claim in report.claims
    }
    return Closing(claim_ids, keys)


def _kept_articles(events: list[Event], fresh: set[str]) -> set[str]:
    by_article: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            by_article[report.article_id].append(event)
    kept = set(fresh)
    left = sorted(fresh)
    while left:
        for event in by_article.pop(left.pop(), ()):
            for article_id in {report.article_id for report in event.reports} - kept:
                kept.add(article_id)
                left.append(article_id)
    return kept
