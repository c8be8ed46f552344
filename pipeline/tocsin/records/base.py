"""What every record is: frozen, validated, versioned, with an id that its content gives."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from tocsin.records.codec import content_id

__all__ = ["IsoTime", "Part", "Record", "iso_date", "iso_datetime"]


class Part(BaseModel):
    """A piece of a record that has no id of its own: a place, a span of evidence."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Record(BaseModel):
    """A message on a topic. Subclass it for the records of an agent of your own.

    `id` is derived from the content of the fields that `identity` names (all of them when it is empty), so the same
    content always has the same id; an id that is given is kept.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    identity: ClassVar[tuple[str, ...]] = ()
    """Names of the fields that make the id; empty: every field but `id` and `schema_version`."""

    event_type: ClassVar[str] = ""
    """The CloudEvents type of the record; empty: `tocsin.` and the lower-case class name."""

    id: str = Field(default="", max_length=512, description="Content-derived: the same content gives the same id.")
    schema_version: int = Field(default=1, ge=1, description="Version of the record's schema.")

    def model_post_init(self, _context: Any, /) -> None:  # noqa: ANN401 - pydantic's signature
        """Fill in the id when none was given."""
        if not self.id:
            # Frozen for everyone else; this is the moment of its making.
            object.__setattr__(self, "id", self._content_id())

    def _content_id(self) -> str:
        names = self.identity or tuple(n for n in type(self).model_fields if n not in {"id", "schema_version"})
        return content_id(type(self).__name__, self.model_dump(mode="json", by_alias=True, include=set(names)))

    @classmethod
    def cloud_event_type(cls) -> str:
        """Give the CloudEvents type of this record class."""
        return cls.event_type or f"tocsin.{cls.__name__.lower()}"


def iso_date(value: str) -> dt.date:
    """Give the calendar day of an ISO 8601 date or date-time, in the offset that it states."""
    return dt.date.fromisoformat(value[:10])


def iso_datetime(value: str) -> dt.datetime:
    """Give the instant of an ISO 8601 date or date-time, in UTC; a bare date is its midnight in UTC."""
    moment = dt.datetime.fromisoformat(value)
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def _check_iso(value: str) -> str:
    try:
        iso_date(value)
        iso_datetime(value)
    except (ValueError, OverflowError):  # the latter at both ends of the calendar, which UTC would leave
        message = "must be an ISO 8601 date (2012-03-09) or date-time (2012-03-09T18:30:00Z)"
        raise ValueError(message) from None
    return value


IsoTime = Annotated[str, AfterValidator(_check_iso), Field(examples=["2012-03-09", "2012-03-09T18:30:00Z"])]
"""An ISO 8601 date or date-time, kept as it was written: a bare date claims no more precision than it has."""
