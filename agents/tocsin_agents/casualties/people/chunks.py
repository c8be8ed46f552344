"""Find the groups of people that a sentence counts: "at least 26 villagers", "a 12-year-old boy", "Lena Ortiz"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.counting import (
    MORE,
    SETS,
    ZERO,
)
from tocsin_agents.casualties.lexicon.demonyms import DEMONYMS
from tocsin_agents.casualties.lexicon.people import PEOPLE, PLURALS, THINGS
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.jottings import Jottings
from tocsin_agents.casualties.people.numbers import BOUND_STARTS, read_quantity, value_at
from tocsin_agents.casualties.people.pronouns import PRONOUNS
from tocsin_agents.casualties.people.quantities import Quantity, exactly
from tocsin_agents.casualties.people.runs import Run
from tocsin_agents.casualties.people.sets import OF_STARTS
from tocsin_agents.casualties.people.special_counts import CONTAINERS, SpecialCounts
from tocsin_agents.casualties.text.tokens import Token
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["find_groups"]


_WHOLE = grammar.words("entire whole single small large big extended second third different separate")
_NOBODY = (["nobody"], ["no-one"], ["no", "one"])
"""Zeros that no noun follows: "nobody knows how many died"."""
_ZERO_PHRASES: dict[str, list[list[str]]] = {}
for _phrase in ZERO:
    _ZERO_PHRASES.setdefault(_phrase.split()[0], []).append(_phrase.split())
_NEVER_FIRST = (
    grammar.AUXILIARIES | grammar.CONJUNCTIONS | grammar.SUBJECT_PRONOUNS | grammar.OBJECT_PRONOUNS | grammar.RELATIVES
    | grammar.words("in on at by with for of to into onto across after before during since until till inside outside through")
    | grammar.words("said says told that which who when while because if where so then there as than")
) - BOUND_STARTS - grammar.words("nobody anyone that")  # fmt: skip


def find_groups(tokens: Sequence[Token], hits: Sequence[Hit], jottings: Jottings | None = None) -> tuple[Group, ...]:
    """Give the groups of a sentence in order, not yet joined; each token belongs to one at most."""
    chunker = _Chunker(tokens, {k: hit for hit in hits for k in range(hit.first, hit.last)})
    chunker.jottings = jottings
    found: list[Group] = []
    at = 0
    while at < len(tokens):
        group = chunker.group_at(at)
        if group is not None:
            found.append(group)
        at = at + 1 if group is None else max(group.last, at + 1)
    return tuple(found)


class _Chunker(SpecialCounts):
    """Reads the groups of one sentence, each by the form in which its number is told."""

    def group_at(self, at: int) -> Group | None:
        """Give the group that begins at token `at`, whatever its form."""
        token = self.tokens[at]
        if token.lower in PRONOUNS and (pronoun := self.pronoun(at)) is not None:
            return pronoun
        if token.lower == "one" and self.word(at - 1) == "not":
            # "Not one more" is demanded, and counts nobody.
            return None
        if token.lower in _NEVER_FIRST or not (token.text[0].isalnum() or token.text == "~"):
            return None
        read = (
            self.unknown(at)
            or self.household(at)
            or self.aged(at)
            or self._half(at)
            or self._numbered(at)
            or self._zero(at)
            or self.manned(at)
            or self._determined(at)
            or self.named(at)
            or self._bare(at)
        )
        return None if read is None else self.with_age(self.with_set(read))

    def _half(self, at: int) -> Group | None:
        """Read "half the 24-man crew", "half of the 40 passengers", "every one of the 40 passengers"."""
        if self.says(at, ["every", "one", "of"]):
            everyone = self.group_at(at + 3)
            return None if everyone is None else replace(everyone, first=at)
        if self.word(at) != "half" or self.word(at + 1) not in {"of", "the", "his", "her", "their", "its"}:
            return None
        whole = self.group_at(at + 1 + (self.word(at + 1) == "of"))
        number = whole.quantity.best if whole is not None and whole.form is Form.NUMBER else None
        dead = None if whole is None else self.hits.get(whole.last)
        of_harmed = whole is not None and (whole.of_set or (dead is not None and self.word(dead.last) in grammar.BE))
        if whole is None or of_harmed or number is None or number % 2 or whole.quantity.qualifier != "exact":
            return None
        return replace(whole, first=at, quantity=exactly(number // 2), of_set=False, definite=False)

    def _zero(self, at: int) -> Group | None:
        """Read "no one", "none of the 40 passengers", and "nobody but the driver", which is the driver."""
        words = next((w for w in _ZERO_PHRASES.get(self.word(at), ()) if self.says(at, w)), None)
        if words is None:
            return None
        after = at + len(words)
        if self.word(at) in {"any", "none"} and self.word(after) == "of":
            after = self.skip_definite(after + 1)[0]
            number = value_at(self.tokens, after)
            after = number[1] if number else after
        elif self.word(at) == "any":
            return None
        if self.word(after) in MORE or self.word(after) in {"longer", "doubt", "matter"}:
            return None
        if self.word(after) in {"but", "except"}:
            exception = self.group_at(after + 1)
            return None if exception is None else replace(exception, first=at)
        run = Run(after, -1, Sort.UNSAID) if words in _NOBODY else self.run(after)
        if self.word(at) == "without" and run.sort is not Sort.HARM:
            return None
        return Group(at, run.end, exactly(0), run.sort, Form.ZERO, run.head, self.word(run.head))

    def _numbered(self, at: int) -> Group | None:
        start, definite = self.skip_definite(at)
        special = self.all_but(start) or self.ordinal(start)
        if special is not None:
            return replace(special, first=at)
        more = others = False
        if self.word(start) in {"another", "other", "remaining"}:
            more, others = self.word(start) == "another", self.word(start) != "another"
            start += 1
        read = read_quantity(self.tokens, start)
        if read is None or self.is_no_count(start, read[1]):
            return None
        quantity, end = read
        if self.word(end - 1) == "couple" and self.word(end) != "of" and self.word(end) not in PLURALS:
            # Husband and wife, not "a couple of".
            return Group(at, end, exactly(2), Sort.PERSON, Form.NUMBER, end - 1, "couple", definite=definite)
        if self.word(end) == "of" and self.word(end + 1) not in OF_STARTS and quantity.qualifier == "vague":
            end += 1
        if self.word(end) in MORE | {"others", "other"}:
            more, others = more or self.word(end) in MORE, others or self.word(end) not in MORE
            end += 1 if self.word(end) != "others" else 0
        run = self.run(end)
        if self.word(end - 1) == "many" and run.sort is Sort.UNSAID:
            # "Many were trapped" tells no number.
            return None
        if self.word(run.end) == "and" and self.word(run.end + 1) == "counting" and quantity.best is not None:
            quantity = Quantity(quantity.best, quantity.best, None, "at_least")
        herd = self.word(run.end - 1) == "head" and self.word(run.end) == "of" and self.word(run.end + 1) in THINGS
        sort = Sort.THING if herd or self.not_people(at, end) else run.sort
        if sort is Sort.THING and self.jottings is not None:
            self.jottings.refuse(at, run.end, f"it counts no people: {self.word(run.head) or self.word(end)}")
        return Group(
            at,
            run.end,
            quantity,
            sort,
            Form.NUMBER,
            run.head,
            self.word(run.head),
            more=more or quantity.more,
            others=others,
            definite=definite,
        )

    def _determined(self, at: int) -> Group | None:
        """Read "a schoolteacher", "the driver", "his wife", "a family of five", "the villagers"."""
        if self.word(at) not in grammar.DETERMINERS or self.word(at) in {
            "all",
            "each",
            "every",
            "any",
            "no",
            "some",
            "that",
        }:
            return None
        start = at + 1 + (self.word(at) == "both" and self.word(at + 1) == "of")
        while self.word(start) in grammar.DEFINITE | {"other"}:
            start += 1
        if self.word(start) in _WHOLE and self.word(start + 1) in CONTAINERS:
            start += 1
        if self.word(start) in CONTAINERS and self.word(start + 1) == "of":
            inner = read_quantity(self.tokens, start + 2)
            if inner is not None:
                run = self.run(inner[1])
                return Group(at, run.end, inner[0], Sort.PERSON, Form.NUMBER, run.head, self.word(start))
            run = self.run(start + 2)
            if self.word(start) in SETS and run.sort is Sort.PERSON:
                number = exactly(SETS[self.word(start)])
                return Group(at, run.end, number, Sort.PERSON, Form.NUMBER, run.head, self.word(start))
        run = self.run(start)
        sort = Sort.PERSON if self._is_companion(at, run) else run.sort
        if run.head < 0 or sort not in {Sort.PERSON, Sort.FAMILY, Sort.HARM}:
            return None
        noun = self.word(run.head)
        several = noun in PLURALS or (noun.endswith("s") and noun not in PEOPLE and noun not in DEMONYMS)
        plural = several and not self._is_one(at, run.head)
        if plural and self.word(at) in grammar.INDEFINITE:
            return None
        definite = self.word(at) in grammar.DEFINITE
        both = self.word(at) == "both"
        both = both or noun == "twins" or (plural and self.word(start) == "twin")
        quantity = (
            Quantity(2, None, None, "plural")
            if plural and not both
            else exactly(2 if both or noun in {"couple", "pair"} else 1)
        )
        form = Form.NUMBER if both else Form.PLURAL if plural else Form.SINGULAR
        end = self._past_number_of(run.end) if form is Form.SINGULAR else self.past_name(run.end)
        return Group(at, end, quantity, sort, form, run.head, noun, self.word(at) == "another", definite=definite)

    def _past_number_of(self, at: int) -> int:
        """Give the token after a name, or after what only describes one person: "a father of two", "a girl of six"."""
        number = value_at(self.tokens, at + 1) if self.word(at) == "of" else None
        closed = number is not None and self.word(number[1]) in {"and", ",", ".", "who", ""}
        return number[1] if number is not None and closed else self.past_name(at)

    def _is_companion(self, at: int, run: Run) -> bool:
        """Whether an unknown noun stands beside a person as somebody of theirs: "a golfer and his caddie"."""
        theirs = self.word(at) in {"his", "her", "their"} and self.word(at - 1) == "and"
        return theirs and run.sort is Sort.UNKNOWN and not self.word(run.head).endswith("s")

    def _is_one(self, at: int, head: int) -> bool:
        """Whether a collective noun means one of them: "a national staff", "UN staff was shot"."""
        return self.word(head) == "staff" and (
            self.word(at) in grammar.INDEFINITE or self.word(head + 1) in {"was", "is", "has"}
        )

    def _bare(self, at: int) -> Group | None:
        """Read "villagers", "armed men", and the headline's "boy"."""
        if (
            (self.word(at) not in PEOPLE and self.word(at).rpartition("-")[2] not in PEOPLE)
            or at in self.hits
            or (self.word(at - 1) == "many" and self.word(at - 2) == "how")
            or self.word(at - 1) in {"more", "fewer"}
        ):
            return None
        run = self.run(at)
        if run.sort is not Sort.PERSON:
            return None
        noun = self.word(run.head)
        if noun not in PLURALS and self._is_title(at) and self._is_name(run.end):
            # "a UN implementing partner NGO": the noun describes a body.
            return None
        if noun in PLURALS and (self.word(at) == "twin" or noun == "twins"):
            return Group(at, run.end, exactly(2), Sort.PERSON, Form.NUMBER, run.head, noun)
        several = noun in PLURALS or noun.rpartition("-")[2] in PLURALS
        if several and not self._is_one(at, run.head):
            return Group(at, run.end, Quantity(2, None, None, "plural"), Sort.PERSON, Form.PLURAL, run.head, noun)
        number = exactly(2 if noun == "couple" else 1)
        return Group(at, run.end, number, Sort.PERSON, Form.SINGULAR, run.head, noun)
