"""How the trigger lexicon spells what several of its entries have in common."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.entries import Frame

__all__ = ["INTRANSITIVE", "NOUN", "STATE", "TOLL", "TRANSITIVE", "adverbial", "counts_of"]

TRANSITIVE, INTRANSITIVE, STATE, NOUN, TOLL = (
    Frame.TRANSITIVE,
    Frame.INTRANSITIVE,
    Frame.STATE,
    Frame.NOUN,
    Frame.TOLL,
)


COUNTS = ("number", "count", "tally", "list", "toll")


def counts_of(*whom: str) -> str:
    """Spell "the number of", "the list of" and the like before several kinds of people."""
    return "/".join(f"{count} of {people}" for count in COUNTS for people in whom)


def adverbial(adverb: str, forms: str) -> str:
    """Put an adverb before each of the five forms of a verb."""
    return "/".join(f"{adverb} {form}" for form in forms.split())
