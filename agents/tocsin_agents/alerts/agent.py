"""The alerts agent: tolls in, notices out, one alert for each event and measure however many rules hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from tocsin import Alert, AlertValues, Emit, Spec, State, StatefulAgent, Store, Toll, alerts_of
from tocsin_agents.alerts.rules import RULES, Rule, holding, least
from tocsin_agents.alerts.settings import AlertSettings, Severity
from tocsin_agents.alerts.wording import describe, headline, largest

__all__ = ["Alerts"]

Phase = Literal["firing", "updated", "resolved", "cancelled"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely"]

CERTAINTIES: dict[str, Certainty] = {
    "confirmed": "Observed",
    "fair": "Likely",
    "weak": "Possible",
    "contested": "Possible",
    "discounted": "Unlikely",
}
"""CAP's word for each grade of a toll."""

OVER = frozenset({"resolved", "cancelled"})


class Alerts(StatefulAgent[Toll]):
    """Tells when a rule first holds for a toll, and again whenever its numbers or the rules that hold change.

    A notice goes to `alerts` and to the topic of every rule that holds, and once more to that of a rule that no longer does,
    so that the last record there is not one that is no longer true.
    """

    rules: ClassVar[tuple[Rule, ...]] = RULES
    spec: ClassVar[Spec] = Spec(
        name="alerts",
        summary="Rings the bell: tells when a toll reaches a threshold, changes, or is disputed.",
        consumes=("tolls",),
        produces=("alerts", *(alerts_of(rule.name) for rule in RULES)),
        state=("alerts",),
        settings=AlertSettings,
    )

    def __init__(self, settings: AlertSettings | None = None) -> None:
        self.settings = settings or AlertSettings()

    def process(self, record: Toll, state: State, /) -> Iterator[Emit]:
        """Give the notices that follow from a toll: none when neither its numbers nor its rules have changed."""
        store = state["alerts"]
        self._make_room(store)
        told: dict[str, Any] | None = store.get(record.event_key)
        rules = holding(self.rules, record, self.settings)
        phase = _phase(record, told, rules)
        if phase is None:
            return
        alert = self._alert(record, told, rules, phase)
        store.set(
            record.event_key,
            {
                "phase": phase,
                "revision": alert.revision,
                "rules": list(alert.rules),
                "values": alert.values.model_dump(),
                "largest": largest(record),
                "sent": alert.sent or "",
            },
        )
        yield Emit(alert, to="alerts")
        for rule in dict.fromkeys((*alert.rules, *(told["rules"] if told else ()))):
            yield Emit(alert, to=f"alerts.{rule}")

    def _alert(self, toll: Toll, told: dict[str, Any] | None, rules: tuple[str, ...], phase: Phase) -> Alert:
        # An alert that is over still says which rules it was about, or nobody who follows them would hear of the end.
        named = rules or tuple(told["rules"] if told else ())
        return Alert(
            labels={"event": toll.event_key, "measure": toll.measure},
            rule=named[0],
            rules=named,
            state=phase,
            revision=told["revision"] + 1 if told else 1,
            status=self.settings.status,
            severity=self._severity(toll),
            certainty=CERTAINTIES[toll.grade],
            headline=headline(toll),
            description=describe(toll),
            values=_values(toll),
            previous=AlertValues.model_validate(told["values"]) if told else None,
            sent=toll.updated,
            event_key=toll.event_key,
            measure=toll.measure,
            policy=toll.policy,
            alternatives=toll.alternatives,
            grade=toll.grade,
            sources=toll.sources,
            place=toll.place,
            event_time=toll.event_time,
            statements=toll.statements,
            parts=toll.parts,
        )

    def _severity(self, toll: Toll) -> Severity | Literal["Unknown"]:
        number = least(toll)
        steps = sorted(self.settings.severities.get(toll.measure, {}).items(), key=lambda step: -step[1])
        return next((severity for severity, least_ in steps if number is not None and number >= least_), "Unknown")

    def _make_room(self, store: Store) -> None:
        """Let go of a tenth of the alerts, the longest unchanged ones by event time, when there are too many."""
        if len(store) >= self.settings.most_remembered:
            oldest = sorted(store, key=lambda key: (store[key]["sent"], key))
            for key in oldest[: max(1, len(oldest) // 10)]:
                store.delete(key)


def _values(toll: Toll) -> AlertValues:
    return AlertValues(low=toll.low, best=toll.best, high=toll.high)


def _phase(toll: Toll, told: dict[str, Any] | None, rules: tuple[str, ...]) -> Phase | None:
    """Say what has become of an alert; None when there is nothing to tell."""
    ended = told is None or told["phase"] in OVER
    if ended:
        return "firing" if rules else None
    if not rules:
        return "cancelled" if toll.grade == "discounted" and toll.statements else "resolved"
    return None if told is not None and _same(toll, told, rules) else "updated"


def _same(toll: Toll, told: dict[str, Any], rules: tuple[str, ...]) -> bool:
    numbers = (told["values"], told["largest"]) == (_values(toll).model_dump(), largest(toll))
    return numbers and told["rules"] == list(rules)
