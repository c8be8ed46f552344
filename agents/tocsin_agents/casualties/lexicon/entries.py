"""What an entry of the trigger lexicon says: measure, frame, forms, and what must stand around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tocsin import Measure

__all__ = ["Entry", "Form", "Frame"]

Words = tuple[str, ...]


class Frame(StrEnum):
    """Where the people stand in relation to the word."""

    TRANSITIVE = "transitive"
    """They are the object, or the subject of the passive: "killed two", "two were killed", "two killed"."""
    INTRANSITIVE = "intransitive"
    """They are the subject: "two died"."""
    STATE = "state"
    """They stand right before it, or are its subject: "two dead", "two are missing"."""
    NOUN = "noun"
    """Their number stands before it, or they follow "of": "14 bodies", "the deaths of six men"."""
    SURVIVAL = "survival"
    """They are the subject of what few or none did: "neither pilot survived"."""
    NONE_LEFT = "none_left"
    """They are all those of whom nobody is left: "no survivors among the 14 passengers"."""
    TOLL = "toll"
    """Their number follows: "the toll rose to 31"."""


class Form(StrEnum):
    """The form of a verb; OTHER for nouns and states."""

    BASE = "base"
    PRESENT = "present"
    PAST = "past"
    PARTICIPLE = "participle"
    PAST_OR_PARTICIPLE = "past_or_participle"
    ING = "ing"
    OTHER = "other"


_VERB_FORMS = (Form.BASE, Form.PRESENT, Form.PAST, Form.PARTICIPLE, Form.ING)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, or words, that may say that people were harmed.

    `inflected` is a regular verb's base, or an irregular one's five forms (base, present, past, participle, -ing), or the
    forms of a noun or state; forms of several words are divided by slashes. `after` follows each form.
    """

    measure: Measure
    frame: Frame
    inflected: str
    example: str
    after: str = ""
    followed_by: str = ""
    """One of these words must come within the same clause, after the word or after its object."""
    then: str = ""
    """These very words must come within the same clause: "to death"."""
    preceded_by: str = ""
    """One of these words must come shortly before."""
    beside: str = ""
    """One of these words must stand somewhere in the sentence."""
    needs_person: bool = False
    """Counts only with a noun for people: "lost 40 men", not "lost 40 games"."""
    needs_loss: bool = False
    """Counts only after a word of loss: "claimed nine lives"."""
    needs_death: bool = False
    """Counts only where the sentence, or the one before it, speaks of deaths."""
    needs_flight: bool = False
    """Counts only before "to flee", "to leave" and the like."""
    of_only: bool = False
    """The number never stands before it: "two murders" counts crimes; "the murder of two men" counts men."""
    set_only: bool = False
    """Counts only as a set that others are picked from: "two of the victims", not "two victims"."""
    negative: bool = False
    """Says that the people were not harmed."""
    labile: bool = False
    """Stands with its people before it as after it: "six stowaways suffocated", "fumes suffocated six stowaways"."""
    weak: bool = False
    """Harms people for certain, but says less than any other trigger beside it: "shot three people, killing one"."""
    grade: bool = False
    """Says how bad the harm is, so its people are some of those already counted."""
    forms: tuple[tuple[Words, Form], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Spell out the forms once."""
        object.__setattr__(self, "forms", self._spell())

    def _spell(self) -> tuple[tuple[Words, Form], ...]:
        parts = self.inflected.split("/") if "/" in self.inflected else self.inflected.split()
        tail = tuple(self.after.split())
        if self.frame not in {Frame.TRANSITIVE, Frame.INTRANSITIVE, Frame.SURVIVAL}:
            return tuple(((*part.split(), *tail), Form.OTHER) for part in parts)
        forms = parts if len(parts) == len(_VERB_FORMS) else _regular(parts[0])
        spelled: dict[Words, Form] = {}
        for form, kind in zip(forms, _VERB_FORMS, strict=True):
            words = (*form.split(), *tail)
            spelled[words] = Form.PAST_OR_PARTICIPLE if words in spelled else kind
        return tuple(spelled.items())


def _regular(base: str) -> tuple[str, ...]:
    stem = base.removesuffix("e")
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x")) else f"{base}s"
    return base, third, f"{stem}ed", f"{stem}ed", f"{stem}ing"
