"""Silences: what somebody asked not to be told of for a while. They lie on a compacted topic, so all agents know them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from pydantic import Field, model_validator

from tocsin import IsoTime, Measure, Record, Toll, Topic, iso_datetime

__all__ = ["SILENCES", "Silence"]


class Silence(Record):
    """A silence: of the alerts that all its conditions fit, none is sent while it lasts; after it, what then holds is.

    Its times are compared with those of the news, as all times of alerts are.
    """

    identity: ClassVar[tuple[str, ...]] = ("event", "place", "measure", "starts")
    event_type: ClassVar[str] = "casualty.alert.silence"

    event: str = Field(default="", description="Beginning of the event key: sy-homs/2012-03-23.")
    place: str = Field(default="", description="Name or country code of the place.")
    measure: Measure | None = Field(default=None, description="What is counted.")
    starts: IsoTime = Field(description="From then on ...")
    ends: IsoTime = Field(description="... until just before then.")
    comment: str = Field(default="", description="Why.")

    @model_validator(mode="after")
    def _fits_something(self) -> Silence:
        if not (self.event or self.place or self.measure):
            message = "give an event, a place or a measure; a silence of everything would be forgotten about"
            raise ValueError(message)
        return self

    def covers(self, toll: Toll, now: dt.datetime) -> bool:
        """Say whether it keeps an alert about a toll from being sent at a moment."""
        if not iso_datetime(self.starts) <= now < iso_datetime(self.ends):
            return False
        fits_event = toll.event_key.startswith(self.event)
        return fits_event and self.measure in (None, toll.measure) and self._covers_place(toll)

    def _covers_place(self, toll: Toll) -> bool:
        if not self.place:
            return True
        place = toll.place
        names = (place.country, place.text, place.adm1, place.adm2) if place else ()
        return self.place.casefold() in {name.casefold() for name in names if name}


SILENCES = Topic(
    "silences",
    Silence,
    cleanup="compact",
    retention_ms=None,
    summary="Alerts that somebody asked not to be told of for a while.",
)
