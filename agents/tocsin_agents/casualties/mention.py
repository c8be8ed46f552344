"""A mention: a trigger with the group of people it counts, as one sentence has it."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin import Measure
from tocsin_agents.casualties.groups import Group
from tocsin_agents.casualties.numbers import Quantity
from tocsin_agents.casualties.triggers import Hit

__all__ = ["Mention"]


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
    negated: bool = False
    """The trigger itself says that no harm came: "unhurt"."""
