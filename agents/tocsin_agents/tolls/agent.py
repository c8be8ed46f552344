"""The tolls agent: claims in, the fused estimate of every event and measure out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple
from weakref import WeakKeyDictionary

from tocsin import Claim, Estimate, Spec, State, StatefulAgent, Toll
from tocsin_agents.tolls.clock import advance, closing
from tocsin_agents.tolls.fusion import fuse
from tocsin_agents.tolls.ledger import Ledger, Register
from tocsin_agents.tolls.reports import counts
from tocsin_agents.tolls.settings import TollSettings

__all__ = ["Tolls"]


class _Views(NamedTuple):
    ledger: Ledger
    register: Register


class Tolls(StatefulAgent[Claim]):
    """Keeps the toll of every event from all the claims about it.

    Which claims are of one event, and what they amount to, is worked out anew from all claims of the country whenever one
    arrives, so the outcome does not depend on the order of arrival.
    """

    spec: ClassVar[Spec] = Spec(
        name="tolls",
        summary="Fuses claims into one estimate per event and measure, with every statement it rests on.",
        consumes=("claims",),
        produces=("tolls",),
        state=("claims", "tolls", "clock"),
        settings=TollSettings,
    )

    def __init__(self, settings: TollSettings | None = None) -> None:
        self.settings = settings or TollSettings()
        self._views: WeakKeyDictionary[State, _Views] = WeakKeyDictionary()

    def attach(self, state: State, /) -> None:
        """Keep a ledger of the claims and a register of the tolls beside the stores of a partition."""
        self._views[state] = _Views(Ledger(state["claims"]), Register(state["tolls"]))

    def process(self, record: Claim, state: State, /) -> Iterator[Toll]:
        """Give every toll that a claim changes; none when it adds nothing that a reader would see."""
        if state not in self._views:
            self.attach(state)
        ledger, _ = self._views[state]
        ledger.reconcile()
        if not counts(record) or record.id in state["claims"]:
            return
        today = advance(state["clock"], record, leap_days=self.settings.quiet_days)
        if today is not None:
            self._close(state, today)
        state["claims"].set(record.id, record.model_dump(mode="json", by_alias=True, exclude={"alertable"}))
        for country, stems in ledger.add(record).items():
            for stem in sorted(stems):
                yield from self._tell(state, country, stem)

    def _tell(self, state: State, country: str, stem: str) -> Iterator[Toll]:
        ledger, register = self._views[state]
        current = set()
        for account in ledger.accounts(country, stem):
            told: dict[str, Any] | None = state["tolls"].get(account.event_key)
            toll = fuse(account, self.settings, _numbers(told["toll"]) if told else None)
            if toll is None:
                continue
            current.add(toll.event_key)
            now = {"claims": account.claim_ids(), "toll": toll.model_dump(mode="json", by_alias=True)}
            if now != told:
                state["tolls"].set(toll.event_key, now)
            if told is None or now["toll"] != told["toll"]:
                yield toll
        for event_key in sorted(register.told(stem) - current):
            if event_key in state["tolls"]:
                yield _withdrawn(state["tolls"][event_key]["toll"])
                state["tolls"].delete(event_key)

    def _close(self, state: State, today: dt.date) -> None:
        ledger, register = self._views[state]
        quiet_since = dt.datetime.combine(today, dt.time(), dt.UTC) - dt.timedelta(days=self.settings.quiet_days)
        closed = closing(ledger, quiet_since)
        for claim_id in closed:
            state["claims"].delete(claim_id)
            ledger.forget(claim_id)
        for event_key, ids in register.all():
            if ids <= closed.keys():
                state["tolls"].delete(event_key)


def _numbers(told: dict[str, Any]) -> tuple[Estimate, Estimate | None]:
    """Give the estimate of a toll that was told, and the one before it."""
    return Estimate.model_validate(told), Estimate.model_validate(told["previous"]) if told["previous"] else None


def _withdrawn(told: Any) -> Toll:  # noqa: ANN401 - a JSON value
    """Give the last word on a key that no longer stands for anything: its statements belong to another event."""
    before = Toll.model_validate(told)
    emptied: dict[str, object] = {"id": "", "low": None, "best": None, "high": None, "alternatives": {}, "sources": 0}
    rest = {"conflict": False, "grade": "discounted", "articles": 0, "statements": (), "parts": ()}
    return Toll.model_validate({**before.model_dump(), **emptied, **rest, "previous": _numbers(told)[0]})
