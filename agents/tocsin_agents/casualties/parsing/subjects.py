"""Find the people before a verb: its subject, or whom a participle describes."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.marks import BRACKETS, QUOTES
from tocsin_agents.casualties.lexicon.nouns import BODIES, FINITE
from tocsin_agents.casualties.lexicon.people import COLLECTIVES, MEASURES, THINGS
from tocsin_agents.casualties.lexicon.sources import SAYING_VERBS
from tocsin_agents.casualties.parsing.clause import CHAINED, VERB_CHAIN, Clause
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.joining import regroup
from tocsin_agents.casualties.people.names import NO_NAMES
from tocsin_agents.casualties.people.quantities import exactly

__all__ = ["Subjects"]

_ASIDE = 16
"""Tokens; the longest parenthesis that a subject is looked for behind."""
_REACH = 32
"""Tokens; how far to the left a subject is looked for."""
_STATE_VERBS = grammar.words(
    "feared presumed believed reported found confirmed left remain remained remains still went reportedly thought listed"
    " pulled lifted hauled fished washed discovered recovered retrieved declared pronounced more people all are were escaped survived emerged walked away came climbed crawled out lay lie lies lying"
)
_PHRASAL = grammar.words("take takes took taken taking brought bring let carried ran run turned")
"""Verbs whose "in" or "over" is theirs: "took in 45 residents"."""
_BEFORE_NAMES = grammar.PREPOSITIONS | {"the"}
_DESCRIBED = 7
"""Tokens; the longest phrase between a subject and its verb that is looked over."""
_OPENING = 3
"""Tokens within which the subject of a sentence begins."""
_JOINS = grammar.words("and then , before but")
_OF_AGENTS = grammar.words("by with of from against between for")
_HARD_STOPS = frozenset({";", ":", "—"})
_ONE = grammar.words("was is has wasn't isn't hasn't")
_SEVERAL = grammar.words("were are have weren't aren't haven't")


class Subjects(Clause):
    """A sentence that answers who stands before a verb."""

    __slots__ = ()

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
        if first is None or self.word(start - 1) not in {"and", "then", "but", ";"} or first.last >= start:
            return None
        opens = first.sort is Sort.PERSON and first.first <= _OPENING and not self._inside_phrase(first)
        at = self._past_phrase(first.last)
        governs = self.word(at) in grammar.AUXILIARIES or at in self.hit_at
        return first if opens and governs and not _HARD_STOPS & set(self.words(first.last, start - 1)) else None

    def _past_phrase(self, at: int) -> int:
        """Give the token after a phrase that describes a subject: "a nurse on a short mission was"."""
        if self.word(at) not in grammar.PREPOSITIONS:
            return at
        near = range(at, min(at + _DESCRIBED, len(self.tokens)))
        return next((k for k in near if self.word(k) in grammar.AUXILIARIES or k in self.hit_at), at)

    def subject_of_main(self, at: int) -> Group | None:
        """Give the subject of the main verb for one that leans on it: "the attacker stabbed four before being shot dead"."""
        start, auxiliaries = self.auxiliaries_before(at)
        main = next((hit for hit in reversed(self.hits) if hit.last < start), None)
        leaning = self.word(start - 1) == "before" and (auxiliaries == ["being"] or self.word(at).endswith("ing"))
        if main is None or not leaning:
            return None
        return self.subject_before(self.auxiliaries_before(main.first)[0])

    def opening_before(self, at: int) -> Group | None:
        """Give the people that a note opens with, for a participle with no verb between: "1 nurse running a clinic shot"."""
        first = self.groups[0] if self.groups else None
        if first is None or first.first > 1 or first.last > at or first.sort is not Sort.PERSON:
            return None
        between = self.words(first.last, self.auxiliaries_before(at)[0])
        finite = not (grammar.AUXILIARIES | grammar.BREAKS | FINITE | {";", ".", ":"}).isdisjoint(between)
        finite = finite or any(
            word.endswith("ed")
            and first.last + k not in self.hit_at
            and self.word(first.last + k + 1) not in grammar.PREPOSITIONS
            for k, word in enumerate(between)
        )
        told = any(k in self.hit_at and not self.word(k).endswith("ed") for k in range(first.last, at))
        return None if finite or told or self._inside_phrase(first) else first

    def _leftwards(self, at: int, *, strict: bool) -> Group | None:
        """Walk to the left; a group that disagrees with the verb in number is taken only when nobody else is there."""
        disagreeing: Group | None = None
        k = at - 1
        while k >= 0 and at - k < _REACH:
            opened = None if k + 1 in self.ending else self._over_brackets(k)
            if opened is not None:
                k = opened
                continue
            group = self.ending.get(k + 1)
            if group is not None and self._is_passed_over(group, at, strict=strict):
                k = group.first - 2
                continue
            if group is not None:
                if self._may_be_subject(group, k, at, strict=strict):
                    if disagreeing is not None and self.word(disagreeing.first - 1) == "and" and group.people:
                        # "Five nurses of a local clinic and a guard were taken": the plural verb joins them.
                        return regroup((group, disagreeing))
                    if not self._disagrees(group, at):
                        return self._as_subject(group) if group.people else None
                    disagreeing = disagreeing or group
                else:
                    self.refuse(group, f"it stands in a phrase with {self.word(group.first - 1)!r}")
                k = group.first - 2
                continue
            step = self._step_left(k, at, strict=strict)
            if step == 0:
                break
            if not strict and self._is_surname(k):
                return Group(k, k + 1, exactly(1), Sort.PERSON, Form.NAME, k)
            k -= step
        return self._as_subject(disagreeing) if disagreeing is not None and disagreeing.people else None

    def _is_passed_over(self, group: Group, at: int, *, strict: bool) -> bool:
        """Whether a group before a verb is certainly not what it speaks of."""
        if not strict and self._is_object_of_verb_joined_to(group, at):
            return True
        distance = group.noun in MEASURES and group.sort is Sort.THING and group.last < self.auxiliaries_before(at)[0]
        return distance or (strict and self._is_object_of_reduced_clause(group))

    def _is_object_of_reduced_clause(self, group: Group) -> bool:
        """Whether a group is the object of a verb that describes the people before it: "a nurse aiding refugees shot dead"."""
        verb = group.first - 1
        return self.word(verb).endswith("ing") and verb in self.ending and verb not in self.hit_at

    def _may_be_subject(self, group: Group, k: int, at: int, *, strict: bool) -> bool:
        start, auxiliaries = self.auxiliaries_before(at)
        close = k == at - 1 or self.words(group.last, at) == ["still"]
        in_place = group.form is Form.NAME and self._inside_phrase(group)
        adjacent = strict and close and not (in_place or self._described_by(group))
        named = self.word(group.first - 2) in {"identified", "known", "named", "described"}
        reaches = group.last == start or (group.last in self.hit_at and self._is_reduced_relative(group.last))
        opens = self.word(group.first - 1) in grammar.BREAKS and reaches and not named
        absolute = auxiliaries == ["being"] and group.last == start
        return adjacent or opens or absolute or self._before_relative(k + 1) or not self._inside_phrase(group)

    def _disagrees(self, group: Group, at: int) -> bool:
        """Whether a group is one and its verb speaks of several, or the reverse: "men from a partner were shot"."""
        start, auxiliaries = self.auxiliaries_before(at)
        finite = auxiliaries[-1] if auxiliaries else ""
        several = group.form is Form.NUMBER and (group.quantity.best or 0) > 1
        if several and group.first - 1 in self.hit_at and finite in _ONE:
            # "A gunman who killed three people was shot dead".
            return True
        if not auxiliaries or group.members or group.noun in COLLECTIVES:
            return False
        if group.form in {Form.SINGULAR, Form.NAME} or (group.form is Form.NUMBER and group.quantity.best == 1):
            return finite in _SEVERAL and not group.of_set
        several = group.form is Form.PLURAL and not group.pronoun
        return finite in _ONE and several and group.last == start

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
        dies = self.hit_at.get(at + 1)
        dying = dies is not None and dies.entry.frame is Frame.INTRANSITIVE and dies.entry.measure == "killed"
        verb = dying or self.word(at + 1) in grammar.BE | grammar.HAVE or self.word(at + 1) == ","
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
            or word == "how"
            or (word == "that" and self.word(k - 1) in {"and", "but"})
            or (word in SAYING_VERBS - _STATE_VERBS and not (k and self.tokens[k].is_capital))
            or (word in grammar.BREAKS and word not in grammar.RELATIVES | {"since"})
        ):
            return 0
        if k in self.hit_at:
            return 1 if self._is_no_verb(k, strict=strict) else self._over_relative(k, strict=strict)
        if word in VERB_CHAIN or word in _STATE_VERBS or word in QUOTES or word.endswith("ly"):
            return 1
        if word in {"and", "or"}:
            return (
                1
                if not strict or self.word(k - 1) in CHAINED or k - 1 in self.hit_at or self.word(k - 1).endswith("ed")
                else 0
            )
        if strict:
            return (
                1
                if word in CHAINED or word in grammar.RELATIVES or self._in_phrase(k) or (word == "," and k == at - 1)
                else 0
            )
        return 1

    def _is_no_verb(self, k: int, *, strict: bool) -> bool:
        """Whether the trigger at `k` is joined to the verb, only describes somebody, or is a noun: "wounded in a shooting"."""
        word = self.word(k)
        joined = self.word(k + 1) in {"and", "or", ",", "then"} or word in _STATE_VERBS
        noun = word.endswith("ing") and self.word(k - 1) in grammar.DETERMINERS
        return joined or noun or (not strict and self._is_reduced_relative(k))

    def _is_reduced_relative(self, at: int) -> bool:
        """Whether a participle only describes the people before it: "two of the five men wounded in the raid have died"."""
        participle = self.word(at).endswith("ed") or self.word(at) in CHAINED
        return at in self.ending and participle and self.word(at + 1) in grammar.PREPOSITIONS

    def _over_relative(self, at: int, *, strict: bool) -> int:
        """How many tokens to go on over a relative clause with the verb at `at`, to whom it describes; 0 where there is none.

        "A woman who was shot in Reno has died": the clause ends before the verb.
        """
        start = self.auxiliaries_before(self.hit_at[at].first)[0]
        head = start - 1 - (self.word(start - 2) == ",")
        relative = not strict and self.word(start - 1) in {"who", "that"} and head in self.ending
        return at - head + 1 if relative else 0

    def _in_phrase(self, k: int) -> bool:
        """Whether the word belongs to a short prepositional phrase: "people on board", "18 others in Homs"."""
        return any(self.word(j) in grammar.PREPOSITIONS for j in range(max(0, k - 2), k + 1))
