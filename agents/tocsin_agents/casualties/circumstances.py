"""Give each mention its time, and say whether that makes it background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tocsin import EventTime
from tocsin_agents.casualties.dates import When
from tocsin_agents.casualties.lexicon.sources import SAYING_VERBS
from tocsin_agents.casualties.mentions import Mention
from tocsin_agents.casualties.parse import Parsed

__all__ = ["has_passed", "reported_only", "time_for"]

_CURRENT_DAYS = 14
"""An event that ended longer before publication is what the article looks back on."""
_COURT = frozenset("convicted sentenced jailed imprisoned guilty trial acquitted extradited indicted prosecuted".split())
_BACK = frozenset("anniversary commemorate commemorated commemorating memorial remembered remembering".split())


def time_for(parsed: Parsed, mention: Mention, times: Sequence[When], following: int, preceding: int, *, lasting: bool) -> EventTime | None:
    """Choose the time of a mention that stands between two others: the nearest after it, then the nearest before it.

    `lasting` figures take the beginning of their span ("since March 2011"); the others never do.
    """
    if lasting:
        starts = [when.time for when in times if when.since] or [when.time for when in times if when.time.date_prec in {3, 4, 5}]
        return starts[0] if starts else None
    fitting = [when for when in times if not when.since and not reported_only(parsed, when)]
    last = max(mention.group.last, mention.hit.last)
    first = min(mention.group.first, mention.hit.first)
    after = [when.time for when in fitting if first <= when.first < following and when.first >= min(last, following)]
    within = [when.time for when in fitting if first <= when.first < last]
    before = [when.time for when in fitting if preceding <= when.first < first]
    chosen = within[:1] or after[:1] or before[-1:] or [when.time for when in fitting if when.first < first][:1]
    return chosen[0] if chosen else None


def reported_only(parsed: Parsed, when: When) -> bool:
    """Whether a time is when it was said: "the department said on Sunday"."""
    k = when.first - 1
    while k >= 0 and parsed.word(k) in {"on", "late", "early", "reporters", "journalists", "in", "a", "statement", "afp", "reuters"}:
        k -= 1
    return parsed.word(k) in SAYING_VERBS


def has_passed(parsed: Parsed, time: EventTime | None, published: dt.date | None, *, since: bool) -> bool:
    """Whether the figure belongs to an earlier event than the one that the article reports."""
    if time is not None and time.end is not None and published is not None and not since:
        return dt.date.fromisoformat(time.end) < published - dt.timedelta(days=_CURRENT_DAYS)
    words = set(parsed.words(0, len(parsed.tokens)))
    return not since and not (_COURT | _BACK).isdisjoint(words)
