"""Closed classes of English: the words that hold sentences together and that end a noun phrase."""

from __future__ import annotations

__all__ = [
    "ADVERBS",
    "AUXILIARIES",
    "BE",
    "BREAKS",
    "CONJUNCTIONS",
    "DEFINITE",
    "DETERMINERS",
    "HAVE",
    "INDEFINITE",
    "MODALS",
    "NEGATIONS",
    "OBJECT_PRONOUNS",
    "POSSESSIVES",
    "PREPOSITIONS",
    "RELATIVES",
    "SUBJECT_PRONOUNS",
    "words",
]


def words(text: str) -> frozenset[str]:
    """Give the set of the words in a text, so that lists read as prose."""
    return frozenset(text.split())


BE = words("am is are was were be been being isn't aren't wasn't weren't 's 're")
HAVE = words("have has had having haven't hasn't hadn't")
MODALS = words("will would could may might should must can shall won't wouldn't couldn't can't cannot")
AUXILIARIES = BE | HAVE | MODALS | words("do does did don't doesn't didn't get gets got")

INDEFINITE = words("a an one another")
POSSESSIVES = words("his her their its our my your whose")
DEFINITE = words("the this that these those both") | POSSESSIVES
DETERMINERS = INDEFINITE | DEFINITE | words("all each every some any no other")

PREPOSITIONS = words(
    "in on at by from with for of to near into onto across after before during since until till under over inside"
    " outside through throughout around between among against along amid towards toward off about within without"
    " behind beside besides beyond above below despite following except via per upon aboard alongside like as than"
)
CONJUNCTIONS = words("and or but nor yet plus")
BREAKS = words(
    "that when while after because if as before where whereas although though unless until since once whether so"
)
"""Words that open a clause: the subject of a verb is not looked for to the left of them."""
RELATIVES = words("who whom whose which that")
NEGATIONS = words("not no never n't nor neither without")
SUBJECT_PRONOUNS = words("he she they we i you it there who which nobody everyone everybody someone anyone")
OBJECT_PRONOUNS = words("him them us me himself themselves itself herself")
ADVERBS = words(
    "also just only already still now then later soon again ever so far even too very here there once twice instantly"
    " apparently reportedly allegedly possibly probably perhaps maybe likely currently meanwhile together alone overnight"
    " yesterday today tonight tomorrow earlier recently previously initially formerly almost nearly since yet"
    " thus therefore however instead otherwise altogether elsewhere"
)
