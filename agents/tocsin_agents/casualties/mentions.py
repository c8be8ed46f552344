"""Decide what each number of a sentence counts: one mention for each group of people that a trigger harms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin import Measure
from tocsin_agents.casualties.frames import READERS, mention_of
from tocsin_agents.casualties.groups import Form, Sort
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.mention import Mention
from tocsin_agents.casualties.parse import Parsed
from tocsin_agents.casualties.triggers import Hit

__all__ = ["find_mentions"]


def find_mentions(parsed: Parsed) -> tuple[Mention, ...]:
    """Give the mentions of a sentence in the order of their groups, each group once for a measure."""
    found: dict[tuple[int, Measure], Mention] = {}
    for hit in parsed.hits:
        for mention in _modifier(parsed, hit) or READERS[hit.entry.frame](parsed, hit):
            if _acceptable(mention):
                found.setdefault((mention.group.first, mention.measure), mention)
    ordered = sorted(found.values(), key=lambda mention: (mention.group.first, mention.hit.first))
    return tuple(_moved(parsed, mention, ordered[:at]) for at, mention in enumerate(ordered))


def _modifier(parsed: Parsed, hit: Hit) -> tuple[Mention, ...]:
    """Read "12 missing sailors": the trigger describes the noun that is counted."""
    if hit.entry.frame in {Frame.NOUN, Frame.TOLL}:
        return ()
    inside = [
        g
        for g in parsed.groups
        if g.first < hit.first and hit.last <= g.head and g.form is Form.NUMBER and not g.members
    ]
    return tuple(mention_of(parsed, hit, group, "modifier") for group in inside)


def _moved(parsed: Parsed, mention: Mention, before: Sequence[Mention]) -> Mention:
    """Tell "15 were hurt, two of whom died" from a part: those who died are no longer among the hurt."""
    whom = parsed.word(mention.group.last - 1) in {"whom", "them"} and mention.group.of_set
    elsewhere = whom and before and all(other.measure != mention.measure for other in before)
    return replace(mention, subset=False, rule="moved") if elsewhere else mention


def _acceptable(mention: Mention) -> bool:
    """Whether the group can be what the trigger harms."""
    group = mention.group
    if group.sort is Sort.THING or (group.sort is Sort.HARM and mention.rule not in {"noun", "toll"}):
        return False
    if mention.hit.entry.needs_person and not (group.sort is Sort.PERSON and group.form is Form.NUMBER):
        return False
    if mention.measure == "displaced" and (group.form not in {Form.NUMBER, Form.ZERO} or group.quantity.best == 1):
        # Somebody who flees is a suspect more often than not.
        return False
    if mention.measure == "abducted" and group.form is Form.SINGULAR and group.noun in {"captive", "hostage"}:
        return False
    return group.sort is not Sort.UNKNOWN or group.form in {Form.NUMBER, Form.ZERO}
