"""Rivals: by the words around a figure, whether it is set against another one or was only given before it."""

from __future__ import annotations

import re

from tocsin import Claim

__all__ = ["headline_says", "in_headline", "recalled", "set_against", "somebody_says", "upheld"]

SAYING = re.compile(
    r"\b(?:said|says?|saying|told|tells?|according to|claim(?:s|ed|ing)? (?:to|that|it|they|responsib\w+|its|their|\d)|reported|"
    r"announced|estimat(?:e|es|ed)|confirmed|count(?:s|ed)?|list(?:s|ed)?|puts? (?:the|it|its|their)|quoted|cit(?:ed|ing)|"
    r"(?:speaks?|spoke|talks?|talked) of|acknowledg\w+|admit(?:s|ted)?|insist\w*|maintain(?:s|ed)?|stat(?:es|ed)|reckon\w*|spokes\w+)\b",
    re.IGNORECASE,
)
"""Words by which a sentence hands on what somebody else says."""

BEFORE = re.compile(
    r"\b(?:earlier|previous(?:ly)?|initial(?:ly)?|at first|first (?:said|put|reported|announced|spoke)|originally|"
    r"(?:up|down|rais\w+|cut|lowered|revised|corrected) from|until then|"
    r"had (?:\w+ly )?(?:said|put|given|spoken|talked|reported|counted|announced|feared|listed|estimated|confirmed|expected|thought|believed|hoped))\b",
    re.IGNORECASE,
)
"""Words by which a figure is one that was given before: "who on Wednesday had talked of five"."""

AGAINST = re.compile(
    r"\b(?:but|while|whereas|although|though|however|yet|only|instead|contrary|at odds|(?:far|much) (?:higher|lower|more|fewer)|"
    r"puts? (?:the|its|their) (?:\w+ )?(?:toll|number|figure|count)\w*)\b",
    re.IGNORECASE,
)
"""Words by which a figure is set against another: "while the ministry put the toll at ten"."""

UPHELD = re.compile(
    r"\b(?:contradict\w*|disput\w*|den(?:y|ied|ies)|reject\w*|dismiss\w*|insist\w*|stands? by|stood by|"
    r"(?:not|n't|never) (?:moved|changed|revised|withdrawn))\b",
    re.IGNORECASE,
)
"""Words by which a source holds to its figure against another: what stands beside it is that other, and no earlier one."""

CLAUSE = re.compile(r"[,;:\u2013\u2014()]")


def recalled(claim: Claim) -> bool:
    """Say whether the words tell that the figure was given before and has been replaced since."""
    return any(BEFORE.search(_clause(words.sentence, claim.count_text)) for words in claim.evidence)


def somebody_says(claim: Claim) -> bool:
    """Say whether the words hand the figure on from somebody, even when it was not read from whom."""
    return any(SAYING.search(words.sentence) for words in claim.evidence)


def set_against(claim: Claim) -> bool:
    """Say whether the words set the figure against somebody else's."""
    return any(AGAINST.search(words.sentence) or UPHELD.search(words.sentence) for words in claim.evidence)


def upheld(claim: Claim) -> bool:
    """Say whether the words tell that a source holds to a figure which somebody disputes."""
    return any(UPHELD.search(words.sentence) for words in claim.evidence)


def in_headline(claim: Claim) -> bool:
    """Say whether the headline gives the figure."""
    return any(words.field == "title" for words in claim.evidence)


def headline_says(claim: Claim) -> bool:
    """Say whether a headline hands the figure on from somebody: "Families count 34 dead"."""
    return any(words.field == "title" and SAYING.search(words.sentence) for words in claim.evidence)


def _clause(sentence: str, count_text: str) -> str:
    """Give what leads up to the number within its clause; nothing when the number is not found there."""
    at = sentence.find(count_text) if count_text else -1
    return CLAUSE.split(sentence[:at])[-1] if at >= 0 else ""
