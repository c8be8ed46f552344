"""A mention: a trigger with the group of people it counts, as one sentence has it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tocsin import Measure
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.grammar import words
from tocsin_agents.casualties.lexicon.people import SET_MEASURES
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group
from tocsin_agents.casualties.people.quantities import Quantity
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["Mention", "mention_of"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A trigger with the group it counts, before its meaning in the sentence is worked out."""

    measure: Measure
    quantity: Quantity
    group: Group
    hit: Hit
    rule: str
    part_of: int | None = None
    """Number of the mention, in the same sentence, that this one is a part of."""
    subset: bool = False
    """Some of people counted elsewhere, who may be counted in other parts too."""
    total: bool = False
    """A running figure: "the toll stands at 53"."""
    residual: bool = False
    """The rest of a total, elsewhere."""
    previous: Quantity | None = None
    leaning: bool = False
    """Counts deaths only if the sentence before tells of them: "he put the number at 13"."""
    negated: bool = False
    """The trigger itself says that no harm came: "unhurt"."""


_ANYHOW = frozenset({"victims", "casualties"})
"""Sets of people who may be killed or only hurt."""


def mention_of(parsed: Parsed, hit: Hit, group: Group, rule: str, *, subset: bool = False) -> Mention:
    """Make the mention of a trigger and a group, and tell whether it is a part of a set already harmed."""
    measure = _measure(parsed, hit)
    negated = hit.entry.negative
    moved = measure == "killed" and group.noun in {"wounded", "injured", "hurt", "missing"} and group.of_set
    if moved:
        return Mention(measure, group.quantity, replace(group, more=True), hit, "moved")
    alone = group.form in {Form.SINGULAR, Form.NAME}
    # "Two of the hostages were killed": some of the abducted, and no part of the killed.
    picked = group.of_set and SET_MEASURES.get(group.noun, measure) == measure
    if group.noun in _ANYHOW and not group.first < hit.first < group.last:
        # "Two of the victims died": nothing says that the others did.
        picked = False
    graded = subset or picked or (hit.entry.grade and not alone)
    return Mention(measure, group.quantity, group, hit, rule, subset=graded, negated=negated)


def _measure(parsed: Parsed, hit: Hit) -> Measure:
    """Give the measure of a trigger; "killed or wounded" is neither alone."""
    for other in parsed.hits:
        left, right = (hit, other) if hit.first < other.first else (other, hit)
        between = parsed.words(left.last, right.first)
        pair = {left.entry.measure, right.entry.measure}
        lived = Frame.SURVIVAL in {left.entry.frame, right.entry.frame}
        alone = not (lived or left.entry.followed_by or right.entry.followed_by or left.entry.weak or right.entry.weak)
        if (
            between in (["or"], ["and"], ["and/or"], ["nor"])
            and not (left.first in parsed.ending and right.last in parsed.starting)
            and alone
            and not (pair == {"killed", "missing"} and between == ["and"] and hit.entry.frame is Frame.TRANSITIVE)
            and len(pair) > 1
            and "killed" in pair
            and pair & {"injured", "missing"}
        ):
            return "casualties"
    examined = hit.entry.weak and hit.entry.measure == "injured"
    if examined and not _EXAMINERS.isdisjoint(parsed.words(0, len(parsed.tokens))):
        return "killed"
    return hit.entry.measure


_EXAMINERS = words("coroner coroners coroner's autopsy autopsies morgue mortuary")
"""Whoever speaks of those shot here speaks of the dead."""
