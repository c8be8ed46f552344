"""The tolls agent: claims in, the fused estimate of every event and measure out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple
from weakref import WeakKeyDictionary

from pydantic import BaseModel, Field

from tocsin import Claim, Estimate, Spec, State, StatefulAgent, Toll
from tocsin_agents.tolls.clock import advance, closing
from tocsin_agents.tolls.fusion import Policy, fuse
from tocsin_agents.tolls.ledger import Account, Ledger, Register
from tocsin_agents.tolls.reports import counts
from tocsin_agents.tolls.whereabouts import place_of, time_of

__all__ = ["TollSettings", "Tolls"]


class TollSettings(BaseModel):
    """What a user may set."""

    policy: Policy = Field(default="latest", description="How the best figure is chosen.")
    quiet_days: int = Field(
        default=14, ge=1, description="An event closes when nothing was published for so many days."
    )
    most_statements: int = Field(default=100, ge=1, description="Statements shown in a toll; all of them count.")


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
                yield from self._tell(state, country, stem, record)

    def _tell(self, state: State, country: str, stem: str, arriving: Claim) -> Iterator[Toll]:
        ledger, register = self._views[state]
        told = register.told(stem)
        current = set()
        for account in ledger.accounts(country, stem):
            ids = account.claim_ids()
            touched = any(report.article_id == arriving.article_id for report in account.event.reports)
            if not touched and told.get(account.event_key) == frozenset(ids):
                current.add(account.event_key)
                continue
            toll = self._fuse(account)
            if toll is not None:
                current.add(account.event_key)
                yield from _changed(state, toll, ids)
        for event_key in sorted(told.keys() - current):
            if event_key in state["tolls"]:
                yield _withdrawn(state["tolls"][event_key]["toll"])
                state["tolls"].delete(event_key)

    def _fuse(self, account: Account) -> Toll | None:
        return fuse(
            account.event_key,
            account.claims,
            account.parts,
            place=place_of(account.event),
            event_time=time_of(account.event),
            policy=self.settings.policy,
            most_statements=self.settings.most_statements,
        )

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


def _changed(state: State, toll: Toll, claim_ids: list[str]) -> Iterator[Toll]:
    """Write a toll; give it when a reader sees more in it than in the one told before."""
    told: dict[str, Any] | None = state["tolls"].get(toll.event_key)
    if told is not None:
        before = Toll.model_validate(told["toll"])
        moved = _estimate(before) != _estimate(toll)
        toll = toll.model_copy(update={"previous": _estimate(before) if moved else before.previous, "id": ""})
        toll = Toll.model_validate(toll.model_dump())
        if toll == before:
            if told["claims"] != claim_ids:
                state["tolls"].set(toll.event_key, {**told, "claims": claim_ids})
            return
    shown = toll.model_dump(mode="json", by_alias=True)
    state["tolls"].set(toll.event_key, {"claims": claim_ids, "toll": shown})
    yield toll


def _withdrawn(told: Any) -> Toll:  # noqa: ANN401 - a JSON value
    """Give the last word on a key that no longer stands for anything: its statements belong to another event."""
    before = Toll.model_validate(told)
    emptied: dict[str, object] = {
        "id": "",
        "low": None,
        "best": None,
        "high": None,
        "alternatives": {},
        "conflict": False,
        "sources": 0,
    }
    rest = {"grade": "discounted", "articles": 0, "previous": _estimate(before), "statements": (), "parts": ()}
    return Toll.model_validate({**before.model_dump(), **emptied, **rest})


def _estimate(toll: Toll) -> Estimate:
    return Estimate(low=toll.low, best=toll.best, high=toll.high)
