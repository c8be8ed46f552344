"""Tell whether people stand beside the object of a verb as a second one: "killed a baker in Donetsk and a grocer in Horlivka"."""

from __future__ import annotations

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.nouns import FINITE
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Group, Sort

__all__ = ["is_second_object"]

_PLACES = grammar.words("in at near outside inside on across around")
_BETWEEN = 14
"""Tokens from the first object to the second; more of them hold another clause."""
_CLAUSE = 8
"""Tokens behind the second object in which a verb of its own would stand."""


def is_second_object(parsed: Parsed, mention: Mention, group: Group) -> bool:
    """Whether one verb harms both, each in a place or at a time of its own."""
    between = parsed.words(mention.group.last, group.first)
    joined = between[-1:] == ["and"] or (between[-1:] == [","] and "and" in between)
    placed = bool(between) and between[0] in _PLACES and parsed.word(group.last) in _PLACES
    active = mention.rule == "object" and group.people and group.sort is not Sort.HARM
    return active and joined and placed and len(between) <= _BETWEEN and not _has_verb(parsed, mention, group)


def _has_verb(parsed: Parsed, mention: Mention, group: Group) -> bool:
    """Whether another clause begins between the two, or a verb of the second follows."""
    rest = parsed.words(group.last, group.last + _CLAUSE)
    end = next((k for k, word in enumerate(rest) if word in {",", ";", "."}), len(rest))
    span = [*parsed.words(mention.group.last, group.first), *rest[:end]]
    harmed = any(
        mention.group.last <= hit.first < group.first or group.last <= hit.first < group.last + end
        for hit in parsed.hits
    )
    finite = grammar.AUXILIARIES | FINITE | (grammar.BREAKS - {"as", "when", "after", "while", "before"})
    return harmed or not finite.isdisjoint(span) or any(word.endswith("ed") for word in span)
