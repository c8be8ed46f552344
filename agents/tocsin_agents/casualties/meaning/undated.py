"""Tell which figures lie before the event in a text whose day of publication is unknown, by the days that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin_agents.casualties.meaning.circumstances import time_for
from tocsin_agents.casualties.meaning.dates import find_days, names_weekday
from tocsin_agents.casualties.meaning.stretches import Stretch
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.text.tokens import tokenize

__all__ = ["Opening", "opening_of"]

_OPENING = 2
"""Tokens within which a sentence opens with a day: "In May", "On 5 February"."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the first sentences of a text without a date say of when it happened."""

    start: str | None = None
    """The earliest day that they name, in the calendar of `find_days`."""
    recent: bool = False
    """They name a weekday: what has a date, or a year, is longer ago."""

    def lies_before(self, parsed: Parsed, stretch: Stretch) -> bool:
        """Whether the figure with this stretch is told of an earlier day."""
        days = find_days(parsed.tokens)
        time = time_for(parsed, stretch, days, lasting=False) if days else None
        if time is None or time.end is None or days[0].since:
            return False
        earlier = self.start is not None and time.end < self.start
        opens = days[0].time == time and days[0].first <= _OPENING
        older = self.start is None and (self.recent or opens)
        return (earlier or older) and parsed.meets("temporal_role", {time.text}, [time.text])


def opening_of(sentences: Sequence[str]) -> Opening:
    """Read the first sentences of a text."""
    tokens = [tokenize(sentence) for sentence in sentences]
    days = [when.time.start for told in tokens for when in find_days(told) if not when.since and when.time.start]
    return Opening(min(days, default=None), recent=not days and any(names_weekday(told) for told in tokens))
