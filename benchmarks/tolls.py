"""How fast claims become tolls: many events with a few claims each, and one event that everybody writes about."""

from __future__ import annotations

import datetime as dt
import random
import time
import tracemalloc

from benchmarks.articles import SEED
from tocsin import Attribution, Claim, EventTime, Evidence, Place
from tocsin.plugins.state import Change, State
from tocsin_agents.tolls import Tolls

EVENTS = 5_000
CLAIMS = 100_000
FIRST_DAY = dt.date(2021, 5, 1)
DAYS = 14
SPEAKERS = ("police", "military", "medical", "opposition", "state_media", "witness")


def run() -> None:
    """Measure claims a second, memory and restore time."""
    print(f"\ntolls, {CLAIMS:,} claims over {EVENTS:,} events, all open, changelog kept")
    claims = _claims(CLAIMS, EVENTS)
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    _drive(claims[: CLAIMS // 10])
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    rate, log = _drive(claims)
    print(f"  {rate:,.0f} claims/s")
    latest = {(store, key): (store, key, value) for store, key, value in log}
    started = time.perf_counter()
    _restore(list(latest.values()))
    print(f"  {time.perf_counter() - started:,.1f} s to restore {len(latest):,} entries of state")
    print(f"  {grown / (CLAIMS // 10) / 1024:,.1f} KiB a claim with its changelog, by tracemalloc over a tenth of them")
    for size in (400, 1_000):
        rate, _ = _drive(_claims(size, 1))
        print(f"  {rate:,.0f} claims/s when all {size:,} are about one event, in random order")


def _claims(count: int, events: int) -> list[Claim]:
    dice = random.Random(SEED)
    claims = [_claim(dice, number, number % events) for number in range(count)]
    dice.shuffle(claims)
    return claims


def _claim(dice: random.Random, number: int, event: int) -> Claim:
    day = str(FIRST_DAY + dt.timedelta(days=event % DAYS))
    victims = dice.randint(3, 60)
    speaker = Attribution.model_validate({"type": dice.choice(SPEAKERS), "name": "the spokesman", "verb": "said"})
    return Claim(
        article_id=f"article {number}",
        measure="killed",
        low=victims,
        best=victims,
        high=victims,
        place=Place(text=f"Town {event}", country="AM", where_prec=1),
        event_time=EventTime(start=day, end=day, date_prec=1),
        attribution=(speaker,),
        source=f"Outlet {number % 40}",
        published=f"{day}T{number % 24:02}:{number % 60:02}:00Z",
        evidence=(Evidence(field="body", sentence=f"They counted {victims} dead.", start=0, end=20),),
    )


def _drive(claims: list[Claim]) -> tuple[float, list[Change]]:
    agent, state, log = Tolls(), State(Tolls.spec.state), list[Change]()
    agent.attach(state)
    started = time.perf_counter()
    for claim in claims:
        list(agent.process(claim, state))
        log += state.settle()
    return len(claims) / (time.perf_counter() - started), log


def _restore(changes: list[Change]) -> None:
    agent, state = Tolls(), State(Tolls.spec.state)
    agent.attach(state)
    for change in changes:
        state.restore(change)
