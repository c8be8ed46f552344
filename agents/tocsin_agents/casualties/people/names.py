"""Read a person's name, with the office or trade before it, and tell it from names of places and organisations."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.marks import QUOTES
from tocsin_agents.casualties.lexicon.nouns import BODIES, CALENDAR
from tocsin_agents.casualties.lexicon.people import AGED, PEOPLE, PLURALS, THINGS, TIME_UNITS
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.quantities import exactly
from tocsin_agents.casualties.people.runs import LONGEST_RUN, STOPS, RunReader

__all__ = ["NO_NAMES", "NameReader"]

_NO_TITLES = STOPS | grammar.ADVERBS | THINGS | TIME_UNITS
NO_NAMES = (
    CALENDAR
    | grammar.DETERMINERS
    | grammar.PREPOSITIONS
    | grammar.AUXILIARIES
    | grammar.BREAKS
    | grammar.CONJUNCTIONS
    | grammar.SUBJECT_PRONOUNS
    | grammar.words("many most few several some")
)
"""Words that are written with a capital at the beginning of a sentence, and are no names."""


class NameReader(RunReader):
    """Reads names of one sentence."""

    def named(self, at: int) -> Group | None:
        """Read a person's name of two words or more, with what stands before it: "political analyst Lena Ortiz"."""
        start = at
        while start < at + LONGEST_RUN and self._is_title(start):
            start += 1
        end = self.past_name(start)
        head = start - 1 if start > at and self.word(start - 1) in PEOPLE else -1
        if head < 0 and self.word(at - 1) in {"the", "a", "an"}:
            return None
        aged = start > at and self.word(start - 1).endswith(AGED)
        if end - start < (1 if head >= 0 or aged else 2) or self._names_a_place_or_body(start, end):
            return None
        return Group(at, end, exactly(1), Sort.PERSON, Form.NAME, head if head >= 0 else end - 1, self.word(head))

    def _is_title(self, at: int) -> bool:
        """Whether a word may stand before a name, as an office or trade does."""
        word, following = self.word(at), self.word(at + 1)
        if word in PEOPLE:
            return word not in PLURALS
        if word in THINGS and following in PEOPLE and following not in PLURALS:
            # "School teacher Sara Ali", "bus driver Ahmed Khan".
            return at == 0 or not self.tokens[at].is_capital
        if word.endswith(AGED):
            return True
        if word in _NO_TITLES or not word.isalpha() or word.endswith(("ed", "ing", "ly", "s")):
            return False
        return not self.tokens[at].is_capital and at not in self.hits

    def past_name(self, at: int) -> int:
        """Give the token after the name that follows a noun: "the activist Lena Ortiz"."""
        first = at
        while at < len(self.tokens):
            if self._is_name(at):
                at += 1
            elif at > first and self.word(at) in QUOTES and self.word(at + 2) in QUOTES and self._is_name(at + 3):
                # Steven "Oso" Magana.
                at += 3
            else:
                break
        return at

    def _is_name(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        return (
            token.is_capital
            and at not in self.hits
            and not token.possessive
            and token.lower not in PEOPLE
            and token.lower not in NO_NAMES
        )

    def _names_a_place_or_body(self, start: int, end: int) -> bool:
        if self.tokens[start].lower.endswith("ly") or self.word(end) in THINGS:
            return True
        words = [self.word(k) for k in range(start, end)]
        return any(
            word in THINGS or word in BODIES or self.tokens[start + k].text.isupper() for k, word in enumerate(words)
        )
