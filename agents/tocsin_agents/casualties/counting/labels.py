"""Read figures that stand behind their label, as in situation reports: "Deaths: 62. Injured: 430", "Killed - 4, missing - 2"."""

from __future__ import annotations

from tocsin_agents.casualties.counting.mention import Mention, mention_of
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.grammar import words
from tocsin_agents.casualties.lexicon.marks import LONG_DASHES
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["labelled"]

_MARKS = LONG_DASHES | {":", "="}
_STOPS = frozenset({"", ".", ",", ";", ":", "(", "|", "•", "*", "/", "and", *LONG_DASHES})
_BEFORE = words("total confirmed reported people persons civilians number of the new known seriously severely")
"""Words that may stand before the trigger in a label: "total deaths: 12", "people injured: 40"."""
_COUNTED = frozenset({Sort.UNSAID, Sort.PERSON, Sort.UNKNOWN})


def labelled(parsed: Parsed, hit: Hit) -> tuple[Mention, ...]:
    """Give the figure of the label that the trigger is; nothing where it is none."""
    if hit.entry.frame is Frame.TOLL:
        return ()
    group = parsed.starting.get(hit.last + 1)
    if parsed.word(hit.last) not in _MARKS or group is None or not _is_figure(parsed, group):
        return ()
    k = hit.first - 1
    while parsed.word(k) in _BEFORE and k > hit.first - 4:
        k -= 1
    return (mention_of(parsed, hit, group, "label"),) if parsed.word(k) in _STOPS else ()


def _is_figure(parsed: Parsed, group: Group) -> bool:
    counted = group.form is Form.NUMBER and group.sort in _COUNTED and not group.members
    closed = parsed.word(group.last) in _STOPS or group.sort is Sort.PERSON
    return counted and closed and group.last not in parsed.hit_at
