"""What the words around a name say of what it names: "the brewer X", "X shares", "Mr. X"."""

from __future__ import annotations

import re

from tocsin_agents.entities.lexicon import words

__all__ = ["belongs_to_a_title", "said_to_be"]

BEFORE_AN_ORGANISATION = words("before_an_organisation.txt")
AFTER_AN_ORGANISATION = words("after_an_organisation.txt")
BEFORE_A_PERSON = words("before_a_person.txt")
REACH = 48
PART_OF = re.compile(
    r"\b(?:shares? (?:in|of)|stakes? in|(?:unit|subsidiary|arm|division|employees?|directors?) (?:of|at)|owned by|controlled by"
    r"|made by|produced by|rival) $"
)
APPOSITION = re.compile(
    r", (?:the|an?|one of|which is) (?:[\w'\u2019-]+ ){0,6}?(?P<kind>company|firm|group|maker|airline|bank|party|newspaper|agency|insurer"
    r"|retailer|producer|brewer|club|charity|organi[sz]ation|militia|operator|utility|arm|subsidiary|manufacturer|conglomerate)\b"
)
PLACE = re.compile(
    r"\b(?:city|town|village|hamlet|resort|port|suburb|district|province|region|capital|island|islands|municipality|settlement|township) of $"
)
NOT_A_NAME = re.compile(r"\b(?:Secretary|Secretaries|Minister|Member|Members|Houses) of $")
"""Before words that belong to a title: "Secretary of State"."""
HEADS = "|".join(sorted(map(re.escape, words("roles.txt")), key=lambda word: (-len(word), word)))
ROLE = re.compile(rf", (?:the|an?|its|his|her|their) (?:[\w'\u2019-]+ ){{0,5}}?(?:{HEADS})\b(?! in\b)")
AGE = re.compile(r", (?:aged )?[1-9]\d,")
POSSESSIVE = re.compile(r"['\u2019]s?")
NEXT = re.compile(r" ([a-z-]+)")
PREVIOUS = re.compile(r"([^\W\d_][\w'\u2019-]*)\.? $")


def said_to_be(text: str, start: int, end: int, *, a_place: bool = False) -> str:
    """Give "ORG", "PERSON" or "GPE" when the words around `[start:end)` say it, else "".

    What is `a_place` by all signs is no person for what stands behind it: "in Berlin, the minister said".
    """
    before = text[max(0, start - REACH) : start]
    if PLACE.search(before):
        return "GPE"
    previous = PREVIOUS.search(before)
    word = previous.group(1).lower() if previous else ""
    role, kind = ROLE.match(text, end), APPOSITION.match(text, end)
    # Of "the leader of the main opposition group", the first word counts.
    is_somebody = role is not None and (kind is None or role.end() < kind.end())
    if word in BEFORE_A_PERSON or (not a_place and (is_somebody or AGE.match(text, end))):
        return "PERSON"
    if word in BEFORE_AN_ORGANISATION and not before.endswith("'s "):
        return "ORG"
    owned = POSSESSIVE.match(text, end)
    following = NEXT.match(text, owned.end() if owned else end)
    if (following and following.group(1) in AFTER_AN_ORGANISATION) or PART_OF.search(before):
        return "ORG"
    return "ORG" if kind else ""


def belongs_to_a_title(text: str, start: int) -> bool:
    """Tell whether the word at `start` ends a title: "State" of "Secretary of State"."""
    return bool(NOT_A_NAME.search(text, max(0, start - REACH), start))
