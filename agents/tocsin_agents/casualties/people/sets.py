"""Read what follows a group: the set that it is a part of ("two of the dead"), and ages."""

from __future__ import annotations

from dataclasses import replace

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.counting import CARDINALS
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.people import HARMED, PEOPLE
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.jottings import Jottings
from tocsin_agents.casualties.people.numbers import value_at
from tocsin_agents.casualties.people.pronouns import PronounReader
from tocsin_agents.casualties.people.quantities import exactly

__all__ = ["OF_STARTS", "SetReader"]

_SET_HEADS = grammar.words("them whom us you these those which")
OF_STARTS = grammar.words("the them whom us you these those his her their its our my which")
"""Words that may follow the "of" of a set."""


class SetReader(PronounReader):
    """Reads the ends of groups of one sentence."""

    jottings: Jottings | None = None

    def with_set(self, group: Group) -> Group:
        """Mark "two of the dead", "seven of them", "three of their own"."""
        at = group.last
        if group.form is not Form.NUMBER and not (group.form is Form.SINGULAR and self.word(group.first) == "one"):
            return group
        if self.word(at) != "of" or not (self.word(at + 1) in OF_STARTS or value_at(self.tokens, at + 1)):
            return group
        if self.word(at + 1) in _SET_HEADS:
            # "Eleven of those who had rushed to help" were not harmed before.
            return replace(group, last=at + 2, of_set=self.word(at + 2) != "who")
        return self._of_counted(group, at) or self._of_named(group, at)

    def _of_counted(self, group: Group, at: int) -> Group | None:
        """Read "19 of the 40 injured", "one of two sisters"."""
        counted = value_at(self.tokens, at + 1 + (self.word(at + 1) == "the"))
        if counted is not None and (counted[1] in self.hits or self.word(counted[1]) in HARMED):
            end = counted[1] + 1 + (self.word(counted[1] + 1) in PEOPLE)
            return replace(group, last=end, of_set=True, sort=Sort.PERSON, noun=self.word(counted[1]))
        inner = value_at(self.tokens, at + 1 + (self.word(at + 1) in grammar.DEFINITE | {"all"}))
        if inner is None:
            return None
        run = self.run(inner[1])
        person = run.sort is Sort.PERSON
        return replace(group, last=run.end, sort=run.sort, noun=self.word(run.head)) if person else group

    def _of_named(self, group: Group, at: int) -> Group:
        """Read "two of the dead", "four of the passengers"."""
        end = at + 2
        head = -1
        while end < len(self.tokens) and end < at + 6 and not (self.stops(end, ()) and end not in self.hits):
            if end in self.hits and self.hits[end].entry.frame is Frame.INTRANSITIVE:
                break
            if end in self.hits or self.word(end) in PEOPLE or self.word(end) in {"own", "victims"}:
                head = end
            end += 1
            if head >= 0 and (end in self.hits or self.word(end) not in PEOPLE):
                break
        run = self.run(at + 2) if head < 0 else None
        if run is not None and run.sort is Sort.PERSON and run.head >= 0:
            # "Two of the hostage-takers": no noun that a list knows.
            return replace(group, last=run.end, sort=Sort.PERSON, noun=self.word(run.head))
        if run is not None and run.sort is Sort.FAMILY and group.sort is Sort.PERSON:
            # "Eighteen members of the Athamna family".
            return replace(group, last=run.end)
        if head < 0:
            things = group.sort is Sort.UNSAID and self.run(at + 2).sort is Sort.THING
            return replace(group, sort=Sort.THING) if things else group
        sort = Sort.PERSON if group.sort in {Sort.UNSAID, Sort.UNKNOWN} else group.sort
        return replace(group, last=head + 1, of_set=self.word(head) in HARMED, sort=sort, noun=self.word(head))

    def with_age(self, group: Group) -> Group:
        """Take in the ages that follow people: "a boy, 12,", "Lena Ortiz (40)", "two girls aged 3 and 8", "boys, 10 and 12,"."""
        at = self._past_call_name(group)
        opened = self.word(at) in {",", "("}
        told = self.word(at + opened) in {"aged", "ages"}
        if not (opened or told):
            return group
        k, ages = self._past_ages(at + opened + told)
        plain = not told and group.form in {Form.SINGULAR, Form.NAME} and ages == 1 and k == at + 2
        several = not told and ages > 1 and (group.form is Form.PLURAL or group.quantity.best == ages)
        if not ages or not (told or plain or several) or not (told or self.word(k) in {",", ")", ".", ";", "and", ""}):
            return group
        theirs = opened and self.word(group.first) in grammar.POSSESSIVES and self.word(k - 2) == "and"
        if self.jottings is not None:
            self.jottings.refuse(at + opened, k, "an age")
        if several or (told and group.form is Form.PLURAL and ages > 1 and (theirs or not group.definite)):
            group = replace(group, quantity=exactly(ages), form=Form.NUMBER)
        return replace(group, last=k + 1 if opened and self.word(k) in {",", ")"} else k)

    def _past_call_name(self, group: Group) -> int:
        """Give the token after a first name that commas set apart from an age: "his wife, Alma, 36,"."""
        at = group.last
        named = group.form is Form.SINGULAR and self.word(at) == "," and self.past_name(at + 1) == at + 2
        return at + 2 if named and self.word(at + 2) in {",", "("} and self._is_age_word(at + 3) else at

    def _past_ages(self, at: int) -> tuple[int, int]:
        """Give the token after a list of ages from `at`, and how many ages it holds."""
        k, ages = at, 0
        while k < len(self.tokens):
            word = self.word(k)
            if self._is_age_word(k):
                ages += 1
            elif not (
                word in {"between", "from"} or (ages and word in {"and", "to", ","} and self._is_age_word(k + 1))
            ):
                break
            k += 1
        return k, ages

    def _is_age_word(self, at: int) -> bool:
        word = self.word(at)
        return (word.isdigit() and len(word) <= 2) or word in CARDINALS  # noqa: PLR2004 - years of age
