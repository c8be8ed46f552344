"""Silences: what somebody asked not to be told of for a while. They lie on a compacted topic, so all agents know them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from pydantic import Field, model_validator

from tocsin import IsoTime, Measure, Record, Toll, Topic, iso_datetime
from tocsin_agents.alerts.scopes import lies_in

__all__ = ["SILENCES", "Silence"]


class Silence(Record):
    """A silence: of the alerts that all its conditions fit, none is sent while it lasts; after it, what then holds is.

    Its times are compared with those of the news, as all times of alerts are.
    """

    identity: ClassVar[tuple[str, ...]] = ("event", "place", "measure", "starts")
    event_type: ClassVar[str] = "casualty.alert.silence"

    event: str = Field(default="", description="Beginning of the event key: sy-homs/2012-03-23.")
    place: str = Field(default="", description="A place by name, or a country code; what lies in it too.")
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
        fits_event = toll.event_key.startswith(self.event) and self.measure in (None, toll.measure)
        return fits_event and (not self.place or lies_in(toll, self.place))


SILENCES = Topic(
    "silences",
    Silence,
    cleanup="compact",
    retention_ms=None,
    summary="Alerts that somebody asked not to be told of for a while.",
)
