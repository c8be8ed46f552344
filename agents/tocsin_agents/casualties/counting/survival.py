"""Read who died from who did not live: "neither pilot survived", "there were no survivors among the 14 passengers"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin_agents.casualties.counting.mention import Mention, mention_of
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.numbers import read_quantity
from tocsin_agents.casualties.people.quantities import Quantity, exactly
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["none_left", "survivors_wanting"]


def survivors_wanting(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    """Read "neither pilot survived", "none of the 14 on board survived", "two of the crew did not survive"."""
    subject = parsed.subject_before(hit.first)
    if subject is None or parsed.passive(hit):
        return
    _, auxiliaries = parsed.auxiliaries_before(hit.first)
    words = parsed.words(parsed.auxiliaries_before(hit.first)[0], hit.first)
    if subject.form is Form.ZERO:
        number = _number_of_set(parsed, subject) or _number_of_those_before(parsed, subject)
        if number is not None:
            lost = replace(subject, quantity=number, form=Form.NUMBER)
            yield mention_of(parsed, hit, lost, "survival")
    elif not grammar.NEGATIONS.isdisjoint(words) or any(word.endswith("n't") for word in auxiliaries):
        yield mention_of(parsed, hit, subject, "survival")


def none_left(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    """Read "no survivors among the 14 passengers", "52 people were aboard, and there were no survivors"."""
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
