"""The tolls agent: claims in, the fused estimate of every event and measure out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple
from weakref import WeakKeyDictionary

from tocsin import Claim, Estimate, Spec, State, StatefulAgent, Store, Toll
from tocsin_agents.tolls.clock import advance, arrive, closing
from tocsin_agents.tolls.fusion import fuse
from tocsin_agents.tolls.ledger import Ledger, Register
from tocsin_agents.tolls.reports import counts
from tocsin_agents.tolls.settings import TollSettings

__all__ = ["Tolls"]


SWEEP = 1_000
"""So often, in claims, it is looked whether events close though the clock has not moved."""

REMEMBERED = {"event_key", "measure", "low", "best", "high", "previous", "policy", "place", "event_time", "updated"}
"""What of a toll that was told is needed again: to say what it was before, and to withdraw it."""


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
        state=("claims", "tolls", "clock", "closed"),
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
        clock = state["clock"]
        arrived = arrive(clock)
        moved = advance(clock, record, leap_days=self.settings.quiet_days) is not None
        if moved or arrived % SWEEP == 0:
            self._close(state)
        kept = record.model_dump(mode="json", by_alias=True, exclude={"alertable"}) | {"arrived": arrived}
        state["claims"].set(record.id, kept)
        for country, stems in ledger.add(record, arrived).items():
            for stem in sorted(stems):
                yield from self._tell(state, country, stem)

    def _tell(self, state: State, country: str, stem: str) -> Iterator[Toll]:
        ledger, register = self._views[state]
        current = set()
        for account in ledger.accounts(country, stem):
            if account.event_key in state["closed"]:
                continue
            told: dict[str, Any] | None = state["tolls"].get(account.event_key)
            toll = fuse(account, self.settings, _numbers(told) if told else None)
            if toll is None:
                continue
            current.add(toll.event_key)
            if told is None or toll.id != told["told"]:
                kept = toll.model_dump(mode="json", by_alias=True, include=REMEMBERED)
                state["tolls"].set(toll.event_key, kept | {"told": toll.id})
                yield toll
        for event_key in sorted(register.told(stem) - current):
            if event_key in state["tolls"]:
                yield _withdrawn(state["tolls"][event_key])
                state["tolls"].delete(event_key)

    def _close(self, state: State) -> None:
        ledger, _ = self._views[state]
        clock, limits = state["clock"], self.settings
        ledger.catch_up()
        gone = closing(clock, ledger, quiet_days=limits.quiet_days, keep_claims=limits.keep_claims)
        for claim_id in gone.claims:
            state["claims"].delete(claim_id)
            ledger.forget(claim_id)
        ledger.leave(gone.event_keys)
        for event_key in gone.event_keys:
            if event_key in state["tolls"]:
                state["closed"].set(event_key, state["tolls"][event_key]["updated"] or "")
                state["tolls"].delete(event_key)
        _make_room(state["closed"], limits.most_closed)


def _make_room(closed: Store, most: int) -> None:
    """Forget a tenth of the closed events, those of the longest past, when there are too many."""
    if len(closed) > most:
        oldest = sorted(closed, key=lambda event_key: (closed[event_key], event_key))
        for event_key in oldest[: len(closed) - most + most // 10]:
            closed.delete(event_key)


def _numbers(told: dict[str, Any]) -> tuple[Estimate, Estimate | None]:
    """Give the estimate of a toll that was told, and the one before it."""
    return Estimate.model_validate(told), Estimate.model_validate(told["previous"]) if told["previous"] else None


def _withdrawn(told: Any) -> Toll:  # noqa: ANN401 - a JSON value
    """Give the last word on a key that no longer stands for anything: its statements belong to another event."""
    before, _ = _numbers(told)
    emptied = {"low": None, "best": None, "high": None, "grade": "discounted", "previous": before}
    return Toll.model_validate({**told, **emptied})
