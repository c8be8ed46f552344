"""Read the adjectives and nouns of a noun phrase, and tell whether they name people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.counting import CARDINALS
from tocsin_agents.casualties.lexicon.demonyms import DEMONYMS
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.marks import QUOTES
from tocsin_agents.casualties.lexicon.nouns import ABSTRACT, AGENT_ENDINGS, AGENTS, CALENDAR, FINITE, NOT_AGENTS
from tocsin_agents.casualties.lexicon.people import (
    AGED,
    DISTINCT_THINGS,
    FAMILIES,
    MEASURES,
    PEOPLE,
    PLURALS,
    THINGS,
    TIME_UNITS,
)
from tocsin_agents.casualties.people.groups import Sort
from tocsin_agents.casualties.text.tokens import Token
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["LONGEST_RUN", "STOPS", "Run", "RunReader"]

LONGEST_RUN = 7
"""Words; longer noun phrases before their noun are not worth following."""
STOPS = (
    grammar.PREPOSITIONS
    | grammar.CONJUNCTIONS
    | grammar.AUXILIARIES
    | grammar.BREAKS
    | grammar.RELATIVES
    | grammar.DETERMINERS
    | grammar.SUBJECT_PRONOUNS
    | grammar.OBJECT_PRONOUNS
    | grammar.NEGATIONS
    | grammar.words("out off away")
    | FINITE
)
"""Words that no noun phrase runs over."""
_ASIDE = 14
"""Tokens; the longest bracket inside a noun phrase."""
_BODIES_OF = grammar.words("staff taliban militia police crew public press")
"""Plurals that may stand before a trade: "national staff physicians", "a Taliban infiltrator"."""
_MODIFIERS = grammar.words("wounded injured missing displaced dead slain trapped kidnapped abducted")


@dataclass(frozen=True, slots=True)
class Run:
    """The nouns after a number or determiner: the token after them, their head (-1: none), and what they name."""

    end: int
    head: int
    sort: Sort


class RunReader:
    """Reads noun runs of one sentence; a trigger inside one ("12 wounded soldiers") is told apart from a verb."""

    def __init__(self, tokens: Sequence[Token], hits: Mapping[int, Hit]) -> None:
        self.tokens = tokens
        self.hits = hits

    def word(self, at: int) -> str:
        """Give the lower-case word at `at`, or nothing outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def says(self, at: int, words: Sequence[str]) -> bool:
        """Whether the words stand at `at`."""
        return all(self.word(at + k) == word for k, word in enumerate(words))

    def run(self, start: int) -> Run:
        """Read the adjectives and nouns from `start`."""
        end, limit = start, start + LONGEST_RUN
        nouns: list[int] = []
        while end < min(len(self.tokens), limit):
            token = self.tokens[end]
            if token.text in QUOTES and (end == start or nouns):
                end += 1
                continue
            if token.text == "(" and self.word(end + 2) == ")" and self.word(nouns[-1] if nouns else -1) not in PLURALS:
                # As in: one international (Danish) nurse.
                end, limit = end + 3, limit + 3
                continue
            if token.text == "(" and (closed := self._past_aside(end, nouns)):
                end, limit = closed, limit + closed - end
                continue
            if nouns and self._joins_nations(end, nouns[-1]):
                end, limit = end + 1, limit + 1
                continue
            if self.stops(end, nouns):
                break
            if not self._modifies(end):
                nouns.append(end)
            end += 1
        if not nouns and end > start and self.word(end - 1).endswith(AGED):
            nouns.append(end - 1)
        return self._headed(start, nouns)

    def _joins_nations(self, at: int, before: int) -> bool:
        """Whether "and" joins two nations of the same people: "twelve Turkish and Syrian nationals"."""
        nations = self.word(before) in DEMONYMS and self.word(at + 1) in DEMONYMS
        return self.word(at) == "and" and nations and self.word(at + 2) in PEOPLE

    def _past_aside(self, at: int, nouns: Sequence[int]) -> int:
        """Give the token after a bracket that parts a noun from what describes it: "two (one Thai, one Lao) nurses"; 0 if none."""
        if nouns and self.word(nouns[-1]) in PEOPLE:
            return 0
        close = next((k for k in range(at + 1, min(at + _ASIDE, len(self.tokens))) if self.tokens[k].text == ")"), 0)
        return close + 1 if close and self.word(close + 1) in PEOPLE else 0

    def stops(self, at: int, nouns: Sequence[int]) -> bool:
        """Whether the noun phrase that already has `nouns` ends before token `at`."""
        token = self.tokens[at]
        word = token.lower
        if not token.is_word and not word.endswith((*AGED, "-year")):
            return True
        # "At 3 pm two people": another number begins.
        counted = bool(nouns) and word in CARDINALS and word != "one"
        # "14 IS fighters": a body, and no verb.
        acronym = token.text.isupper() and len(word) > 1 and self.word(at + 1) in PEOPLE
        if counted or (word in STOPS and not acronym) or (word in CALENDAR and token.is_capital):
            return True
        if at in self.hits and self.hits[at].entry.frame is not Frame.NOUN:
            return not self._is_modifier(at) or bool(nouns)
        if not nouns:
            return word in grammar.ADVERBS and self.word(at + 1) not in PEOPLE
        before = self.word(nouns[-1])
        verbal = (word.endswith(("ed", "ing", "ly")) and not token.is_capital) or word in grammar.ADVERBS
        if verbal and self.word(at + 1) in PEOPLE and before not in PEOPLE:
            # "A UN contracted driver".
            return False
        trade = before in _BODIES_OF and self.sort(at) is Sort.PERSON
        return word not in PEOPLE and (verbal or before in MEASURES or (before in PLURALS and not trade))

    def _modifies(self, at: int) -> bool:
        word = self.word(at)
        return word not in PEOPLE and (
            word.endswith(("ed", "ing", *AGED, "-year", "ly")) or (at in self.hits and self._is_modifier(at))
        )

    def _is_modifier(self, at: int) -> bool:
        """Whether a trigger stands before the noun it describes: "two wounded soldiers"."""
        after, then = self.word(at + 1), self.word(at + 2)
        described = after in PEOPLE or after in THINGS or (after.isalpha() and after not in STOPS and then in PEOPLE)
        return described and self.word(at) in _MODIFIERS

    def _headed(self, start: int, nouns: list[int]) -> Run:
        """Choose the head: the last noun, but for unknown words that trail behind people: "six people overnight"."""
        final = nouns[-1] if nouns else -1
        while nouns:
            last = nouns.pop()
            sort = Sort.PERSON if last == final and self._is_demonym(last) else self.sort(last)
            trailing = sort is Sort.UNKNOWN and not self.word(last).endswith("s")
            if not (trailing and any(self.sort(k) is Sort.PERSON for k in nouns)):
                return Run(last + 1, last, sort)
        return Run(start, -1, Sort.UNSAID)

    def _is_demonym(self, at: int) -> bool:
        """Whether a word for a nation names a person: "a Briton", but not "two Chinese fishing boats"."""
        token = self.tokens[at]
        return token.is_capital and token.lower in DEMONYMS and not self.word(at + 1).endswith("ing")

    def sort(self, at: int) -> Sort:
        """Tell what the noun at `at` names."""
        token = self.tokens[at]
        word = token.lower
        if word in FAMILIES:
            return Sort.FAMILY
        if word in DISTINCT_THINGS or at in self.hits:
            return Sort.HARM
        if word in PEOPLE or word == "others":
            return Sort.PERSON
        if word in THINGS or word in TIME_UNITS or token.possessive or word.endswith(ABSTRACT):
            return Sort.THING
        if (
            word.rpartition("-")[2] in PEOPLE
            or word.endswith(AGED)
            or (word.endswith(AGENTS) and word.removesuffix("s") not in NOT_AGENTS)
            or (word.endswith(AGENT_ENDINGS) and word not in NOT_AGENTS)
            or (token.is_capital and word.endswith("s") and at)
        ):
            return Sort.PERSON
        return Sort.UNKNOWN
