"""Follow people from one harm to the next: who was shot or abducted and then died is counted among the dead alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.people import FEMALES, MALES
from tocsin_agents.casualties.people.groups import Form
from tocsin_agents.casualties.people.pronouns import PRONOUNS
from tocsin_agents.casualties.people.quantities import less

__all__ = ["followed"]

_NEAR = 3
"""Sentences within which "he died" speaks of the person just said to be hurt."""


def followed(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out the injuries, and the abduction, of those of whom the text goes on to say that they died."""
    kept = [
        draft
        for draft in drafts
        if not (
            any(_goes_on(draft, other) for other in drafts)
            or _is_spelled_out(draft, drafts)
            or _is_of_the_dead(draft, drafts)
        )
    ]
    lost = {draft.key for draft in drafts} - {draft.key for draft in kept}
    return [_without_dead(draft, drafts) for draft in kept if draft.part_of not in lost]


def _is_of_the_dead(shot: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether those said to be shot are known from before, in a report whose people all died: "the toddler was shot"."""
    if not (shot.measure == "injured" and shot.weak and shot.polarity == "affirmed") or shot.rule.endswith(".state"):
        return False
    others = [d for d in drafts if d.stands_alone and d is not shot]
    dead = [d for d in others if d.measure == "killed" and not d.attacker and _least(d) >= _least(shot)]
    if not dead or any(d.measure == "injured" and not d.weak for d in others):
        return False
    theirs = shot.count_text.partition(" ")[0].lower() in grammar.POSSESSIVES
    named = shot.form is Form.NAME and any(d.form is Form.SINGULAR and d.sentence < shot.sentence for d in dead)
    family = theirs and any(_least(d) > _least(shot) for d in dead)
    victims = shot.noun == "victims" and shot.count_text[:4].lower() == "the "
    return (
        named
        or family
        or victims
        or (shot.anaphoric and not shot.residual and any(_is_called_alike(shot, d) for d in dead))
    )


def _is_called_alike(a: Draft, b: Draft) -> bool:
    """Whether two nouns can be one person's: "their son", "the toddler"."""
    classes = {"child" if d.noun in _CHILDREN else d.victim.class_ if d.victim else "unknown" for d in (a, b)}
    return (a.noun == b.noun and bool(a.noun)) or (len(classes) == 1 and classes.isdisjoint({"unknown", "civilian"}))


_CHILDREN = grammar.words("son daughter stepson stepdaughter grandson granddaughter nephew niece")


def _least(draft: Draft) -> int:
    return draft.quantity.low or draft.quantity.best or draft.quantity.high or 0


def _goes_on(hurt: Draft, other: Draft) -> bool:
    """Whether `other` says what became of the people of `hurt`."""
    if hurt.measure == "missing":
        return _is_found_dead(hurt, other)
    if hurt.measure not in {"injured", "abducted"} or other.polarity != "affirmed" or hurt.subset:
        return False
    together = hurt.sentence == other.sentence and hurt.group == other.group
    if other.measure == "abducted":
        # A beating is a part of the abduction that it is told with.
        return together and hurt.weak and hurt.measure == "injured"
    if other.measure != "killed" or other.rule.endswith(".suicide"):
        return False
    if together:
        return hurt.weak or hurt.order < other.order
    return _is_told_again(hurt, other) or _is_told_before(hurt, other) or _is_named_again(hurt, other)


def _is_found_dead(missing: Draft, other: Draft) -> bool:
    """Whether those trapped died: "trapped and killed five cleaners", "entombed four skiers, none of whom survived"."""
    if other.measure != "killed" or other.modality != "asserted":
        return False
    together = missing.sentence == other.sentence and missing.group == other.group and missing.order < other.order
    body = other.rule.startswith("noun.") and missing.sentence == other.sentence
    soon = body or (other.rule.endswith(".survival") and 0 <= other.sentence - missing.sentence <= 1)
    return together or (soon and missing.quantity == other.quantity)


def _is_told_again(hurt: Draft, died: Draft) -> bool:
    """Whether the hurt are those of whom the text has said, or says at once, that they died: "after the guard was shot"."""
    apart = abs(died.sentence - hurt.sentence)
    if hurt.weak and hurt.form is Form.PLURAL:
        return apart <= _NEAR
    known = hurt.anaphoric and not hurt.residual
    again = known and hurt.quantity == died.quantity and (hurt.weak or hurt.measure == "abducted")
    return again and ((hurt.noun == died.noun and apart <= _NEAR) or (hurt.noun in PRONOUNS and apart <= 1))


def _is_named_again(hurt: Draft, died: Draft) -> bool:
    """Whether the text goes on to name the same person: "Amari Fontaine was hit by a bullet. Amari died on Monday"."""
    shorter, longer = sorted((_names_in(hurt), _names_in(died)), key=len)
    again = died.form is Form.NAME and bool(shorter) and shorter <= longer
    return hurt.quantity == died.quantity and again and hurt.sentence <= died.sentence


def _names_in(draft: Draft) -> set[str]:
    words = {word.strip(",") for word in draft.count_text.split() if word[:1].isupper()}
    return {word for word in words if word.lower() not in grammar.DETERMINERS}


def _is_told_before(hurt: Draft, died: Draft) -> bool:
    """Whether the text goes on to say of the same people that they died: "a guard was hurt. The guard died later"."""
    alone = hurt.quantity.best == 1 or hurt.weak or hurt.measure == "abducted"
    later = (hurt.sentence, hurt.order) < (died.sentence, died.order) and died.sentence - hurt.sentence <= _NEAR
    return hurt.quantity == died.quantity and alone and later and died.anaphoric and _may_speak_of(died, hurt)


def _may_speak_of(again: Draft, first: Draft) -> bool:
    """Whether "he", "the man" or "the driver" can be whoever was told of before: not a deputy who is "the driver"."""
    general = again.noun in PRONOUNS or again.noun in _ANYBODY or not again.noun or not first.noun
    return not _are_unlike(first, again) and (general or first.noun in _ANYBODY or _is_called_alike(again, first))


_ANYBODY = grammar.words(
    "victim man woman boy girl person people child teenager teen youth patient body bodies men women adult infant"
)
"""Nouns that tell no more of somebody than that it is he or she."""


def _are_unlike(a: Draft, b: Draft) -> bool:
    """Whether two nouns cannot be one person's: "a man who tried to help her was hurt. She died"."""
    nouns = {a.noun, b.noun}
    return not MALES.isdisjoint(nouns) and not FEMALES.isdisjoint(nouns)


def _without_dead(shot: Draft, drafts: Sequence[Draft]) -> Draft:
    """Take those who died from the people shot, where the text goes on to tell only of them: "four were shot. One died"."""
    fates = [
        other
        for other in drafts
        if 0 < other.sentence - shot.sentence <= _NEAR and other.measure in {"killed", "injured"} and not other.weak
    ]
    bare = all(other.measure == "killed" and not other.noun and other.quantity.qualifier == "exact" for other in fates)
    others = "other" in shot.count_text.lower()
    if others or not (fates and bare and shot.weak and shot.measure == "injured" and shot.form is Form.NUMBER):
        return shot
    died = sum(other.quantity.best or 0 for other in fates)
    rest = less(shot.quantity, died) if died else None
    return shot if rest is None else replace(shot, quantity=rest)


def _is_spelled_out(hurt: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the text goes on to say who of those shot died and who did not: "one was killed and the other injured"."""
    if not hurt.weak or hurt.form is not Form.NUMBER or hurt.quantity.qualifier != "exact":
        return False
    fates = [
        other
        for other in drafts
        if 0 <= other.sentence - hurt.sentence <= _NEAR
        and other.key > hurt.key
        and other.measure in {"killed", "injured"}
        and not other.weak
        and other.polarity == "affirmed"
    ]
    both = {fate.measure for fate in fates} == {"killed", "injured"}
    return both and sum(fate.quantity.best or 0 for fate in fates) == hurt.quantity.best
