"""Let what is said of a person go with the person: "Lena Ortiz, a teacher,", "the mayor, Abdi Nur,", "Jovan Petric, 34, a father of three,"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin_agents.casualties.lexicon.grammar import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from tocsin_agents.casualties.people.groups import Form, Group
from tocsin_agents.casualties.text.tokens import Token

__all__ = ["without_appositions"]

_CLOSED = frozenset({",", "and", ".", ""})


def without_appositions(tokens: Sequence[Token], groups: Sequence[Group]) -> list[Group]:
    """Give the groups with each apposition taken into the person that it tells of."""
    kept: list[Group] = []
    for group in groups:
        person = kept[-1] if kept else None
        if person is not None and _is_name_of(tokens, person, group):
            kept[-1] = replace(person, last=group.last)
        elif person is None or not _is_set_apart(tokens, person, group):
            kept.append(group)
        elif _describes(tokens, person, group):
            end = _past_phrase(tokens, group.last)
            kept[-1] = replace(person, last=end + (_word(tokens, end) == ","), noun=person.noun or group.noun)
        elif _names(tokens, person, group):
            kept[-1] = replace(person, last=_past_phrase(tokens, group.last))
        else:
            kept.append(group)
    return kept


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _is_set_apart(tokens: Sequence[Token], left: Group, right: Group) -> bool:
    """Whether a comma alone divides two groups; one that closes the age of the first counts: "Jovan Petric, 34,"."""
    gap = [token.text for token in tokens[left.last : right.first]]
    return gap == [","] or (not gap and tokens[left.last - 1].text == ",")


def _is_name_of(tokens: Sequence[Token], person: Group, name: Group) -> bool:
    """Whether a name stands right after the office of whom it names: "police lieutenant Alfredo Correa"."""
    told = person.form is Form.SINGULAR and name.form is Form.NAME and not name.noun
    return told and person.last == name.first and not _ends_on_comma(tokens, person)


def _ends_on_comma(tokens: Sequence[Token], group: Group) -> bool:
    return tokens[group.last - 1].text == ","


def _describes(tokens: Sequence[Token], name: Group, group: Group) -> bool:
    """Whether a group says what the person named before it is."""
    article = _word(tokens, group.first) in {"a", "an", "the"}
    said = name.form is Form.NAME and group.form is Form.SINGULAR and article
    return said and not _ends_on_comma(tokens, group) and _word(tokens, _past_phrase(tokens, group.last)) in _CLOSED


_LONGEST = 8
"""Tokens of a phrase behind the noun: "a member of the town council,"."""


def _past_phrase(tokens: Sequence[Token], at: int) -> int:
    """Give the token after a phrase that a preposition opens at `at` and a comma closes; `at` itself where there is none."""
    if _word(tokens, at) not in PREPOSITIONS:
        return at
    for k in range(at + 1, min(at + _LONGEST, len(tokens))):
        word = tokens[k].lower
        if word == ",":
            return k
        if not tokens[k].is_word or word in AUXILIARIES or word in CONJUNCTIONS:
            return at
    return at


def _names(tokens: Sequence[Token], described: Group, name: Group) -> bool:
    """Whether a name only says who the person before it is."""
    told = described.form is Form.SINGULAR and _word(tokens, described.first) in DETERMINERS
    closed = _ends_on_comma(tokens, name) or _word(tokens, _past_phrase(tokens, name.last)) == ","
    return told and name.form is Form.NAME and not name.noun and closed
