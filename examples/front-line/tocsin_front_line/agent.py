"""The agent: claims and entities in, one line for each place out, anew whenever it changes."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, Field

from tocsin import Claim, Entities, Record, Spec, State, StatefulAgent, Topic, iso_date

__all__ = ["FrontLine", "FrontLineSettings", "Line"]

NAMED = frozenset({"NORP", "ORG"})
"""Kinds of entities that can be a party: organisations, and peoples, religions and movements."""

MOST_NAMED = 8
"""Parties told for a place: those in the most articles."""


class Line(Record):
    """What the articles of some days say of one place; the last record of a place is the one that counts."""

    place: str = Field(description="Country code and name: SY/Homs.")
    first_day: str = Field(description="First day of the window that has a claim.")
    last_day: str
    claims: int = Field(ge=0)
    articles: int = Field(ge=0)
    killed: int = Field(ge=0, description="The largest number that one claim counts as killed at least.")
    named: tuple[str, ...] = Field(default=(), description="Organisations and peoples that those articles name.")


class FrontLineSettings(BaseModel):
    """`[agents.front-line]` in tocsin.toml."""

    days: int = Field(default=7, ge=1, description="Days that are looked back, from the last that a place has.")
    least_claims: int = Field(default=2, ge=1, description="Claims that a place must have to be told.")


class FrontLine(StatefulAgent[Claim | Entities]):
    """Tells, for each place, what is claimed about it over some days."""

    spec = Spec(
        name="front-line",
        summary="Tells, for each place, what is claimed about it over some days.",
        consumes=("claims", "entities"),
        produces=(Topic("front.line", Line, key="place", cleanup="compact", retention_ms=None),),
        state=("places", "named", "days"),
        settings=FrontLineSettings,
    )

    def __init__(self, settings: FrontLineSettings | None = None) -> None:
        self.settings = settings or FrontLineSettings()

    def process(self, record: Claim | Entities, state: State, /) -> Iterator[Line]:
        """Give the lines that a claim, or the names of its article, change."""
        if isinstance(record, Claim):
            yield from self._claimed(record, state)
        else:
            yield from self._named(record, state)

    def _claimed(self, claim: Claim, state: State) -> Iterator[Line]:
        day, place = _day(claim), _place(claim)
        if not claim.alertable or day is None or place is None:
            return
        entries: list[list[Any]] = state["places"].get(place, [])
        if any(entry[1] == claim.id for entry in entries):
            return
        killed = (claim.low or 0) if claim.measure == "killed" else 0
        entries = [*entries, [day, claim.id, claim.article_id, killed]]
        first = self._first(max(entry[0] for entry in entries))
        state["places"].set(place, [entry for entry in entries if entry[0] >= first])
        yield from self._line(place, state)

    def _named(self, entities: Entities, state: State) -> Iterator[Line]:
        names = sorted({entity.name for entity in entities.entities if entity.type in NAMED})
        if not names or entities.published is None:
            return
        self._keep(entities.article_id, str(iso_date(entities.published)), names, state)
        for place in sorted(state["places"]):
            if any(entry[2] == entities.article_id for entry in state["places"][place]):
                yield from self._line(place, state)

    def _keep(self, article_id: str, day: str, names: list[str], state: State) -> None:
        """Remember the names of an article, and forget those of articles that no window reaches any more."""
        state["named"].set(article_id, names)
        state["days"].set(day, sorted({*state["days"].get(day, []), article_id}))
        first = self._first(max(state["days"]))
        for old in [each for each in state["days"] if each < first]:
            for gone in state["days"][old]:
                state["named"].delete(gone)
            state["days"].delete(old)

    def _line(self, place: str, state: State) -> Iterator[Line]:
        entries = state["places"][place]
        if len(entries) < self.settings.least_claims:
            return
        articles = {entry[2] for entry in entries}
        counts: dict[str, int] = {}
        for article in articles:
            for name in state["named"].get(article, []):
                counts[name] = counts.get(name, 0) + 1
        yield Line(
            place=place,
            first_day=min(entry[0] for entry in entries),
            last_day=max(entry[0] for entry in entries),
            claims=len(entries),
            articles=len(articles),
            killed=max(entry[3] for entry in entries),
            named=tuple(sorted(counts, key=lambda name: (-counts[name], name))[:MOST_NAMED]),
        )

    def _first(self, last: str) -> str:
        """Give the first day of the window that ends with this one."""
        end = dt.date.fromisoformat(last)
        return str(end - dt.timedelta(days=min(self.settings.days - 1, (end - dt.date.min).days)))


def _day(claim: Claim) -> str | None:
    if claim.event_time and claim.event_time.start:
        return claim.event_time.start
    return str(iso_date(claim.published)) if claim.published else None


def _place(claim: Claim) -> str | None:
    if claim.place is None or not claim.place.text:
        return None
    return f"{claim.place.country or '--'}/{claim.place.text}"
