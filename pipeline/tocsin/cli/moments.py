"""Times as people type them: `2h`, `3d`, or ISO 8601."""

from __future__ import annotations

import datetime as dt
import re

import click

from tocsin.records.base import iso_datetime

__all__ = ["Moment", "duration"]

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LASTING = re.compile(r"([0-9]{1,6})([mhdw])")


def duration(text: str) -> dt.timedelta | None:
    """Read 30m, 2h, 3d or 1w; None when it is nothing like these."""
    read = LASTING.fullmatch(text)
    return dt.timedelta(**{UNITS[read[2]]: int(read[1])}) if read else None


class Moment(click.ParamType):
    """A moment in the past: an ISO 8601 date or time, or how long ago it was."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        """Give it in UTC."""
        if isinstance(value, dt.datetime):
            return value
        try:
            ago = duration(str(value))
            return dt.datetime.now(dt.UTC) - ago if ago is not None else iso_datetime(str(value))
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is neither like 30m, 2h, 3d or 1w ago, nor an ISO 8601 time.", param, ctx)
