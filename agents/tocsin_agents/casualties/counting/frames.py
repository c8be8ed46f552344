"""Find the people that a trigger harms, by the frame it stands in: verb, state, noun or toll."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin_agents.casualties.counting.memberships import (
    carried,
    copular,
    fronted,
    members_of,
    only_one,
    set_around,
    summed_up,
    with_that_of,
)
from tocsin_agents.casualties.counting.mention import Mention, mention_of
from tocsin_agents.casualties.counting.running import figures_of, may_lean, number_of
from tocsin_agents.casualties.counting.survival import none_left, survivors_wanting
from tocsin_agents.casualties.counting.wholes import set_described
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.cues import DOWN, FINDING, LOSS, UP
from tocsin_agents.casualties.lexicon.entries import Form as VerbForm
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.people import MEASURES, THINGS
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.quantities import add, exactly
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["READERS"]


def _die(parsed: Parsed, hit: Hit) -> bool:
    """Whether those of whom a trigger speaks die of it: "five of the injured later died"."""
    return any(
        hit.last <= later.first <= hit.last + _SOON
        and later.entry.frame is Frame.INTRANSITIVE
        and later.entry.measure == "killed"
        for later in parsed.hits
    )


_SOON = 3
"""Tokens; how near "died" stands to those of whom it is said: "five of the injured later died"."""


def _transitive(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    counted = number_of(parsed, hit)
    if counted is not None:
        yield replace(mention_of(parsed, hit, counted, "toll"), total=True, subset=False)
        return
    own = set_around(parsed, hit)
    if own is not None and not _die(parsed, hit):
        yield mention_of(parsed, hit, own, "set")
        return
    group, rule = _as_participle(parsed, hit) if hit.form in _PARTICIPLES else (None, "")
    if not rule:
        group, rule = _as_active(parsed, hit)
    if group is not None:
        listed = rule in {"copula", "among"} and not {"those", "among"}.isdisjoint(
            parsed.words(hit.first - 3, hit.first)
        )
        listed = listed or _describes_a_set(parsed, hit, group)
        whole = parsed.ending.get(hit.first)
        if rule == "copula" and whole is not None and whole.form is Form.NUMBER and group.form is not Form.PLURAL:
            # "The 12 people killed included a pregnant woman".
            yield mention_of(parsed, hit, whole, "participle")
            listed = True
        yield mention_of(parsed, hit, group, rule, subset=listed)


def _describes_a_set(parsed: Parsed, hit: Hit, group: Group) -> bool:
    """Whether a clause tells how the set was harmed that some are picked from: "three of the people who died were children"."""
    relative = parsed.word(group.last) in {"who", "that"} and parsed.word(hit.last) in {"were", "are", "was"}
    return relative and "of" in parsed.words(group.first, group.last)


def _picked_from_set(parsed: Parsed, hit: Hit) -> tuple[Group | None, str]:
    """Read "seven of the nine people killed were women", "eight of the 30 people wounded have since died"."""
    some = parsed.ending.get(hit.first)
    if some is None or some.form is not Form.NUMBER or "of" not in parsed.words(some.first, some.last):
        return None, ""
    if parsed.word(hit.last) in {"were", "are", "was"}:
        return replace(some, of_set=True), "set"
    return set_described(parsed, hit), "participle"


def _as_participle(parsed: Parsed, hit: Hit) -> tuple[Group | None, str]:
    """Read "were killed", "among those killed were", "an injured groin"; the rule is empty where it may be active."""
    some, rule = _picked_from_set(parsed, hit)
    if some is not None:
        return some, rule
    described = copular(parsed, hit) or fronted(parsed, hit)
    if described is not None:
        return described, "copula"
    if parsed.passive(hit):
        return parsed.subject_before(parsed.verb_start(hit)) or parsed.subject_of_main(hit.first), "passive"
    if parsed.words(hit.first - 2, hit.first) in (["among", "those"], ["among", "the"]):
        return parsed.subject_before(hit.first - 2), "among"
    if parsed.word(hit.first - 1) in _BEFORE_ADJECTIVES and hit.entry.measure != "killed":
        return summed_up(parsed, hit), "adjective"
    return None, ""


def _as_active(parsed: Parsed, hit: Hit) -> tuple[Group | None, str]:
    """Read "killed two", "killed himself and two others", "two killed"."""
    if parsed.word(hit.last) in _ONESELF:
        return _to_oneself(parsed, hit)
    obj = parsed.object_after(hit)
    if obj is not None and hit.first == 0 and hit.form in _PARTICIPLES and obj.first == obj.head:
        # "Kidnapped priest freed": the participle describes, and tells no event of its own.
        return None, "adjective"
    perfect = not grammar.HAVE.isdisjoint(parsed.words(0, hit.first))
    if obj is not None and obj.sort is Sort.THING and obj.noun in MEASURES and hit.form in _PARTICIPLES:
        # A distance in space or time: "two killed 40 kilometres from Homs".
        obj = None
    if obj is not None and (hit.form is not VerbForm.PARTICIPLE or perfect):
        _note_agent(parsed, hit, parsed.ending.get(parsed.verb_start(hit)))
        return obj, "object"
    if hit.form in _PARTICIPLES and not parsed.perfect(hit):
        before = parsed.just_before(parsed.verb_start(hit))
        if before is not None and not _is_agent(parsed, hit, before):
            return before, "participle"
        _note_agent(parsed, hit, before)
        opening = parsed.opening_before(parsed.verb_start(hit)) if before is None else None
        if opening is None and before is None and parsed.word(hit.first - 1) in {"found", "reported", "later"}:
            opening = parsed.shared_subject(hit.first)
        if opening is not None and obj is None:
            return opening, "participle"
    return None, ""


def _to_oneself(parsed: Parsed, hit: Hit) -> tuple[Group | None, str]:
    """Read "killed himself and five others", "killed himself"; who only hurts himself harms nobody else."""
    group = _with_others(parsed, hit)
    if group is not None:
        return group, "reflexive"
    # "Shot himself dead" is told by the word that follows.
    alone = hit.entry.measure == "killed" and parsed.word(hit.last) != "themselves"
    return (_by_own_hand(parsed, hit, hit.last) if alone else None), "suicide"


def _by_own_hand(parsed: Parsed, hit: Hit, at: int) -> Group | None:
    """Give a killer who dies by his own hand; a suicide that harms nobody else is not told as an event."""
    deed = any(other.first < hit.first and parsed.word(other.last) not in _ONESELF for other in parsed.hits)
    alone = Group(at, at + 1, exactly(1), Sort.PERSON, Form.SINGULAR, at, "attacker", definite=True)
    return alone if deed else None


def _note_agent(parsed: Parsed, hit: Hit, group: Group | None) -> None:
    if group is not None and group.people:
        parsed.refuse(group, f"it is the subject of {parsed.span(hit.first, hit.last)!r}: who did it, not whom")


_BEFORE_ADJECTIVES = grammar.PREPOSITIONS | grammar.POSSESSIVES | grammar.words("a an the")
_PARTICIPLES = frozenset({VerbForm.PARTICIPLE, VerbForm.PAST_OR_PARTICIPLE})


def _is_agent(parsed: Parsed, hit: Hit, group: Group) -> bool:
    """Whether a group before an active past is who did it: "gunmen killed the mayor's aide"."""
    following = parsed.word(hit.last)
    if hit.entry.inflected.startswith("lose") and following.isalpha() and not _may_follow_state(following):
        # "Two climbers lost contact".
        return True
    return (
        following in grammar.DETERMINERS
        or following in grammar.OBJECT_PRONOUNS
        or (
            group.form is Form.PLURAL and following not in grammar.PREPOSITIONS and following not in {",", ".", ";", ""}
        )
    )


def _may_follow_state(word: str) -> bool:
    return word in grammar.PREPOSITIONS | grammar.ADVERBS | grammar.CONJUNCTIONS | grammar.BREAKS


def _intransitive(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    obj = parsed.object_after(hit) if hit.form is VerbForm.ING or hit.entry.labile else None
    subject = (
        (obj if obj is not None and obj.people else None)
        or parsed.subject_before(hit.first)
        or parsed.shared_subject(hit.first)
        or parsed.subject_of_main(hit.first)
    )
    if subject is None and hit.entry.measure == "missing":
        subject = carried(parsed, hit)
    if subject is not None and parsed.word(hit.last - 1) in _ONESELF:
        # "Before turning the gun on himself": the attacker, who is none of the victims.
        subject = replace(subject, noun="attacker") if subject.form is Form.SINGULAR else subject
    if subject is not None:
        among = "among" in parsed.words(subject.last, hit.first) or _describes_a_set(parsed, hit, subject)
        yield mention_of(parsed, hit, subject, "subject", subset=among)


def _state(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    listed = parsed.word(hit.first - 1) in grammar.DETERMINERS and hit.first not in parsed.ending
    if (listed or set_around(parsed, hit) is not None) and not _die(parsed, hit):
        yield from members_of(parsed, hit)
        return
    if hit.entry.set_only or _describes_a_thing(parsed, hit):
        return
    if parsed.word(hit.first - 1) in {"himself", "herself"}:
        alone = _by_own_hand(parsed, hit, hit.first - 1)
        if alone is not None:
            yield mention_of(parsed, hit, alone, "suicide")
        return
    before = _of_state(parsed, hit)
    if before is not None and (before.form is not Form.PLURAL or parsed.auxiliaries_before(hit.first)[1]):
        yield mention_of(parsed, hit, before, "state")


def _of_state(parsed: Parsed, hit: Hit) -> Group | None:
    """Give the people who are in a state: right before it, the subject of its verb, or those told just before."""
    before = parsed.just_before(hit.first - (parsed.word(hit.first - 1) == "as"))
    if before is None and parsed.word(hit.first) == "with":
        # "A man walked into a fire station with a wound".
        before = parsed.subject_before(hit.first)
    if before is None and parsed.auxiliaries_before(hit.first)[1]:
        before = parsed.subject_before(hit.first)
    if before is None and "all" in parsed.words(hit.first - 4, hit.first):
        before = _those_named(parsed, hit)
    before = before or parsed.shared_subject(hit.first) or fronted(parsed, hit)
    return carried(parsed, hit) if before is None and hit.entry.measure == "missing" else before


def _describes_a_thing(parsed: Parsed, hit: Hit) -> bool:
    """Whether a noun follows that the state describes: "dead accounts"."""
    after = parsed.tokens[hit.last] if hit.last < len(parsed.tokens) else None
    return after is not None and after.lower in THINGS - grammar.PREPOSITIONS and hit.last - hit.first == 1


def _those_named(parsed: Parsed, hit: Hit) -> Group | None:
    """Give whom "all" stands for: the last people counted before it."""
    return next(
        (g for g in reversed(parsed.groups) if g.last <= hit.first and g.form is Form.NUMBER and g.people), None
    )


_ATTEMPTS = grammar.words("attempted attempting conspiracy solicitation")
"""Before "murder of an officer": nobody was killed."""
_ONESELF = frozenset({"himself", "herself", "themselves"})


def _with_others(parsed: Parsed, hit: Hit) -> Group | None:
    """Read "killed himself and five others" as six."""
    if parsed.word(hit.last + 1) != "and":
        return None
    group = parsed.starting.get(hit.last + 2)
    if group is None or parsed.word(hit.last) == "themselves":
        return group
    return replace(group, quantity=add([exactly(1), group.quantity]), more=False)


def _noun(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    own = next(
        (group for group in parsed.groups if group.first <= hit.first < group.last and group.head == hit.first), None
    )
    if own is None:
        own = set_around(parsed, hit)
    if own is not None and own.form in {Form.NUMBER, Form.ZERO} and not hit.entry.of_only:
        if not hit.entry.needs_loss or _lost(parsed, own.first):
            yield mention_of(parsed, hit, own, "noun")
        return
    if own is not None and own.form is Form.SINGULAR and parsed.word(hit.last) != "of" and _found(parsed, hit):
        yield mention_of(parsed, hit, own, "noun")
    one = only_one(parsed, hit)
    if one is not None:
        yield mention_of(parsed, hit, one, "copula")
    if own is None and parsed.word(hit.first).endswith("s") and parsed.word(hit.last) in _COUNTING:
        yield from _toll(parsed, hit)
    if parsed.word(hit.last) == "of" and _ATTEMPTS.isdisjoint(parsed.words(hit.first - 3, hit.first)):
        described = hit.last + 1 in parsed.hit_at and hit.last + 1 not in parsed.starting
        group = parsed.starting.get(hit.last + 1 + described)
        if group is not None and (not hit.entry.needs_loss or _lost(parsed, hit.first)):
            yield replace(mention_of(parsed, hit, with_that_of(parsed, group), "noun"), rule="of")


_COUNTING = (
    UP
    | DOWN
    | grammar.BE
    | grammar.HAVE
    | grammar.words("stood stand numbered number totalled totaled vary varied varies range ranges ranged")
)
"""Verbs after "deaths" and "injuries" that a figure of them follows: "deaths were put at 35"."""


def _found(parsed: Parsed, hit: Hit) -> bool:
    """Whether one body is found: "his body was later recovered"."""
    after = parsed.words(hit.last, hit.last + 5)
    # "A body found in a trunk last week has been identified".
    return after[:1] == ["found"] or (not FINDING.isdisjoint(after) and not grammar.BE.isdisjoint(after))


def _lost(parsed: Parsed, at: int) -> bool:
    return not LOSS.isdisjoint(parsed.words(at - 4, at)) or not {"lost", "claimed", "taken"}.isdisjoint(
        parsed.words(at, at + 6)
    )


def _toll(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    """Read "the toll rose to 31 from 26", "a toll of 12", "put the toll at nine"."""
    if parsed.word(hit.last) in {"road", "booth", "plaza", "free", "call", "bridge"}:
        return
    # A second "number" tells of no deaths.
    deaths = any(
        other.entry.measure == "killed" and not other.entry.needs_death and other is not hit for other in parsed.hits
    )
    leaning = hit.entry.needs_death and not deaths
    if leaning and not may_lean(parsed, hit):
        return
    current, previous = figures_of(parsed, hit)
    if current is not None:
        toll = mention_of(parsed, hit, current, "toll")
        yield replace(toll, total=True, previous=previous, subset=False, leaning=leaning)


READERS = {
    Frame.TRANSITIVE: _transitive,
    Frame.INTRANSITIVE: _intransitive,
    Frame.SURVIVAL: survivors_wanting,
    Frame.NONE_LEFT: none_left,
    Frame.STATE: _state,
    Frame.NOUN: _noun,
    Frame.TOLL: _toll,
}
