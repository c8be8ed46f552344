"""A group of people, as a sentence counts them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tocsin_agents.casualties.people.quantities import Quantity

__all__ = ["Form", "Group", "Sort"]


class Sort(StrEnum):
    """What is counted."""

    PERSON = "person"
    FAMILY = "family"
    HARM = "harm"
    """Deaths, injuries, lives, bodies: not people, but one for each."""
    UNSAID = "unsaid"
    """A bare number: "killing four"."""
    UNKNOWN = "unknown"
    THING = "thing"


class Form(StrEnum):
    """How the number is told."""

    NUMBER = "number"
    SINGULAR = "singular"
    PLURAL = "plural"
    NAME = "name"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Group:
    """A counted noun phrase: tokens `[first:last)`, the noun at `head` (-1 when unsaid)."""

    first: int
    last: int
    quantity: Quantity
    sort: Sort
    form: Form
    head: int = -1
    noun: str = ""
    more: bool = False
    """Further ones: "two more", "another four"."""
    of_set: bool = False
    """Some of a set already named: "two of the dead", "three of them"."""
    others: bool = False
    """The rest of a set: "the other 14", "eleven others"."""
    definite: bool = False
    pronoun: bool = False
    """Stands for people named before: "they", "both", "all aboard"."""
    members: tuple[Group, ...] = ()
    """The groups that were added up: "a mother and her three children"."""
    parts: tuple[Group, ...] = ()
    """The groups that this one is divided into: "fifteen people, nine civilians and six policemen"."""

    @property
    def people(self) -> bool:
        """Whether it may be harmed: not things, animals, hours or money."""
        return self.sort is not Sort.THING
