"""The clock of the events: publication times, never the time of day, so that a replay closes what a live run closes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from tocsin import Claim, Store, iso_date
from tocsin_agents.tolls.events import Event
from tocsin_agents.tolls.ledger import Ledger
from tocsin_agents.tolls.reports import published

__all__ = ["advance", "closing"]

NEWEST = "newest"
DOUBTFUL = "doubtful"


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
        confirmed = _confirmed(clock, claim, day, leap_days)
        if confirmed is None:
            return None
        day = confirmed
    clock.set(NEWEST, str(day))
    return day


def _confirmed(clock: Store, claim: Claim, day: dt.date, leap_days: int) -> dt.date | None:
    doubtful = clock.get(DOUBTFUL)
    if doubtful is not None and doubtful["article"] != claim.article_id:
        other = dt.date.fromisoformat(doubtful["day"])
        if abs((day - other).days) <= leap_days:
            clock.delete(DOUBTFUL)
            return min(day, other)
    clock.set(DOUBTFUL, {"day": str(day), "article": claim.article_id})
    return None


def closing(ledger: Ledger, quiet_since: dt.datetime) -> dict[str, None]:
    """Give the ids of the claims to let go of: about their events nothing was published since then.

    Events that share an article close together, as the claims of an article are read together.
    """
    kept = _kept_articles(ledger, quiet_since)
    return {
        claim_id: None
        for article_id, claims in ledger.articles.items()
        if article_id not in kept and max(published(claim) for claim in claims.values()) < quiet_since
        for claim_id in claims
    }


def _kept_articles(ledger: Ledger, quiet_since: dt.datetime) -> set[str]:
    events = list(ledger.events())
    by_article: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        for report in event.reports:
            by_article[report.article_id].append(event)
    kept: set[str] = set()
    left = [event for event in events if max(report.published for report in event.reports) >= quiet_since]
    while left:
        for article_id in {report.article_id for report in left.pop().reports} - kept:
            kept.add(article_id)
            left += by_article[article_id]
    return kept
