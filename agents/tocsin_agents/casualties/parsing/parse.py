"""One sentence, parsed shallowly: tokens, triggers, groups, and the few questions that the later stages ask of them.

This is the seam for a dependency parser: whatever answers `subject_before` and `object_after` better may do so.
"""

from __future__ import annotations

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.marks import QUOTES
from tocsin_agents.casualties.parsing.subjects import Subjects
from tocsin_agents.casualties.people.chunks import find_groups
from tocsin_agents.casualties.people.groups import Group, Sort
from tocsin_agents.casualties.people.joining import join, regroup
from tocsin_agents.casualties.people.jottings import Jottings
from tocsin_agents.casualties.text.tokens import tokenize
from tocsin_agents.casualties.text.triggers import Hit, find_hits

__all__ = ["Parsed", "parse", "parse_people", "parse_words"]


_FINITE = (grammar.BE | grammar.HAVE) - {"being", "having"}
"""Auxiliaries of a clause of its own: "one of the men being chased" is none."""


class Parsed(Subjects):
    """A sentence as the later stages see it; positions are token numbers."""

    __slots__ = ()

    def object_after(self, hit: Hit) -> Group | None:
        """Give the group that follows at once, over adverbs, quotation marks and a second verb."""
        k = self._past_outcome(hit)
        while k < len(self.tokens) and k not in self.starting:
            word = self.word(k)
            second = word in {"and", "or", "and/or"} and k + 1 in self.hit_at
            if not (second or k in self.hit_at or word in QUOTES or word in grammar.ADVERBS or word.endswith("ly")):
                return None
            k += 1
        group = self.starting.get(k)
        if group is not None and group.sort is Sort.THING and self.word(group.last) == "and":
            # "Lost 41 tanks and 12 men".
            people = self.starting.get(group.last + 1)
            group = people if people is not None and people.sort is Sort.PERSON else group
        return None if group is None else self._without_next_subject(group)

    def _past_outcome(self, hit: Hit) -> int:
        """Give the token after the trigger and what it comes to: "hacked to death three woodcutters"."""
        for outcome in (hit.entry.then.split(), hit.entry.followed_by.split()):
            end = hit.last + len(outcome)
            if outcome and self.words(hit.last, end) == outcome:
                return end
        return hit.last

    def _without_next_subject(self, group: Group) -> Group:
        """Leave out the last of the joined groups where it opens the next clause: "killed two men and a boy was hurt"."""
        if len(group.members) > 1 and (self.word(group.last) in _FINITE or group.last in self.hit_at):
            return regroup(group.members[:-1])
        return group


def parse_words(sentence: str) -> Parsed:
    """Parse a sentence for its words alone, where nobody asks whom it counts."""
    return Parsed(sentence, tokenize(sentence), (), ())


def parse_people(sentence: str) -> Parsed:
    """Parse a sentence for the people it counts alone, whether it holds a trigger or not."""
    tokens = tokenize(sentence)
    return Parsed(sentence, tokens, (), join(tokens, find_groups(tokens, ())))


def parse(sentence: str, jottings: Jottings | None = None) -> Parsed:
    """Parse a sentence."""
    tokens = tokenize(sentence)
    hits = find_hits(tokens)
    groups = join(tokens, find_groups(tokens, hits, jottings), hits) if hits else ()
    return Parsed(
        sentence,
        tokens,
        hits,
        groups,
        {k: hit for hit in hits for k in range(hit.first, hit.last)},
        {group.first: group for group in groups},
        {group.last: group for group in groups},
        jottings,
    )
