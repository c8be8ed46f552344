"""A sentence with its triggers and groups, and the verbs in it: what stands where, and which auxiliaries govern what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.people.groups import Form, Group
from tocsin_agents.casualties.people.jottings import Jottings
from tocsin_agents.casualties.text.tokens import Token
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["CHAINED", "VERB_CHAIN", "Clause"]

CHAINED = grammar.words(
    "shot stabbed beaten tortured captured then abducted kidnapped ambushed bound robbed raped seized hit hurt burnt struck taken thrown dragged held driven"
)
"""Participles without "-ed" that may share an auxiliary with the trigger: "was taken away and killed"."""
VERB_CHAIN = (
    grammar.AUXILIARIES
    | grammar.ADVERBS
    | grammar.NEGATIONS
    | grammar.words(
        "to feared presumed believed reported said found confirmed thought known understood left made rendered also either both"
    )
)
"""Words that stand between a subject and its verb."""


@dataclass(frozen=True, slots=True)
class Clause:
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
        while k > 0 and (self.word(k - 1) in VERB_CHAIN or self.word(k - 1).endswith("ly")) and k not in self.starting:
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
        active = False
        for k in range(at - 1, max(at - 14, -1), -1):
            word = self.word(k)
            another = word == "that" and self.word(k - 1) in {"and", "but"}
            if another or word in {";", ":", "."} or word in grammar.BREAKS - {"that"}:
                return None
            if k in self.starting and self.starting[k].form is Form.NUMBER:
                return None
            if word.endswith("ed") or word in CHAINED:
                _, found = self.auxiliaries_before(k)
                if found and active:
                    return None
                if found or self.word(k - 1) in {"and", ","} or k in self.ending:
                    return k
                # "Who was convicted in 2010 shot and killed two": the verb joined to it is active.
                active = active or k == at - 1
        return None

    def passive(self, hit: Hit) -> bool:
        """Whether a form of "be" or "get" governs the participle."""
        _, found = self.auxiliaries_before(self.verb_start(hit))
        return any(word in grammar.BE or word in {"get", "got", "gets"} for word in found)

    def perfect(self, hit: Hit) -> bool:
        """Whether "have" governs it."""
        _, found = self.auxiliaries_before(hit.first)
        return any(word in grammar.HAVE for word in found)
