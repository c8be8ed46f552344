"""Memory: what the agent knows of the alerts it has told, of those that wait, and of what keeps them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, get_args

from tocsin import Alert, Measure, State, Toll
from tocsin_agents.alerts.clock import Clock
from tocsin_agents.alerts.notices import OVER, event_of
from tocsin_agents.alerts.rules import Rule
from tocsin_agents.alerts.silences import Silence
from tocsin_agents.alerts.watching import Watch
from tocsin_agents.alerts.wording import largest

__all__ = ["Memory"]

MEASURES = get_args(Measure)
COUNTRY = 6
"""UCDP's precision of places for a whole country."""


class Memory:
    """The stores of one partition, read and written in the terms of alerts."""

    def __init__(self, state: State, rules: Iterable[Rule], leap_days: int) -> None:
        self.watch = Watch(state, rules)
        self.clock = Clock(state["clock"], leap_days)
        self.alerts = state["alerts"]
        self.waiting = state["waiting"]
        self.silences = state["silences"]
        self.floods = state["floods"]
        self._groups = state["groups"]
        self._countries = state["countries"]

    def told(self, event_key: str) -> dict[str, Any] | None:
        """Give what was last told under a key."""
        told: dict[str, Any] | None = self.alerts.get(event_key)
        return told

    def tell(self, toll: Toll, alert: Alert, topics: list[str], now: str | None) -> None:
        """Remember that an alert was sent; it no longer waits."""
        told: dict[str, Any] = {"phase": alert.state, "revision": alert.revision, "labels": alert.labels}
        told |= {"rules": list(alert.rules), "topics": list(topics)}
        numbers = {"values": alert.values.model_dump(), "largest": largest(toll), "sent": alert.sent or ""}
        self.alerts.set(toll.event_key, told | numbers)
        self.waiting.delete(toll.event_key)
        event, over = event_of(toll.event_key), alert.state in OVER
        group: dict[str, Any] = dict(self._groups.get(event) or {"disputed": ""})
        if "toll-conflict" in alert.rules and not over:
            group["disputed"] = toll.event_key
        elif group["disputed"] == toll.event_key:
            group["disputed"] = ""
        self._groups.set(event, {**group, "sent": now or group.get("sent")})
        self._tell_country(toll, over=over)

    def _tell_country(self, toll: Toll, *, over: bool) -> None:
        scope = _country_scope(toll)
        if scope is None or toll.place is None or toll.place.where_prec != COUNTRY:
            return
        if not over:
            self._countries.set(scope, {"event_key": toll.event_key, "number": largest(toll)})
        elif (self._countries.get(scope) or {}).get("event_key") == toll.event_key:
            self._countries.delete(scope)

    def move(self, old: str, new: str) -> bool:
        """Let the alert about a key go on under another, as its event has been given a better name; say whether it does.

        It does not when there is none, or when the other key has an alert of its own: then the old one ends.
        """
        told, other = self.alerts.get(old), self.alerts.get(new)
        if told is None or told["phase"] in OVER or (other is not None and other["phase"] not in OVER):
            return False
        self.alerts.set(new, told)
        self.alerts.delete(old)
        if old in self.waiting:
            entry = self.waiting[old]
            self.waiting.set(new, {**entry, "toll": {**entry["toll"], "event_key": new}})
            self.waiting.delete(old)
        self._move_group(old, new)
        for scope in [each for each in self._countries if self._countries[each]["event_key"] == old]:
            self._countries.set(scope, {**self._countries[scope], "event_key": new})
        return True

    def _move_group(self, old: str, new: str) -> None:
        before, event = event_of(old), event_of(new)
        group = dict(self._groups.get(event) or self._groups.get(before) or {"disputed": ""})
        if group["disputed"] == old:
            group["disputed"] = new
        self._groups.set(event, group)
        if before in self._groups and not any(f"{before}/{measure}" in self.alerts for measure in MEASURES):
            self._groups.delete(before)

    def undone(self, event_key: str) -> bool:
        """Forget a change that waits and no longer is one; say whether there was one."""
        held = event_key in self.waiting and self.why(event_key) != "repeat"
        if held:
            self.waiting.delete(event_key)
        return held

    def why(self, event_key: str) -> str:
        """Say why a notice waits."""
        return str(self.waiting[event_key]["why"])

    def release(self, event_key: str) -> Toll:
        """Give the toll that a wait holds, and end the wait."""
        toll = Toll.model_validate(self.waiting[event_key]["toll"])
        self.waiting.delete(event_key)
        return toll

    def kept_by(self, why: str, by: str) -> list[str]:
        """Give the keys of the notices that one silence or one alert keeps."""
        return sorted(key for key in self.waiting if (self.why(key), self.waiting[key]["by"]) == (why, by))

    def last_notice(self, event_key: str) -> str | None:
        """Give when something about the event was last sent; None when nothing was."""
        group = self._groups.get(event_of(event_key))
        return group["sent"] if group else None

    def disputed_elsewhere(self, event_key: str) -> bool:
        """Say whether the dispute over an event was told by the alert of another of its measures."""
        disputed = (self._groups.get(event_of(event_key)) or {}).get("disputed")
        return bool(disputed) and disputed != event_key

    def country_over(self, toll: Toll, number: int | None) -> str | None:
        """Give the key of the alert about the whole country and the same days that counts at least as many."""
        scope = _country_scope(toll)
        whole = toll.place is not None and toll.place.where_prec == COUNTRY
        over = self._countries.get(scope) if scope and not whole else None
        if over is None or over["event_key"] == toll.event_key or number is None or (over["number"] or 0) < number:
            return None
        return str(over["event_key"])

    def silence(self, toll: Toll, now: dt.datetime) -> Silence | None:
        """Give the silence that covers a toll at a moment, the one that lasts longest."""
        known = (Silence.model_validate(value) for value in self.silences.values())
        return max(
            (each for each in known if each.covers(toll, now)), key=lambda each: (each.ends, each.id), default=None
        )

    def make_room(self, most: int) -> None:
        """Let go of a tenth of the alerts, the longest unchanged ones by event time, when there are too many."""
        self.watch.make_room(most)
        if len(self.alerts) < most:
            return
        oldest = sorted(self.alerts, key=lambda key: (self.alerts[key]["sent"], key))
        gone = dict.fromkeys(oldest[: max(1, len(oldest) // 10)])
        for event_key in gone:
            self.alerts.delete(event_key)
            self.waiting.delete(event_key)
            self._groups.delete(event_of(event_key))
        for scope in [each for each in self._countries if self._countries[each]["event_key"] in gone]:
            self._countries.delete(scope)


def _country_scope(toll: Toll) -> str | None:
    """Name country, days and measure; None when the country or the days are not known."""
    place, time = toll.place, toll.event_time
    if place is None or not place.country or time is None or time.start is None:
        return None
    return f"{place.country}/{time.start}--{time.end or time.start}/{toll.measure}"
