"""The wounds by which people are told to be injured: "left nine children with minor injuries", "lost a leg", "had burns"."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon.entries import Entry
from tocsin_agents.casualties.lexicon.spelling import INTRANSITIVE, STATE

__all__ = ["WOUNDED"]

_LOST_LIMBS = tuple(
    f"{whose} {limb}".strip()
    for whose, limbs in (
        ("a", "leg arm hand foot limb finger"),
        ("an", "arm eye"),
        ("both", "legs arms eyes hands feet"),
        ("his", "leg legs arm arms eye hand foot sight"),
        ("her", "leg legs arm arms eye hand foot sight"),
        ("their", "legs arms eyes hands feet limbs sight"),
        ("", "limbs"),
    )
    for limb in limbs.split()
)
"""What somebody loses who is maimed; "the upper hand" and "a foot of height" are none of it."""
_WOUNDS = "wounds injuries burns bruises fractures cuts lacerations concussions"
_WOUND = "wound injury burn concussion fracture"
_HOW = """serious severe minor slight light bad critical life-threatening non-life-threatening multiple extensive grave deep
    gunshot bullet stab knife shrapnel head leg arm spinal third-degree second-degree machete gaping various superficial
    facial burn chest"""
_BROKEN = (
    "a broken leg",
    "a broken arm",
    "broken legs",
    "broken bones",
    "a fractured skull",
    "multiple gunshot wounds",
)
_SUFFERED = (
    *(wound for wound in _WOUNDS.split() if wound != "cuts"),
    *(f"{how} {wound}" for how in _HOW.split() for wound in _WOUNDS.split()),
    *(f"a {how} {wound}" for how in ("", *_HOW.split()) for wound in _WOUND.split() if how or wound != "burn"),
    *_BROKEN,
    "cuts and bruises",
    "various degrees of injury",
    "various degrees of injuries",
)
_SPELLED = tuple(" ".join(wound.split()) for wound in _SUFFERED)

WOUNDED: tuple[Entry, ...] = (
    *(
        Entry("injured", INTRANSITIVE, "lose/loses/lost/lost/losing", f"Two miners lost {limb}.", after=limb)
        for limb in _LOST_LIMBS
    ),
    Entry(
        "injured",
        INTRANSITIVE,
        "nurse",
        "The clash left six youths nursing gunshot wounds.",
        followed_by="wounds wound injuries injury burns bruises",
    ),
    Entry(
        "injured",
        STATE,
        "/".join(
            f"recovering from {whose} {wound}".replace("  ", " ")
            for whose in ("", "his", "her", "their")
            for wound in ("wounds", "injuries", "burns")
        ),
        "Seventeen others are recovering from their wounds.",
    ),
    Entry(
        "injured",
        STATE,
        "/".join(f"with {wound}" for wound in _SPELLED),
        "The fire left three workers with burns.",
        weak=True,
    ),
    Entry(
        "injured",
        STATE,
        "/".join(f"{have} {wound}" for have in ("has", "had", "got") for wound in _SPELLED),
        "The driver had second-degree burns.",
        weak=True,
    ),
)
