"""Read the number of all where only some are picked out: "nineteen of the 46 wounded", "two of the 12 people injured in it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.people import HARMED, SET_MEASURES
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.numbers import read_quantity
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["set_described", "whole_of", "with_wholes"]


def whole_of(parsed: Parsed, group: Group) -> Group | None:
    """Give the set that a group is picked from, with its number; None where it has none."""
    words = parsed.words(group.first, group.last)
    if group.form is not Form.NUMBER or group.members or "of" not in words:
        return None
    at = group.first + words.index("of") + 1
    start = at
    while parsed.word(start) in grammar.DEFINITE:
        start += 1
    read = read_quantity(parsed.tokens, start) if start < group.last else None
    if read is None or read[0].low is None or read[0].low < (group.quantity.low or 0):
        return None
    return replace(group, first=at, quantity=read[0], of_set=False, definite=start > at, more=False, sort=Sort.PERSON)


def set_described(parsed: Parsed, hit: Hit) -> Group | None:
    """Give the whole set where a participle tells of it, and another verb of those picked out.

    "Eight of the 30 people wounded in the stampede have died" leaves 30 wounded.
    """
    some = parsed.ending.get(hit.first)
    whole = None if some is None else whole_of(parsed, some)
    later = parsed.words(hit.last, len(parsed.tokens))
    was_one = some is not None and parsed.word(some.first) == "one" and parsed.word(some.first - 1) in grammar.BE
    told = (
        was_one
        or not (grammar.BE | grammar.HAVE).isdisjoint(later)
        or any(other.first >= hit.last for other in parsed.hits)
    )
    return whole if told else None


_STANDING = frozenset({"hostages", "casualties"})
"""Sets whose number says nothing of when they were harmed, or how."""


def with_wholes(parsed: Parsed, mentions: Sequence[Mention]) -> list[Mention]:
    """Add the sets that mentions are picked from; those picked out are then parts of them."""
    found = list(mentions)
    for at, mention in enumerate(mentions):
        group = mention.group
        picked = group.of_set or (mention.rule == "set" and mention.subset)
        whole = whole_of(parsed, group) if picked else None
        measure = SET_MEASURES.get(group.noun, mention.measure) if group.noun in HARMED else mention.measure
        told = any(m.measure == measure and whole is not None and m.group.first == whole.first for m in mentions)
        # "The four hostages" are told of, not taken.
        if whole is None or told or group.noun in _STANDING or measure == "casualties":
            continue
        if measure == mention.measure and mention.subset:
            found[at] = replace(mention, part_of=len(found))
        found.append(Mention(measure, whole.quantity, whole, mention.hit, "whole", negated=mention.negated))
    return found
