"""Read people who are picked out of those already harmed: "the dead included two cyclists", "among the dead were two infants"."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin_agents.casualties.counting.mention import Mention, mention_of
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.entries import Form as VerbForm
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.joining import regroup
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["copular", "members_of", "set_around", "summed_up"]


def members_of(parsed: Parsed, hit: Hit) -> Iterator[Mention]:
    """Read "the dead included two cyclists", "among the dead were two cyclists", "two of the dead were cyclists"."""
    for group in parsed.groups:
        if group.of_set and group.first < hit.first < group.last:
            yield mention_of(parsed, hit, group, "set")
            return
    after = parsed.starting.get(hit.last) or summed_up(parsed, hit)
    if after is not None and after.form is Form.NUMBER:
        yield mention_of(parsed, hit, after, "state")
        return
    described = copular(parsed, hit)
    if described is not None and (described.sort is not Sort.UNSAID or "includ" in parsed.word(hit.last)):
        # "The dead were a nurse and two guards" names them all; "the dead were farmers" only describes them.
        complete = parsed.word(hit.last) in grammar.BE and parsed.word(hit.first - 1) == "the"
        some = not complete or described.form is Form.PLURAL or parsed.word(hit.first - 2) in {"among", "of"}
        counted = some and all(member.form is Form.NUMBER for member in described.members)
        for group in described.members if counted and described.members else (described,):
            yield mention_of(parsed, hit, group, "members", subset=some)
    elif parsed.word(hit.first - 2) == "among":
        subject = parsed.subject_before(hit.first - 2)
        if subject is not None:
            yield mention_of(parsed, hit, subject, "among", subset=True)


def copular(parsed: Parsed, hit: Hit) -> Group | None:
    """Give the group after "were" or "included" that follows the trigger."""
    k = hit.last
    if parsed.word(k) not in {"was", "were", "are", "is", "include", "included", "includes"}:
        return None
    while parsed.word(k) in grammar.BE | {"include", "included", "includes", "also", "at"} and k not in parsed.starting:
        k += 1
    return parsed.starting.get(k)


def carried(parsed: Parsed, hit: Hit) -> Group | None:
    """Give the people aboard what is missing: "a plane with 62 people on board has disappeared"."""
    for group in reversed(parsed.groups):
        aboard = parsed.word(group.first - 1) in {"with", "carrying"} and parsed.word(group.first - 2) in _VESSELS
        if aboard and group.last <= hit.first and group.form is Form.NUMBER and group.sort is Sort.PERSON:
            between = parsed.words(group.last, parsed.auxiliaries_before(hit.first)[0])
            return None if "," in between[:-1] or not grammar.BREAKS.isdisjoint(between) else group
    return None


_VESSELS = grammar.words(
    "boat boats ship ferry vessel trawler dinghy yacht canoe raft plane aeroplane airplane aircraft airliner jet helicopter"
    " flight submarine bus minibus balloon"
)


def only_one(parsed: Parsed, hit: Hit) -> Group | None:
    """Read "a schoolboy was the only fatality", "the sole fatality was the driver"."""
    first = hit.first - 1
    if parsed.word(first) not in _ALONE:
        return None
    first -= parsed.word(first - 1) == "the"
    if parsed.word(hit.last) in grammar.BE:
        one = parsed.starting.get(hit.last + 1)
    else:
        was = parsed.word(first - 1) in grammar.BE
        one = parsed.ending.get(parsed.auxiliaries_before(first - 1)[0]) if was else None
    single = one is not None and one.sort is Sort.PERSON and one.form in {Form.SINGULAR, Form.NAME}
    return one if single else None


_ALONE = grammar.words("only sole lone single")


def with_that_of(parsed: Parsed, group: Group) -> Group:
    """Add whom "that" stands for: "the body of a woman and that of her daughter"."""
    at = group.last + (parsed.word(group.last) == ",")
    told = parsed.word(at) == "and" and parsed.word(at + 1) in {"that", "those"} and parsed.word(at + 2) == "of"
    other = parsed.starting.get(at + 3) if told else None
    return group if other is None or other.sort is not Sort.PERSON else regroup((group, other))


def fronted(parsed: Parsed, hit: Hit) -> Group | None:
    """Read the subject that follows its verb: "killed in the attack were a judge and two guards", "dead are Omar, 45, and his wife"."""
    if hit.first > _FRONT or parsed.starting.get(0) is not None:
        return None
    for k in range(hit.last, min(hit.last + _ATTACK, len(parsed.tokens))):
        if parsed.word(k) in {"were", "was", "are", "is"}:
            return parsed.starting.get(k + 1)
        if parsed.word(k) in grammar.BREAKS or parsed.word(k) in {";", ":"} or _is_verb(parsed, k):
            return None
    return None


def _is_verb(parsed: Parsed, at: int) -> bool:
    """Whether a trigger is a verb, and no noun: "in the shooting"."""
    return at in parsed.hit_at and parsed.hit_at[at].form not in {VerbForm.ING, VerbForm.OTHER}


_FRONT = 1
"""Token up to which a participle opens its sentence: "killed", "also killed"."""
_ATTACK = 14
"""Tokens of the phrase in between: "in the attack on the town hall"."""


def summed_up(parsed: Parsed, hit: Hit) -> Group | None:
    """Read "the injured, 17 in all, were flown to the capital"."""
    after = parsed.starting.get(hit.last + 1)
    if after is None or parsed.word(hit.last) != "," or after.form is not Form.NUMBER:
        return None
    closing = parsed.words(after.last, after.last + 2)
    return after if closing in (["in", "all"], ["in", "total"]) or closing[:1] == ["altogether"] else None


def set_around(parsed: Parsed, hit: Hit) -> Group | None:
    """Give the group whose set the trigger stands in: "two of the wounded men"."""
    for group in parsed.groups:
        if group.of_set and group.first < hit.first < group.last:
            return group
    return None
