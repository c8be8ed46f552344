"""Floods: when more new alerts come than anyone reads, a digest says how many more there were."""

from __future__ import annotations

from typing import Any

from tocsin import Alert, Store, iso_datetime
from tocsin_agents.alerts.settings import AlertSettings, Status
from tocsin_agents.alerts.waiting import later

__all__ = ["DIGEST", "admit", "digest"]

DIGEST = "flood-digest"
"""The rule that a digest names."""

WINDOW = "window"

MOST_LISTED = 20
"""Headlines that a digest repeats; a choice of this project."""


def admit(floods: Store, headline: str, now: str, settings: AlertSettings) -> bool:
    """Count a new alert; say whether it may be sent, or only be counted in the next digest."""
    window: dict[str, Any] = floods.get(WINDOW) or {"since": now, "sent": 0, "held": 0, "headlines": []}
    if window["sent"] < settings.flood_limit:
        floods.set(WINDOW, {**window, "sent": window["sent"] + 1})
        return True
    headlines = [*window["headlines"], headline][:MOST_LISTED]
    floods.set(WINDOW, {**window, "held": window["held"] + 1, "headlines": headlines})
    return False


def digest(floods: Store, now: str, settings: AlertSettings, status: Status) -> Alert | None:
    """Close the window that is over; give the digest of what it held back, None when that is nothing."""
    window = floods.get(WINDOW)
    if window is None:
        return None
    until = later(window["since"], settings.flood_minutes)
    if iso_datetime(now) < iso_datetime(until):
        return None
    floods.delete(WINDOW)
    if not window["held"]:
        return None
    more = window["held"] - len(window["headlines"])
    return Alert(
        labels={"digest": "flood", "since": window["since"]},
        rule=DIGEST,
        rules=(DIGEST,),
        status=status,
        severity="Minor",
        headline=f"{window['held']:,} more alerts between {window['since']} and {until}",
        description="\n".join([*window["headlines"], *([f"and {more:,} more"] if more else [])]),
        sent=now,
    )
