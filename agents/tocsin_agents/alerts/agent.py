"""The alerts agent: tolls in, notices out, one alert for each event and measure however many rules hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from tocsin import Emit, Entities, Spec, State, StatefulAgent, Toll, alerts_of, installed_rules, iso_datetime
from tocsin_agents.alerts.flood import admit, digest
from tocsin_agents.alerts.memory import Memory
from tocsin_agents.alerts.notices import OVER, Phase, notice, phase_of, severity_of, status_of
from tocsin_agents.alerts.plugged import plugged
from tocsin_agents.alerts.rules import KINDS, RULES, Rule, holding, in_force, least
from tocsin_agents.alerts.settings import SEVERITY_ORDER, AlertSettings, Status
from tocsin_agents.alerts.silences import SILENCES, Silence
from tocsin_agents.alerts.waiting import Agenda, Wait, later
from tocsin_agents.alerts.wording import headline

__all__ = ["Alerts"]


class Alerts(StatefulAgent[Toll | Silence | Entities]):
    """Tells when a rule first holds for a toll, and again whenever its numbers or the rules that hold change.

    A notice goes to `alerts` and to the topic of every rule that holds, and once more to that of a rule that no longer does,
    so that the last record there is not one that is no longer true. What is held is told later, as it then is.
    """

    rules: ClassVar[tuple[Rule, ...]] = RULES
    spec: ClassVar[Spec] = Spec(
        name="alerts",
        summary="Rings the bell: tells when a toll reaches a threshold, changes, or is disputed.",
        consumes=("tolls", SILENCES, "entities"),
        produces=("alerts", *map(alerts_of, dict.fromkeys((*KINDS, *installed_rules())))),
        state=("alerts", "groups", "countries", "waiting", "silences", "floods", "named", "awaited", "tolls", "clock"),
        settings=AlertSettings,
    )

    def __init__(self, settings: AlertSettings | None = None, *, today: dt.date | None = None) -> None:
        self.settings = settings or AlertSettings()
        rules = (*self.rules, *plugged(installed_rules(), self.settings.without))
        self.in_force = in_force(rules, self.settings)
        self._today = today
        self._agendas: WeakKeyDictionary[State, Agenda] = WeakKeyDictionary()

    def open(self) -> None:
        """Take the day, by which `status = "auto"` tells a replay from news. Nothing else looks at a clock."""
        self._today = self._today or dt.datetime.now(dt.UTC).date()

    def attach(self, state: State, /) -> None:
        """Keep an agenda of the notices that wait."""
        self._agendas[state] = Agenda(state["waiting"])

    def process(self, record: Toll | Silence | Entities, state: State, /) -> Iterator[Emit]:
        """Give the notices that follow from a toll, and those whose wait it ends."""
        if state not in self._agendas:
            self.attach(state)
        memory = Memory(state, self.in_force, self.settings.leap_days)
        if isinstance(record, Silence):
            yield from self._silence(record, memory)
            return
        if isinstance(record, Entities):
            for toll in memory.watch.hear(record):
                yield from self._consider(toll, memory, memory.clock.bound(toll.updated))
            return
        memory.make_room(self.settings.most_remembered)
        if record.moved_to and memory.move(record.event_key, record.moved_to):
            return
        now = memory.clock.hear(record)
        if now is not None:
            yield from self._elapse(record, now, memory, self._agendas[state])
        memory.watch.expect(record)
        yield from self._consider(record, memory, now)

    def _elapse(self, record: Toll, now: str, memory: Memory, agenda: Agenda) -> Iterator[Emit]:
        """Tell what was only waiting for this moment."""
        counted = digest(memory.floods, now, self.settings, self._status(now))
        if counted is not None:
            yield Emit(counted, to="alerts")
        for event_key in agenda.due(iso_datetime(now)):
            if event_key not in memory.waiting or (event_key == record.event_key and memory.why(event_key) != "repeat"):
                continue
            repeating, toll = memory.why(event_key) == "repeat", memory.release(event_key)
            yield from self._repeat(toll, memory, now) if repeating else self._consider(toll, memory, now, waited=True)

    def _consider(self, toll: Toll, memory: Memory, now: str | None, *, waited: bool = False) -> Iterator[Emit]:
        told = memory.told(toll.event_key)
        rules = holding(self.in_force, toll, self.settings, memory.watch.named(toll))
        if memory.disputed_elsewhere(toll.event_key):
            rules = tuple(rule for rule in rules if rule.name != "toll-conflict")
        phase = phase_of(toll, told, rules)
        if phase is None:
            if memory.undone(toll.event_key) and told is not None and told["phase"] not in OVER:
                self._remind(toll, memory, told["sent"])
            return
        wait = self._wait(toll, memory, phase, rules, now, waited=waited)
        if wait is not None:
            memory.waiting.set(toll.event_key, wait.of(toll))
        elif phase != "firing" or self._admitted(toll, memory, rules, now):
            yield from self._send(toll, memory, phase, rules, now)

    def _wait(  # noqa: PLR0913 - all that a wait depends on
        self, toll: Toll, memory: Memory, phase: Phase, rules: tuple[Rule, ...], now: str | None, *, waited: bool
    ) -> Wait | None:
        if now is None:
            return None
        silence = memory.silence(toll, iso_datetime(now))
        if silence is not None:
            return Wait("silenced", silence.id, silence.ends)
        if phase in OVER:
            return None
        country = memory.country_over(toll, least(toll)) if self.settings.inhibit and phase == "firing" else None
        if country is not None and not toll.conflict:
            return Wait("inhibited", country)
        if waited or self._urgent(toll, rules) or _newly_disputed(memory.told(toll.event_key), rules):
            return None
        return self._group_wait(memory.last_notice(toll.event_key), phase, now)

    def _group_wait(self, last: str | None, phase: Phase, now: str) -> Wait | None:
        first = phase == "firing"
        minutes = self.settings.group_wait_minutes if first else self.settings.group_interval_minutes
        if last is None:
            return None
        # News older than the last notice came late, and is not made later still.
        since = iso_datetime(now) - iso_datetime(last)
        if not dt.timedelta() <= since < dt.timedelta(minutes=minutes):
            return None
        return Wait("group_wait" if first else "group_interval", "", later(last, minutes))

    def _urgent(self, toll: Toll, rules: tuple[Rule, ...]) -> bool:
        severity = severity_of(toll, rules, self.settings)
        return SEVERITY_ORDER.index(severity) >= SEVERITY_ORDER.index(self.settings.never_held)

    def _status(self, published: str | None) -> Status:
        return status_of(published, self.settings, self._today)

    def _admitted(self, toll: Toll, memory: Memory, rules: tuple[Rule, ...], now: str | None) -> bool:
        if not self.settings.flood_limit or now is None or self._urgent(toll, rules):
            return True
        if admit(memory.floods, headline(toll), now, self.settings):
            return True
        memory.waiting.delete(toll.event_key)
        return False

    def _send(
        self, toll: Toll, memory: Memory, phase: Phase, rules: tuple[Rule, ...], now: str | None
    ) -> Iterator[Emit]:
        told = memory.told(toll.event_key)
        status, watched = self._status(toll.updated), _named(memory.watch.named(toll), rules)
        alert = notice(toll, told, rules, phase, settings=self.settings, status=status, watched=watched)
        before = told["topics"] if told else []
        topics = [rule.topic for rule in rules] or before
        memory.tell(toll, alert, topics, now)
        if phase not in OVER:
            self._remind(toll, memory, now)
        for topic in dict.fromkeys(["alerts", *topics, *before]):
            yield Emit(alert, to=topic)
        if phase in OVER:
            for part in memory.kept_by("inhibited", toll.event_key):
                yield from self._consider(memory.release(part), memory, now)

    def _remind(self, toll: Toll, memory: Memory, since: str | None) -> None:
        if self.settings.repeat_interval_minutes and since:
            due = later(since, self.settings.repeat_interval_minutes)
            memory.waiting.set(toll.event_key, Wait("repeat", "", due).of(toll))

    def _repeat(self, toll: Toll, memory: Memory, now: str) -> Iterator[Emit]:
        rules = holding(self.in_force, toll, self.settings, memory.watch.named(toll))
        silence = memory.silence(toll, iso_datetime(now))
        if silence is not None:
            memory.waiting.set(toll.event_key, Wait("repeat", silence.id, silence.ends).of(toll))
        elif rules:
            yield from self._send(toll.model_copy(update={"updated": now}), memory, "updated", rules, now)

    def _silence(self, silence: Silence, memory: Memory) -> Iterator[Emit]:
        """Keep a silence in mind; when it was cut short, tell what it kept back."""
        memory.silences.set(silence.id, silence.model_dump(mode="json"))
        for event_key in memory.kept_by("silenced", silence.id):
            entry: dict[str, Any] = memory.waiting[event_key]
            if iso_datetime(silence.ends) < iso_datetime(entry["due"]):
                toll = memory.release(event_key)
                yield from self._consider(toll, memory, max(silence.ends, toll.updated or "", key=iso_datetime))


def _named(named: dict[str, list[str]], rules: tuple[Rule, ...]) -> list[str]:
    """Give who was watched for and is named, without repetitions."""
    return list(dict.fromkeys(name for rule in rules for name in named.get(rule.name, ())))


def _newly_disputed(told: dict[str, Any] | None, rules: tuple[Rule, ...]) -> bool:
    """Say whether a dispute would be told for the first time: that is news, and never held."""
    return any(rule.name == "toll-conflict" for rule in rules) and "toll-conflict" not in (
        told["rules"] if told else ()
    )
