"""Spread a trigger to the numbers it also counts: lists, ellipsis, parts, "each", "including".

"12 on Monday and nine on Tuesday", "17 in Homs, eight in Hama", "including 12 children", "three of them gravely".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin_agents.casualties.counting.coordination import is_second_object
from tocsin_agents.casualties.counting.inclusion import is_excluded, is_included
from tocsin_agents.casualties.counting.memberships import copular
from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.counting.wholes import with_wholes
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.cues import DOWN, EARLIER, UP
from tocsin_agents.casualties.lexicon.marks import LONG_DASHES, QUOTES
from tocsin_agents.casualties.lexicon.sources import REPORTING
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.quantities import Quantity, add, exactly, less

__all__ = ["spread"]

_LINKS = LONG_DASHES | frozenset({"(", ",", "and", ";", ":", "or", "while", "but", "with", "plus", "then", "another"})
_FOLLOWS = grammar.words("in on at near from elsewhere across outside inside during over . ; , and ) overnight") | {""}
_GRADES = grammar.words("critically seriously gravely badly severely")


def spread(parsed: Parsed, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give the mentions together with those that follow from them; `part_of` counts places in what is given."""
    mentions = with_wholes(parsed, mentions)
    found = list(mentions)
    taken = {mention.group.first for mention in found}
    for at, mention in enumerate(mentions):
        found[at] = _each(parsed, mention)
        found.extend(_divided(mention, at))
        found.extend(_picked_out(parsed, mention, at))
        taken.update(part.group.first for part in found[len(mentions) :])
    for group in parsed.groups:
        if group.first in taken:
            continue
        parent = _nearest(found[: len(mentions)], group)
        if parent is None:
            continue
        if _is_former(parsed, group):
            found[parent] = replace(found[parent], previous=group.quantity)
        elif _is_company(parsed, group, found[parent]):
            found[parent] = replace(
                found[parent], quantity=add([found[parent].quantity, replace(group.quantity, more=False)])
            )
        else:
            added = _from_group(parsed, group, found, parent)
            found[parent] = _without_dead(found[parent], added)
            found.extend(added)
    return tuple(_with_rest(parsed, _corrected(parsed, found)))


def _without_dead(shot: Mention, added: Sequence[Mention]) -> Mention:
    """Take those who died from the people shot: "four were shot, one fatally" leaves three hurt."""
    died = sum(m.quantity.best or 0 for m in added if m.rule == "moved" and m.quantity.qualifier == "exact")
    rest = less(shot.quantity, died) if died and shot.hit.entry.weak else None
    return shot if rest is None else replace(shot, quantity=rest, rule="spared")


def _is_former(parsed: Parsed, group: Group) -> bool:
    """Whether the number is the one before: "up from nine"."""
    return (
        parsed.word(group.first - 1) == "from"
        and parsed.word(group.first - 2) in UP | DOWN
        and group.sort is Sort.UNSAID
    )


_CLAUSES = grammar.BREAKS | grammar.RELATIVES | grammar.AUXILIARIES
_COMPANIONS = grammar.words("associates companions colleagues comrades relatives friends bodyguards aides passengers")


def _is_company(parsed: Parsed, group: Group, mention: Mention) -> bool:
    """Whether others met the same fate: "was killed along with three others"."""
    between = parsed.words(mention.hit.last, group.first)
    together = between[-2:] in (["along", "with"], ["together", "with"])
    if between[-1:] not in (["with"], ["alongside"]) or not _CLAUSES.isdisjoint(between):
        return False
    told = together or group.others or (group.noun in _COMPANIONS and len(between) == 1)
    counted = group.form is Form.NUMBER or (together and group.form in {Form.SINGULAR, Form.NAME})
    fares_otherwise = parsed.word(group.last) in {"being", "left"}
    return told and group.people and counted and mention.quantity.best is not None and not fares_otherwise


def _corrected(parsed: Parsed, found: list[Mention]) -> list[Mention]:
    """Fold "which earlier reported five deaths, now says eight" into one mention that remembers the earlier figure."""
    for mention in found:
        for earlier in found:
            if earlier.group.first < mention.group.first and _corrects(parsed, earlier, mention):
                rest = [m for m in found if m is not mention and m is not earlier]
                if all(m.part_of is None for m in rest):
                    return [*rest, replace(mention, previous=earlier.quantity)]
    return found


def _corrects(parsed: Parsed, earlier: Mention, later: Mention) -> bool:
    if earlier.measure != later.measure or earlier.part_of is not None or later.part_of is not None:
        return False
    told = parsed.words(earlier.group.first - 6, earlier.group.first)
    before = not EARLIER.isdisjoint(told) or ("which" in told and "had" in told)
    return before and (later.rule == "reported" or "now" in parsed.words(earlier.group.last, later.group.first))


def _nearest(mentions: Sequence[Mention], group: Group) -> int | None:
    """Give the last mention that stands before the group."""
    before = [at for at, mention in enumerate(mentions) if mention.group.first < group.first]
    return before[-1] if before else None


def _each(parsed: Parsed, mention: Mention) -> Mention:
    """Multiply "two bombings killed 15 people each", "each of the two bombings killed 15"."""
    number = mention.quantity.best
    things = [g for g in parsed.groups if g.sort is Sort.THING and g.last <= mention.hit.first]
    ends = (mention.group.last, mention.hit.last)
    if number is not None and any(tuple(parsed.words(end, end + 3)) in _SIDES for end in ends):
        return replace(mention, quantity=exactly(2 * number), rule="each")
    each = parsed.word(mention.group.last) in {"each", "apiece"}
    fronted = [g for g in things if "each" in parsed.words(g.first - 3, g.first) or parsed.word(g.last) == "each"]
    behind = (g for g in parsed.groups if g.sort is Sort.THING and g.first >= mention.hit.last)
    fronted += [g for g in behind if parsed.words(g.first - 2, g.first + 1)[:2] == ["each", "of"]]
    if not (each or fronted) or number is None or mention.quantity.qualifier != "exact":
        return mention
    times = next((g.quantity.best for g in fronted or things), None)
    return mention if times is None else replace(mention, quantity=exactly(number * times), rule="each")


_SIDES = {(where, which, "side") for where in ("on", "from", "of") for which in ("each", "either")}


def _divided(mention: Mention, at: int) -> list[Mention]:
    """Give the parts that the text spells out: "21 people: 14 soldiers and seven civilians", "six priests and two cooks"."""
    if any(part.form is Form.NAME for part in mention.group.parts):
        return []
    return [_part(mention, at, part, subset=False) for part in mention.group.parts or _told_apart(mention.group)]


def _picked_out(parsed: Parsed, mention: Mention, at: int) -> list[Mention]:
    """Give those who are said to be among the people of a mention: "six children were among the 20 dead"."""
    among = mention.group.first - 1
    if parsed.word(among) != "among":
        return []
    start, auxiliaries = parsed.auxiliaries_before(among)
    # Headlines leave out the verb: "2 children among 5 dead".
    headline = start == among and parsed.word(len(parsed.tokens) - 1) != "."
    subject = parsed.ending.get(start) if auxiliaries or headline else None
    some = subject or copular(parsed, mention.hit)
    if some is None or some.sort is not Sort.PERSON or some.form is Form.PLURAL:
        return []
    counted = bool(some.members) and all(member.form is Form.NUMBER for member in some.members)
    return [_part(mention, at, member, subset=True) for member in (some.members if counted else (some,))]


def _told_apart(group: Group) -> Sequence[Group]:
    """Give the members of a sum that are each told with a number of several: not those of "a driver and three nurses"."""
    counted = group.noun != "couple" and all(
        member.form is Form.NUMBER and member.quantity.best != 1 and not member.others and not member.pronoun
        for member in group.members
    )
    classes = {member.noun for member in group.members}
    apart = counted and len(classes) == len(group.members) and group.quantity.qualifier == "exact"
    return group.members if apart else ()


def _part(parent: Mention, at: int, group: Group, *, subset: bool) -> Mention:
    return Mention(
        parent.measure, group.quantity, group, parent.hit, "part", part_of=at, subset=subset, negated=parent.negated
    )


def _from_group(parsed: Parsed, group: Group, found: Sequence[Mention], at: int) -> list[Mention]:
    """Give what a group that no trigger has taken adds to the mention `at` before it."""
    parent = found[at]
    if group.sort is Sort.THING:
        return []
    if is_included(parsed, group):
        members = [m for m in group.members or (group,) if m.form is Form.NUMBER]
        return [_part(parent, at, member, subset=True) for member in members]
    apart = _apart(parsed, group, parent, at)
    if apart is not None:
        return [apart]
    if group.form is not Form.NUMBER:
        return []
    if _is_subset(parsed, parent, group) or _is_described(parsed, parent, group):
        return [_part(parent, at, group, subset=True)]
    return _elliptic(parsed, group, found, at) if group.sort is Sort.UNSAID else []


def _apart(parsed: Parsed, group: Group, parent: Mention, at: int) -> Mention | None:
    """Give those who are counted beside the mention: "not counting two attackers", "shot three, one fatally"."""
    mention = replace(_part(parent, at, group, subset=False), part_of=None)
    if group.sort is not Sort.UNSAID and is_second_object(parsed, parent, group):
        return replace(mention, rule="ellipsis")
    if group.form is not Form.NUMBER:
        return None
    if is_excluded(parsed, group):
        return replace(mention, rule="besides")
    some = group.sort is Sort.UNSAID or (group.of_set and parsed.word(group.last - 1) in {"them", "whom"})
    fatal = parent.measure in {"injured", "casualties"} and parsed.word(group.last) in {"fatally", "fatal", "dead"}
    return replace(mention, measure="killed", rule="moved") if fatal and some else None


def _is_subset(parsed: Parsed, parent: Mention, group: Group) -> bool:
    """Whether a group picks some out of those before it: "three of them gravely", "two critically"."""
    picked = group.of_set and parsed.word(group.last - 1) in {"them", "whom"}
    if picked and parsed.word(group.first - 1) in {",", "(", "and"}:
        return True
    return group.sort is Sort.UNSAID and parent.measure == "injured" and parsed.word(group.last) in _GRADES


def _is_described(parsed: Parsed, parent: Mention, group: Group) -> bool:
    """Whether a sentence says what some of them were: "of the 45 dead, 30 were women"."""
    fronted = parsed.word(parent.group.first - 1) == "of" and parent.group.first <= _PAIR
    return fronted and parsed.word(group.first - 1) == "," and parsed.word(group.last) in grammar.BE


_PAIR = 2


def _elliptic(parsed: Parsed, group: Group, found: Sequence[Mention], at: int) -> list[Mention]:
    """Read a bare number that leans on the trigger before it."""
    parent = found[at]
    first = group.first - (parsed.word(group.first - 1) in QUOTES)
    before = parsed.word(first - 1)
    put = (parsed.word(first - 2), before) in _PUT
    if before in REPORTING or put:
        return [replace(_part(parent, at, group, subset=False), part_of=None, rule="reported", total=parent.total)]
    if before not in _LINKS or parsed.word(group.last) not in _FOLLOWS or not _has_circumstance(parsed, group):
        return []
    beside = max((m for m in found if m.group.first < group.first), key=lambda m: m.group.first)
    if beside.part_of is not None:
        return [_part(found[beside.part_of], beside.part_of, group, subset=beside.subset)]
    if _is_breakdown(parsed, parent, group):
        return [_part(parent, at, group, subset=False)]
    return [replace(_part(parent, at, group, subset=False), part_of=None, rule="ellipsis")]


_PUT = {(word, "at") for word in ("number", "figure", "count", "total", "toll")} | {
    (word, "of") for word in ("spoke", "speak", "speaks", "spoken", "talked", "told")
}
"""Words before a bare number that somebody gives: "put the number at nine", "activists spoke of 23"."""


def _has_circumstance(parsed: Parsed, group: Group) -> bool:
    """Whether a place or a time follows, without which a bare number after "and" may be anything."""
    held = parsed.word(group.last + 1) in _HELD
    return parsed.word(group.last) in grammar.PREPOSITIONS | {"elsewhere", "overnight"} and not held


_HELD = grammar.words("custody jail court detention handcuffs hospital hospitals surgery school charge shock")
"""Where people may be "in", to whom something else has happened: "teenager shot; two in custody"."""


def _is_breakdown(parsed: Parsed, parent: Mention, group: Group) -> bool:
    between = parsed.words(parent.group.last, group.first)
    whole, part = parent.quantity.best, group.quantity.best
    if whole is not None and part is not None and part >= whole:
        return False
    return (
        ":" in between
        or "(" in between
        or parent.rule in {"noun", "toll"}
        or not {"across", "throughout", "nationwide"}.isdisjoint(between)
    )


def _with_rest(parsed: Parsed, found: list[Mention]) -> list[Mention]:
    """Add "and the rest in Daraa", worked out from the total and its other parts."""
    for at, mention in enumerate(found):
        parts = [m for m in found if m.part_of == at and not m.subset]
        group = _rest_group(parsed, mention) if parts else None
        rest = _remaining(mention.quantity, parts)
        if group is not None and rest is not None:
            return [*found, replace(_part(mention, at, group, subset=False), quantity=exactly(rest), rule="rest")]
    return found


def _rest_group(parsed: Parsed, mention: Mention) -> Group | None:
    for k in range(mention.group.last, len(parsed.tokens) - 1):
        if parsed.word(k) == "the" and parsed.word(k + 1) in {"rest", "remainder"} and parsed.word(k + 2) != "of":
            return Group(k, k + 2, exactly(1), Sort.UNSAID, Form.NUMBER, others=True)
    return None


def _remaining(whole: Quantity, parts: Sequence[Mention]) -> int | None:
    numbers = [part.quantity.best for part in parts]
    if whole.best is None or any(number is None for number in numbers):
        return None
    rest = whole.best - sum(number or 0 for number in numbers)
    return rest if rest > 0 else None
