"""One sentence, parsed shallowly: tokens, triggers, groups, and the few questions that the later stages ask of them.

This is the seam for a dependency parser: whatever answers `subject_before` and `object_after` better may do so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tocsin_agents.casualties.chunks import find_groups
from tocsin_agents.casualties.groups import Form, Group, Sort
from tocsin_agents.casualties.joining import join, regroup
from tocsin_agents.casualties.jottings import Jottings
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.marks import BRACKETS, QUOTES
from tocsin_agents.casualties.lexicon.nouns import BODIES
from tocsin_agents.casualties.lexicon.people import THINGS
from tocsin_agents.casualties.lexicon.sources import SAYING_VERBS
from tocsin_agents.casualties.names import NO_NAMES
from tocsin_agents.casualties.numbers import exactly
from tocsin_agents.casualties.tokens import Token, tokenize
from tocsin_agents.casualties.triggers import Hit, find_hits

__all__ = ["Parsed", "parse", "parse_people"]

_ASIDE = 16
"""Tokens; the longest parenthesis that a subject is looked for behind."""
_REACH = 32
"""Tokens; how far to the left a subject is looked for."""
_STATE_VERBS = grammar.words(
    "feared presumed believed reported found confirmed left remain remained remains still went reportedly thought listed"
    " declared pronounced more people all are were escaped survived emerged walked away"
)
_CHAINED = grammar.words(
    "shot stabbed beaten tortured captured then abducted kidnapped ambushed bound robbed raped seized hit struck taken thrown dragged held driven"
)
_PHRASAL = grammar.words("take takes took taken taking brought bring let carried ran run turned")
"""Verbs whose "in" or "over" is theirs: "took in 45 residents"."""
_BEFORE_NAMES = grammar.PREPOSITIONS | {"the"}
_OPENING = 3
"""Tokens within which the subject of a sentence begins."""
_JOINS = grammar.words("and then , before but")
_OF_AGENTS = grammar.words("by with of from against between for")
_HARD_STOPS = frozenset({";", ":", "—"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence as the later stages see it; positions are token numbers."""

    text: str
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    groups: tuple[Group, ...]
    hit_at: Mapping[int, Hit] = field(default_factory=dict)
    starting: Mapping[int, Group] = field(default_factory=dict)
    ending: Mapping[int, Group] = field(default_factory=dict)
    jottings: Jottings | None = None
    """Where the stages note why, when somebody asks."""

    def word(self, at: int) -> str:
        """Give the lower-case word at `at`, or nothing outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def words(self, first: int, last: int) -> list[str]:
        """Give the lower-case words of `[first:last)`."""
        return [token.lower for token in self.tokens[max(first, 0) : max(last, 0)]]

    def span(self, first: int, last: int) -> str:
        """Give the text of tokens `[first:last)` as it stands in the sentence."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def meets(self, aspect: str, cues: AbstractSet[str], words: Collection[str]) -> bool:
        """Whether one of the cues is among the words; they are noted as what decides the aspect."""
        if cues.isdisjoint(words):
            return False
        if self.jottings is not None:
            met = [word for word in words if word in cues]
            self.jottings.cue(aspect, sorted(met) if isinstance(words, AbstractSet) else met)
        return True

    def refuse(self, group: Group, why: str) -> None:
        """Note why a group counts nobody who was harmed."""
        if self.jottings is not None:
            self.jottings.refuse(group.first, group.last, why)

    def auxiliaries_before(self, at: int) -> tuple[int, list[str]]:
        """Give where the auxiliaries and adverbs before `at` begin, and the auxiliaries among them."""
        k = at
        found: list[str] = []
        while k > 0 and (self.word(k - 1) in _VERB_CHAIN or self.word(k - 1).endswith("ly")) and k not in self.starting:
            k -= 1
            if self.word(k) in grammar.AUXILIARIES:
                found.append(self.word(k))
        return k, found

    def verb_start(self, hit: Hit) -> int:
        """Give where the verb's chain begins, over what is coordinated with it: "was shot in the head and killed"."""
        k = hit.first
        for _ in range(3):
            start, _found = self.auxiliaries_before(k)
            if self.word(start - 1) not in {"and", "then", "but", ","} or start in self.starting:
                return k
            verb = self._verb_left_of(start - 1)
            if verb is None:
                return k
            k = verb
        return k

    def _verb_left_of(self, at: int) -> int | None:
        """Give the nearest participle before `at` that an auxiliary governs or a group stands right before."""
        for k in range(at - 1, max(at - 14, -1), -1):
            word = self.word(k)
            if word in {";", ":", "."} or word in grammar.BREAKS - {"that"}:
                return None
            if k in self.starting and self.starting[k].form is Form.NUMBER:
                return None
            if word.endswith("ed") or word in _CHAINED:
                _, found = self.auxiliaries_before(k)
                if found or self.word(k - 1) in {"and", ","} or k in self.ending:
                    return k
        return None

    def passive(self, hit: Hit) -> bool:
        """Whether a form of "be" or "get" governs the participle."""
        _, found = self.auxiliaries_before(self.verb_start(hit))
        return any(word in grammar.BE or word in {"get", "got", "gets"} for word in found)

    def perfect(self, hit: Hit) -> bool:
        """Whether "have" governs it."""
        _, found = self.auxiliaries_before(hit.first)
        return any(word in grammar.HAVE for word in found)

    def object_after(self, hit: Hit) -> Group | None:
        """Give the group that follows at once, over adverbs, quotation marks and a second verb."""
        k = hit.last
        while k < len(self.tokens) and k not in self.starting:
            word = self.word(k)
            second = word in {"and", "or", "and/or"} and k + 1 in self.hit_at
            if not (second or k in self.hit_at or word in QUOTES or word in grammar.ADVERBS or word.endswith("ly")):
                return None
            k += 1
        group = self.starting.get(k)
        return None if group is None else self._without_next_subject(group)

    def _without_next_subject(self, group: Group) -> Group:
        """Leave out the last of the joined groups where it opens the next clause: "killed two men and a boy was hurt"."""
        if len(group.members) > 1 and (self.word(group.last) in grammar.BE | grammar.HAVE or group.last in self.hit_at):
            return regroup(group.members[:-1])
        return group

    def just_before(self, at: int) -> Group | None:
        """Give the group right before `at`, over adverbs, auxiliaries, chained verbs and prepositional phrases."""
        return self._leftwards(at, strict=True)

    def subject_before(self, at: int) -> Group | None:
        """Give the nearest group to the left that may be the subject of the verb at `at`."""
        return self._leftwards(at, strict=False)

    def shared_subject(self, at: int) -> Group | None:
        """Give the subject of the sentence for a second verb at `at`: "a nurse was taken from the clinic and later died"."""
        start = self.auxiliaries_before(at)[0]
        while self.word(start - 1) in _STATE_VERBS:
            start = self.auxiliaries_before(start - 1)[0]
        first = self.groups[0] if self.groups else None
        if first is None or self.word(start - 1) not in {"and", "then", "but"} or first.last >= start:
            return None
        opens = first.sort is Sort.PERSON and first.first <= _OPENING and not self._inside_phrase(first)
        governs = self.word(first.last) in grammar.AUXILIARIES or first.last in self.hit_at
        return first if opens and governs and not _HARD_STOPS & set(self.words(first.last, at)) else None

    def _leftwards(self, at: int, *, strict: bool) -> Group | None:
        k = at - 1
        while k >= 0 and at - k < _REACH:
            opened = None if k + 1 in self.ending else self._over_brackets(k)
            if opened is not None:
                k = opened
                continue
            group = self.ending.get(k + 1)
            if group is not None and not strict and self._is_object_of_verb_joined_to(group, at):
                k = group.first - 2
                continue
            if group is not None:
                close = k == at - 1 or self.words(group.last, at) == ["still"]
                adjacent = strict and close and not self._described_by(group)
                opens = self.word(group.first - 1) in grammar.BREAKS and group.last == self.auxiliaries_before(at)[0]
                if adjacent or opens or self._before_relative(k + 1) or not self._inside_phrase(group):
                    return self._as_subject(group) if group.people else None
                self.refuse(group, f"it stands in a phrase with {self.word(group.first - 1)!r}")
                k = group.first - 2
                continue
            step = self._step_left(k, at, strict=strict)
            if step == 0:
                return None
            if not strict and self._is_surname(k):
                return Group(k, k + 1, exactly(1), Sort.PERSON, Form.NAME, k)
            k -= step
        return None

    def _is_object_of_verb_joined_to(self, group: Group, at: int) -> bool:
        """Whether a group is the object of a verb that shares its subject with the one at `at`: "shot two, then fled"."""
        gap = self.words(group.last, self.auxiliaries_before(at)[0])
        return group.first - 1 in self.hit_at and bool(gap) and _JOINS.issuperset(gap)

    def _as_subject(self, group: Group) -> Group:
        """Keep the last of the joined groups where the others are the object of the verb before: "killed two and a boy was hurt"."""
        return group.members[-1] if group.members and group.first - 1 in self.hit_at else group

    def _is_surname(self, at: int) -> bool:
        """Whether one capitalised word is the subject right before the verb: "Ortiz was killed"."""
        token = self.tokens[at]
        verb = self.word(at + 1) in grammar.BE | grammar.HAVE or self.word(at + 1) == ","
        known = token.lower in NO_NAMES or token.lower in THINGS or token.lower in BODIES
        plain = token.is_capital and token.text[1:].islower() and not token.possessive
        return plain and verb and not known and self._opens_clause(at)

    def _opens_clause(self, at: int) -> bool:
        """Whether nothing but a phrase of place or time stands before a subject: "In Homs, Karim was"."""
        before = self.word(at - 1)
        if before == ",":
            return self.word(0) in grammar.PREPOSITIONS and "," not in self.words(0, at - 1)
        first = at
        while first and self.tokens[first - 1].is_capital:
            first -= 1
        # "in the Riverside Zoo was killed": the end of a longer name.
        return before not in grammar.PREPOSITIONS and (first == at or self.word(first - 1) not in _BEFORE_NAMES)

    def _over_brackets(self, close: int) -> int | None:
        """Give the token before a parenthesis that ends at `close`: "20 people, most of them soldiers,", "8 staff (7 local)"."""
        opener = BRACKETS.get(self.word(close))
        if opener is None:
            return None
        for k in range(close - 1, max(close - _ASIDE, -1), -1):
            if self.word(k) != opener:
                continue
            outer = self.ending.get(k)
            if opener == "(" or (outer is not None and outer.people and not self._inside_phrase(outer)):
                return k - 1
        return None

    def _described_by(self, group: Group) -> bool:
        """Whether the group only describes the one before it: "the father of six"."""
        return self.word(group.first - 1) == "of" and group.first - 1 in self.ending

    def _before_relative(self, at: int) -> bool:
        """Whether "who" follows, so that the group is what the verb speaks of wherever it stands: "for the 14 who died"."""
        that = self.word(at) == "that" and (self.word(at + 1) in grammar.AUXILIARIES or at + 1 in self.hit_at)
        return (
            that or self.word(at) in {"who", "whom"} or (self.word(at) == "," and self.word(at + 1) in {"who", "whom"})
        )

    def _inside_phrase(self, group: Group) -> bool:
        """Whether the group belongs to a preposition, or to a word before it: "in two cars", "mother of six"."""
        before = self.word(group.first - 1)
        if before == "including" or self._after_name_of_agent(group):
            return True
        particle = before in {"in", "over", "out"} and self.word(group.first - 2) in _PHRASAL
        return before in grammar.PREPOSITIONS and not particle

    def _after_name_of_agent(self, group: Group) -> bool:
        """Whether the people belong to a body named after a preposition: "by Rapid Support Forces soldiers"."""
        k = group.first - 1
        while k > max(group.first - 5, 0) and self.tokens[k].is_capital:
            k -= 1
        return k < group.first - 1 and self.word(k) in _OF_AGENTS

    def _step_left(self, k: int, at: int, *, strict: bool) -> int:
        """How many tokens to go on over the one at `k`; 0 to stop."""
        word = self.word(k)
        if (
            word in _HARD_STOPS
            or word in SAYING_VERBS - _STATE_VERBS
            or (word in grammar.BREAKS and word not in grammar.RELATIVES | {"since"})
        ):
            return 0
        if k in self.hit_at:
            joined = self.word(k + 1) in {"and", "or", ",", "then"} or word in _STATE_VERBS
            return 1 if joined else 0
        if word in _VERB_CHAIN or word in _STATE_VERBS or word in QUOTES or word.endswith("ly"):
            return 1
        if word in {"and", "or"}:
            return (
                1
                if not strict or self.word(k - 1) in _CHAINED or k - 1 in self.hit_at or self.word(k - 1).endswith("ed")
                else 0
            )
        if strict:
            return (
                1
                if word in _CHAINED or word in grammar.RELATIVES or self._in_phrase(k) or (word == "," and k == at - 1)
                else 0
            )
        return 1

    def _in_phrase(self, k: int) -> bool:
        """Whether the word belongs to a short prepositional phrase: "people on board", "18 others in Homs"."""
        return any(self.word(j) in grammar.PREPOSITIONS for j in range(max(0, k - 2), k + 1))


_VERB_CHAIN = (
    grammar.AUXILIARIES
    | grammar.ADVERBS
    | grammar.NEGATIONS
    | grammar.words("to feared presumed believed reported said found confirmed thought known understood left also")
)


def parse_people(sentence: str) -> Parsed:
    """Parse a sentence for the people it counts alone, whether it holds a trigger or not."""
    tokens = tokenize(sentence)
    return Parsed(sentence, tokens, (), join(tokens, find_groups(tokens, ())))


def parse(sentence: str, jottings: Jottings | None = None) -> Parsed:
    """Parse a sentence."""
    tokens = tokenize(sentence)
    hits = find_hits(tokens)
    groups = join(tokens, find_groups(tokens, hits, jottings)) if hits else ()
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
