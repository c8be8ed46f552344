"""Origins: who a figure comes from, so that two outlets that cite one agency count once.

UCDP tells the publisher of a figure from its original source; only the latter makes a figure independent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin import Attribution, Claim
from tocsin_agents.tolls.reading.names import fold, words

__all__ = ["AGENCY_NAMES", "Origin", "of_one_body", "only_source", "origin_of"]

AGENCIES = {
    "afp": ("agence france presse",),
    "ap": ("associated press", "the associated press"),
    "anadolu": ("aa", "anadolu agency", "anadolu ajansi"),
    "ansa": (),
    "dpa": ("deutsche presse agentur", "german press agency"),
    "efe": ("agencia efe",),
    "interfax": (),
    "kyodo": ("kyodo news",),
    "pa": ("pa media", "press association"),
    "pti": ("press trust of india",),
    "reuters": ("thomson reuters",),
    "tass": ("itar tass",),
    "upi": ("united press international",),
    "xinhua": (),
}
"""The larger news agencies, and what else they are called."""

BODIES = {
    "united nations": ("un", "u n"),
    "icrc": ("international committee of the red cross",),
    "msf": ("medecins sans frontieres", "doctors without borders"),
    "who": ("world health organization", "world health organisation"),
    "sohr": ("syrian observatory", "syrian observatory for human rights"),
}
"""Organisations that are counted often, and what else they are called."""

AGENCY_NAMES = {name: agency for agency, names in (AGENCIES | BODIES).items() for name in (agency, *names)}

FILLER = frozenset(["a", "an", "the", "news", "agency", "newswire", "wire", "service", "state", "official", "network"])

SPOKESMEN = frozenset(
    [
        "a",
        "an",
        "and",
        "by",
        "chief",
        "for",
        "head",
        "in",
        "of",
        "officer",
        "officials",
        "on",
        "said",
        "source",
        "sources",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "state",
        "the",
    ]
)
"""Words of offices that any body has."""

SPEAKING_AS_ONE = frozenset(
    {"official", "military", "police", "medical", "opposition", "state_media", "witness", "anonymous"}
)
"""Kinds of source that count once an event whatever they are called: one ministry's spokesman and its department, two
officials, or activists here and there, are seldom independent of each other."""

HEARSAY = frozenset({"witness", "anonymous", "author"})
"""What a named source leans on without handing the figure over: "the monitor, citing residents" is the monitor's."""


@dataclass(frozen=True, slots=True)
class Origin:
    """An original source: `name` tells independent ones apart, `voice` tells its spokesmen apart, `link` is who spoke."""

    name: str
    voice: str = ""
    link: Attribution | None = None

    @property
    def attributed(self) -> bool:
        """Whether the text says who said it."""
        return self.link is not None


def origin_of(claim: Claim, behind: Origin | None = None) -> Origin:
    """Give the innermost source that the claim credibly rests on.

    When it names none, that is `behind`, the one source that its article names beside it, or else the outlet.
    """
    link = _innermost(claim.attribution)
    if link is None:
        return Origin(behind.name if behind else _outlet(claim))
    voice = fold(link.name)
    if link.type in SPEAKING_AS_ONE:
        return Origin(link.type, voice, link)
    return Origin(_name(link.name) or link.type, voice, link)


def only_source(claims: Iterable[Claim]) -> Origin | None:
    """Give the one source that the claims of an article name; None when they name several or none."""
    named = {origin.name: origin for origin in map(origin_of, claims) if origin.attributed}
    return next(iter(named.values())) if len(named) == 1 else None


def of_one_body(one: Origin, other: Origin) -> bool:
    """Say whether two spokesmen seem to speak for one body: "the Borno agency" and "an official of the agency"."""
    return one.name == other.name and not _telling(one.voice).isdisjoint(_telling(other.voice))


def _telling(voice: str) -> frozenset[str]:
    return frozenset(words(voice, without=SPOKESMEN))


def _innermost(chain: tuple[Attribution, ...]) -> Attribution | None:
    links = [link for link in chain if link.type != "author"]
    credible = [link for link in links if link.type not in HEARSAY]
    chosen = credible or links
    return chosen[-1] if chosen else None


def _outlet(claim: Claim) -> str:
    return _name(claim.source or "") or f"article {claim.article_id}"


WITHIN = re.compile(r"\s+(?:in|for|at|on|branch|based)\b.*", re.DOTALL)
"""What says only where a source sits: the Red Crescent in Libya is the Red Crescent of the other outlet."""


def _name(name: str) -> str:
    name = WITHIN.sub("", name) or name
    agency = AGENCY_NAMES.get(" ".join(words(name, without={"the"})))
    if agency is not None:
        return agency
    bare = " ".join(words(name, without=FILLER))
    return AGENCY_NAMES.get(bare, bare)
