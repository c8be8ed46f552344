"""Read who died from who did not live: "neither pilot survived", "there were no survivors among the 14 passengers"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin_agents.casualties.counting.mention import Mention, mention_of
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.numbers import read_quantity, value_at
from tocsin_agents.casualties.people.quantities import Quantity, exactly, less
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["none_left", "survivors_wanting"]


def survivors_wanting(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    """Read "neither pilot survived", "only three of the 14 on board survived", "two of the crew did not survive"."""
    subject = parsed.subject_before(hit.first)
    if subject is None or parsed.passive(hit):
        return
    start, auxiliaries = parsed.auxiliaries_before(hit.first)
    if not grammar.NEGATIONS.isdisjoint(parsed.words(start, hit.first)) or any(w.endswith("n't") for w in auxiliaries):
        yield mention_of(parsed, hit, subject, "survival")
        return
    number = _number_of_lost(parsed, subject)
    if number is not None:
        lost = replace(subject, quantity=number, form=Form.NUMBER, sort=Sort.PERSON, of_set=False, more=False)
        yield mention_of(parsed, hit, lost, "survival")


def _number_of_lost(parsed: Parsed, survivors: Group) -> Quantity | None:
    """Give how many died where none, only some, or all but some lived."""
    if survivors.form is Form.ZERO:
        return _number_of_set(parsed, survivors) or _number_of_those_before(parsed, survivors)
    if parsed.words(survivors.first, survivors.first + 2) == ["all", "but"]:
        left = value_at(parsed.tokens, survivors.first + 2)
        return None if left is None else exactly(left[0])
    few = survivors.quantity.best
    if few is None or survivors.quantity.qualifier != "exact" or not _is_few(parsed, survivors.first):
        return None
    whole = _whole_after(parsed, survivors.first) or _whole_before(parsed, survivors)
    return None if whole is None else less(whole, few)


def _is_few(parsed: Parsed, at: int) -> bool:
    """Whether "only" or "just" stands before the number at `at`, or in it."""
    return not _ONLY.isdisjoint(parsed.words(at - 2, at + 2))


_ONLY = grammar.words("only just merely mere barely lone sole")
_OF = 6
"""Tokens from the number of survivors within which "of the 52" stands."""


def _whole_after(parsed: Parsed, at: int) -> Quantity | None:
    """Read the number of all in "three of the 52", "only three survivors among the 52 on board"."""
    for k in range(at + 1, at + _OF):
        if parsed.word(k) in {"of", "among", "from"}:
            while parsed.word(k + 1) in grammar.DEFINITE | {"all", "some"}:
                k += 1  # noqa: PLW2901 - over the article
            read = read_quantity(parsed.tokens, k + 1)
            return None if read is None else read[0]
    return None


def _whole_before(parsed: Parsed, survivors: Group) -> Quantity | None:
    """Give the number of people told before: "of the 52 people on board, only three survived"."""
    before = [g for g in parsed.groups if g.last <= survivors.first and g.form is Form.NUMBER and g.sort is Sort.PERSON]
    return before[-1].quantity if before else None


def is_found(parsed: Parsed, mention: Mention) -> bool:
    """Whether the sentence goes on to say that the missing are safe: "seven hikers missing since Sunday were found alive"."""
    first = min(mention.group.first, mention.hit.first)
    for k in range(first - _BEFORE_MISSING, len(parsed.tokens)):
        if parsed.word(k) not in _FINDING or k in parsed.hit_at:
            continue
        auxiliaries = parsed.auxiliaries_before(k)[1]
        passive = not grammar.BE.isdisjoint(auxiliaries) or parsed.word(k) == "returned"
        after = parsed.words(k + 1, k + 6)
        if k < first:
            # "Police found the missing girl safe".
            return not _SAFE.isdisjoint(parsed.words(mention.group.last, mention.group.last + 3)) and not passive
        others = any(
            g.people and mention.hit.last <= g.first < k and not g.pronoun and g.form is not Form.NAME
            for g in parsed.groups
        )
        dead = any(k < hit.first <= k + 3 and hit.entry.measure == "killed" for hit in parsed.hits)
        return passive and not others and not dead and (parsed.word(k) != "found" or _closes(after))
    return False


_BEFORE_MISSING = 4
_FINDING = grammar.words("found located rescued traced returned")
_SAFE = grammar.words("safe alive well unharmed unhurt safely")


def _closes(after: list[str]) -> bool:
    """Whether "found" is said of people who are well: "found safe", "has been found.", "found on Friday"."""
    return not after or after[0] in {".", ",", "on", "by", "in"} or not _SAFE.isdisjoint(after[:3])


def none_left(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    """Read "no survivors among the 14 passengers", "52 people were aboard, and there were only three survivors"."""
    some = parsed.ending.get(hit.first)
    if parsed.word(hit.first) != "no":
        number = None if some is None else _number_of_lost(parsed, some)
        if some is not None and number is not None:
            yield mention_of(
                parsed, hit, replace(some, quantity=number, form=Form.NUMBER, sort=Sort.PERSON), "survival"
            )
        return
    people = [g for g in parsed.groups if g.form is Form.NUMBER and g.sort is Sort.PERSON]
    after = (g for g in people if g.first >= hit.last and parsed.word(g.first - 1) in {"among", "of", "from"})
    before = (g for g in reversed(people) if g.last <= hit.first)
    everyone = Group(
        hit.first,
        hit.last,
        Quantity(2, None, None, "plural"),
        Sort.PERSON,
        Form.PLURAL,
        hit.first,
        "everyone",
        pronoun=True,
    )
    yield mention_of(parsed, hit, next(after, None) or next(before, None) or everyone, "survival")


def _number_of_set(parsed: Parsed, group: Group) -> Quantity | None:
    """Give how many "neither" or "none of the 14" are."""
    if parsed.word(group.first) == "neither":
        return exactly(2)
    read = (read_quantity(parsed.tokens, k) for k in range(group.first + 1, group.last))
    return next((found[0] for found in read if found is not None), None)


def _number_of_those_before(parsed: Parsed, group: Group) -> Quantity | None:
    """Give how many stand before "none of whom", "none of them"."""
    if parsed.words(group.first + 1, group.first + 3) not in (["of", "whom"], ["of", "them"]):
        return None
    before = [g for g in parsed.groups if g.last <= group.first and g.form is Form.NUMBER and g.people]
    return before[-1].quantity if before else None
