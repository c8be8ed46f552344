"""The tolls agent: claims in, the fused estimate of every event and measure out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple
from weakref import WeakKeyDictionary

from tocsin import Claim, Estimate, Spec, State, StatefulAgent, Store, Toll
from tocsin_agents.tolls.clock import advance, arrive, closing
from tocsin_agents.tolls.fusion import fuse
from tocsin_agents.tolls.ledger import Ledger, Register
from tocsin_agents.tolls.reading.reports import counts
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

    Which claims are of one event, and what they amount to, is worked out anew from all claims whenever one
    arrives, so the outcome does not depend on the order of arrival.
    """

    spec: ClassVar[Spec] = Spec(
        name="tolls",
        summary="Fuses claims into one estimate per event and measure, with every statement it rests on.",
        consumes=("claims",),
        produces=("tolls",),
        state=("claims", "tolls", "clock", "closed", "untold"),
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
        stems = self._settle(record, state) if counts(record) and record.id not in state["claims"] else set()
        yield from self._tell_when_whole(record, stems, state)

    def _settle(self, record: Claim, state: State) -> set[str]:
        """Take in a claim; give the stems of the events that it may change."""
        ledger, _ = self._views[state]
        clock = state["clock"]
        arrived = arrive(clock)
        moved = advance(clock, record, leap_days=self.settings.quiet_days) is not None
        if moved or arrived % SWEEP == 0:
            self._close(state)
        kept = record.model_dump(mode="json", by_alias=True, exclude={"alertable"}) | {"arrived": arrived}
        state["claims"].set(record.id, kept)
        return ledger.add(record, arrived)

    def _tell_when_whole(self, record: Claim, stems: set[str], state: State) -> Iterator[Toll]:
        """Tell what an article changes when its last claim is there, or when another article's comes.

        Claim by claim, a new toll would stand beside the figure it replaces and look like a dispute.
        """
        untold = state["untold"]
        others = [stem for stem in untold if untold[stem] != record.article_id]
        own = [stem for stem in untold if untold[stem] == record.article_id]
        if record.more:
            for stem in sorted(stems):
                untold.set(stem, record.article_id)
            stems = set()
        else:
            stems |= set(own)
        told: list[Toll] = []
        for stem in sorted(stems.union(others)):
            if stem in untold and not (record.more and untold[stem] == record.article_id):
                untold.delete(stem)
            told += self._tell(state, stem)
        # Who follows a toll that moved hears where to before the other changes.
        yield from sorted(told, key=lambda toll: bool(toll.statements))

    def _tell(self, state: State, stem: str) -> Iterator[Toll]:
        ledger, register = self._views[state]
        current = set()
        for account in ledger.accounts(stem):
            if account.event_key in state["closed"]:
                continue
            told: dict[str, Any] | None = state["tolls"].get(account.event_key)
            toll = fuse(account, self.settings, _numbers(told) if told else None)
            if toll is None:
                continue
            current.add(toll.event_key)
            if told is None or toll.id != told["told"]:
                kept = toll.model_dump(mode="json", by_alias=True, include=REMEMBERED)
                first = toll.statements[0].claim_id
                state["tolls"].set(toll.event_key, kept | {"told": toll.id, "claim": first})
                yield toll
        for event_key in sorted(register.told(stem) - current):
            if event_key in state["tolls"]:
                told = state["tolls"][event_key]
                yield _withdrawn(told, ledger.key_of(told["claim"]))
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


def _withdrawn(told: Any, moved_to: str | None) -> Toll:  # noqa: ANN401 - a JSON value
    """Give the last word on a key that no longer stands for anything: its statements belong to another event."""
    before, _ = _numbers(told)
    emptied = {"low": None, "best": None, "high": None, "grade": "discounted", "previous": before, "moved_to": moved_to}
    return Toll.model_validate({**told, **emptied})
