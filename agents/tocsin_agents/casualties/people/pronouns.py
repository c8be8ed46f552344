"""Read the words that stand for people named before: "he", "they", "both", "another", "everyone on board"."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.names import NameReader
from tocsin_agents.casualties.people.quantities import Quantity, exactly

__all__ = ["EVERYONE", "PRONOUNS", "PronounReader"]

_ONE = grammar.words("he she him her")
_SEVERAL = grammar.words("they them")
_OBJECTS = grammar.words("him her them")
EVERYONE = grammar.words("all everyone everybody")
PRONOUNS = _ONE | _SEVERAL | EVERYONE | grammar.words("both another the")
_UNTOLD = Quantity(2, None, None, "plural")
_ABOARD = (
    ("aboard",),
    ("on", "board"),
    ("inside",),
    ("on", "the", "plane"),
    ("on", "the", "bus"),
    ("in", "the", "car"),
)
_AFTER_OBJECT = (
    grammar.PREPOSITIONS | grammar.CONJUNCTIONS | grammar.words(". , ; ) seriously badly fatally to dead") | {""}
)


class PronounReader(NameReader):
    """Reads pronouns of one sentence where a trigger or its auxiliaries stand beside them."""

    def pronoun(self, at: int) -> Group | None:
        """Give the pronoun at `at` as a group, if it is the subject or the object of a verb."""
        word = self.word(at)
        if self.word(at + 1) in {"but", "of"}:
            return self._all_of_them(at)
        if word == "the":
            return self._the_other(at)
        end = self._past_aboard(at + 1) if word in EVERYONE else at + 1
        aboard = end > at + 1
        if not (aboard or self._stands_alone(at)):
            return None
        if word in _SEVERAL | EVERYONE:
            return Group(at, end, _UNTOLD, Sort.PERSON, Form.PLURAL, at, word, pronoun=True)
        if word in {"both", "another"}:
            number, more = (2, False) if word == "both" else (1, True)
            return Group(
                at, end, exactly(number), Sort.PERSON, Form.NUMBER, at, word, pronoun=True, more=more, others=more
            )
        return Group(at, end, exactly(1), Sort.PERSON, Form.SINGULAR, at, word, pronoun=True)

    def _all_of_them(self, at: int) -> Group | None:
        """Read "52 passengers, all of whom were killed"."""
        if self.word(at) != "all" or self.word(at + 1) != "of" or self.word(at + 2) not in {"whom", "them"}:
            return None
        return Group(at, at + 3, _UNTOLD, Sort.PERSON, Form.PLURAL, at, "they", pronoun=True)

    def _the_other(self, at: int) -> Group | None:
        """Read "killing one and injuring the other"."""
        if self.word(at + 1) != "other" or not (
            at - 1 in self.hits or at + 2 in self.hits or self._adverb_then_verb(at + 2)
        ):
            return None
        if at + 2 not in self.hits and self.word(at + 2) not in _AFTER_OBJECT:
            return None
        return Group(at, at + 2, exactly(1), Sort.PERSON, Form.NUMBER, at + 1, "another", pronoun=True, others=True)

    def _stands_alone(self, at: int) -> bool:
        """Whether the word is no determiner, and a verb is beside it."""
        word, after, before = self.word(at), self.word(at + 1), self.word(at - 1)
        if word in {"he", "she"} and after == "and" and self.word(at + 2) in grammar.DETERMINERS:
            # "He and his wife were killed".
            return True
        if word in _OBJECTS:
            return at - 1 in self.hits and after in _AFTER_OBJECT | {"all", "both", "instantly"}
        divided = word == "both" and at + 1 in self.hits and self.word(at + 2) in {"and", "or"}
        if divided or (word == "all" and before not in {"", ".", ",", ";", "and", "but"} and at - 1 not in self.hits):
            # "Both dead and wounded" speaks of nobody; "all" after a noun is no subject.
            return False
        if word in {"all", "both", "another"} and at - 1 in self.hits:
            return after in _AFTER_OBJECT - {"of", "and"}
        if word == "another" and at + 1 in self.hits and self.word(at + 2).isalpha():
            # "another wounded soldier" is one soldier.
            return self.word(at + 2) in grammar.PREPOSITIONS | grammar.ADVERBS | grammar.BREAKS | grammar.CONJUNCTIONS
        return after in grammar.AUXILIARIES or at + 1 in self.hits or self._adverb_then_verb(at + 1)

    def _adverb_then_verb(self, at: int) -> bool:
        adverb = self.word(at) in grammar.ADVERBS or self.word(at).endswith("ly")
        return adverb and (self.word(at + 1) in grammar.AUXILIARIES or at + 1 in self.hits)

    def _past_aboard(self, at: int) -> int:
        if self.word(at) in {"people", "those"}:
            at += 1
        for words in _ABOARD:
            if self.says(at, words):
                return at + len(words)
        return at if self.word(at - 1) not in {"people", "those"} else at - 1
