"""Join groups that one verb counts together: "a mother and her three children"; divide those that are spelled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tocsin_agents.casualties.lexicon.grammar import BE, DETERMINERS, HAVE, POSSESSIVES, PREPOSITIONS
from tocsin_agents.casualties.lexicon.marks import LONG_DASHES, OPENERS
from tocsin_agents.casualties.lexicon.people import KIN, PAIRS
from tocsin_agents.casualties.people.appositions import without_appositions
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.quantities import add
from tocsin_agents.casualties.text.tokens import Token
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["join", "regroup"]

_AND = frozenset(
    {
        ("and",),
        (",", "and"),
        ("&",),
        ("+",),
        ("plus",),
        (",", "plus"),
        ("as", "well", "as"),
        (",", "as", "well", "as"),
        ("along", "with"),
        (",", "along", "with"),
        ("together", "with"),
    }
)
_SEXES = frozenset({"male", "males", "female", "females"})
"""As an age does, they describe the people before them and count nobody new."""
_PAIR = 2
_PHRASE = 6
"""Words, the "and" included; a longer phrase between two people may hold a clause of its own."""
_COMMA = frozenset({(",",), ()})


def join(tokens: Sequence[Token], groups: Sequence[Group], hits: Sequence[Hit] = ()) -> tuple[Group, ...]:
    """Give the groups with coordinated ones added up, in order; `hits` are the triggers around them."""
    groups = _with_none_of_both(tokens, without_appositions(tokens, groups))
    triggers = _Triggers(frozenset(hit.first for hit in hits), frozenset(hit.last for hit in hits))
    joined: list[Group] = []
    k = 0
    while k < len(groups):
        chain = _chain(tokens, groups, k, triggers)
        joined.append(_read_chain(tokens, chain))
        k += len(chain)
    return tuple(joined)


def _with_none_of_both(tokens: Sequence[Token], groups: Sequence[Group]) -> list[Group]:
    """Let "no" reach over "or": "no women or children"."""
    kept: list[Group] = []
    for group in groups:
        none = kept[-1] if kept and kept[-1].form is Form.ZERO else None
        joined = none is not None and (
            (group.first == none.last + 1 and tokens[none.last].lower in {"or", "nor"})
            # "Neither the driver nor the passenger".
            or (group.first == none.last and tokens[none.first].lower == "neither")
        )
        if none is not None and joined:
            kept[-1] = replace(none, last=group.last)
        else:
            kept.append(group)
    return kept


def regroup(members: Sequence[Group]) -> Group:
    """Add groups up into one."""
    if len(members) == 1:
        return members[0]
    first = members[0]
    return replace(
        first,
        last=members[-1].last,
        quantity=add([member.quantity for member in members]),
        sort=first.sort if first.sort is not Sort.UNSAID else Sort.PERSON,
        form=_form(members),
        members=tuple(members),
    )


def _form(members: Sequence[Group]) -> Form:
    if all(member.form is Form.PLURAL for member in members):
        return Form.PLURAL
    return Form.NUMBER


@dataclass(frozen=True, slots=True)
class _Triggers:
    """Where the triggers of a sentence begin and end."""

    starts: frozenset[int]
    ends: frozenset[int]


def _chain(tokens: Sequence[Token], groups: Sequence[Group], at: int, triggers: _Triggers) -> list[Group]:
    """Give the longest run of groups from `at` that nothing but commas and "and" divides, and that ends on an "and"."""
    chain = [groups[at]]
    complete = 1
    if [token.lower for token in tokens[max(groups[at].first - 3, 0) : groups[at].first]] == ["in", "addition", "to"]:
        # "In addition to 30 civilians, more than 200 soldiers were killed".
        return chain
    for left, right in zip(groups[at:], groups[at + 1 :], strict=False):
        gap = tuple(token.lower for token in tokens[left.last : right.first])
        first = len(chain) == 1
        bare = (
            _is_bare(tokens, right)
            and not (_is_bare(tokens, chain[0]) or _is_listed(tokens, groups, right))
            and not (gap in _AND and _are_kin(tokens, left, right))
        )
        over = first and (
            _over_phrase(tokens, left, right, gap)
            or (left.first in triggers.ends and _over_phrase_of_object(tokens, left, right, gap))
        )
        if (
            bare
            or not _may_join(tokens, left, right)
            or not (over or gap in _AND or gap in _COMMA or (first and gap in OPENERS))
        ):
            break
        chain.append(right)
        if over:
            return chain
        if gap in _AND or _names_them(chain):
            complete = len(chain)
        if gap in _AND and not (right.form is Form.NAME or complete < len(chain)):
            break
    if complete == 1 and len(chain) > 1 and (_divides(tokens, chain) or _is_headline_list(tokens, chain, triggers)):
        complete = len(chain)
    return chain[:complete]


def _may_join(tokens: Sequence[Token], left: Group, right: Group) -> bool:
    return (
        _countable(tokens, left)
        and _countable(tokens, right)
        and not (right.sort is Sort.UNSAID and not right.others)
        and not right.of_set
        # "The toll has risen to 26 from nine, and seven men are missing".
        and not (left.sort is Sort.UNSAID and left.first and tokens[left.first - 1].lower == "from")
    )


def _countable(tokens: Sequence[Token], group: Group) -> bool:
    # "10 al-Shabaab and 3 AMISOM": a number of people by the name of their body.
    named = group.sort is Sort.UNKNOWN and group.form is Form.NUMBER and tokens[group.head].text != group.noun
    return (named or group.sort in {Sort.PERSON, Sort.UNSAID}) and group.form is not Form.ZERO


def _over_phrase(tokens: Sequence[Token], left: Group, right: Group, gap: tuple[str, ...]) -> bool:
    """Whether the subject of one verb goes on over a phrase: "two soldiers from Homs and a policeman were killed"."""
    verb = tokens[right.last].lower if right.last < len(tokens) else ""
    short = 2 < len(gap) <= _PHRASE and gap[-1] == "and" and gap[0] in PREPOSITIONS  # noqa: PLR2004 - at, a place, and
    plain = all(word.isalpha() and not word.endswith(("ed", "ing")) for word in gap)
    return short and plain and verb in BE | HAVE and Sort.UNSAID not in {left.sort, right.sort}


def _over_phrase_of_object(tokens: Sequence[Token], left: Group, right: Group, gap: tuple[str, ...]) -> bool:
    """Whether the object of one verb goes on over a phrase: "killed a member of the council and his brother".

    Those of another place are told apart: "killed a baker in Donetsk and a grocer in Horlivka".
    """
    if not (2 < len(gap) <= _PHRASE and gap[-1] == "and" and gap[0] in PREPOSITIONS):  # noqa: PLR2004 - at, a place, and
        return False
    plain = all(
        word.replace("-", "").isalpha() and (gap[0] == "of" or not word.endswith(("ed", "ing"))) for word in gap
    )
    following = tokens[right.last].lower if right.last < len(tokens) else ""
    theirs = tokens[right.first].lower in POSSESSIVES or gap[0] == "of"
    closes = following in _AFTER_OBJECT or (theirs and following in PREPOSITIONS)
    return plain and closes and Sort.UNSAID not in {left.sort, right.sort}


_AFTER_OBJECT = frozenset({"", ".", ",", ";", "when", "while", "after", "before", "as", "and", "during", "on"})
"""What may follow the last of those whom a verb harms; anything else may be a verb of their own."""


def _are_kin(tokens: Sequence[Token], left: Group, right: Group) -> bool:
    """Whether one article serves two people who cannot be one: "a father and son", "his wife and daughter"."""
    if left.form is not Form.SINGULAR:
        return False
    theirs = tokens[left.first].lower in POSSESSIVES and {left.noun, right.noun} <= KIN
    return theirs or (left.noun, right.noun) in PAIRS or (right.noun, left.noun) in PAIRS


def _is_headline_list(tokens: Sequence[Token], chain: Sequence[Group], triggers: _Triggers) -> bool:
    """Whether commas alone join people, as in headlines: "Man, wife, 3 kids killed", "Man kills wife, 2 kids"."""
    if any(tokens[left.last].text != "," or right.first != left.last + 1 for left, right in pairwise(chain)):
        return False
    plain = all(
        member.form in {Form.NUMBER, Form.SINGULAR}
        and not member.definite
        and tokens[member.first].lower not in DETERMINERS
        for member in chain
    )
    first, last = chain[0].first, chain[-1].last
    after = tokens[last].lower if last < len(tokens) else ""
    subject = first <= _PAIR and (last in triggers.starts or (after in _STATED and last + 1 in triggers.starts))
    object_ = first in triggers.ends and after in _AFTER_OBJECT | {"in", "at", "near"}
    return plain and (subject or object_)


_STATED = frozenset({"found", "feared", "reported", "left", "among", "critically", "seriously", "badly", "also"})


def _is_bare(tokens: Sequence[Token], group: Group) -> bool:
    """Whether a single person stands without an article, as in headlines, or as one more office of the person before."""
    return group.form is Form.SINGULAR and group.first == group.head and tokens[group.first].lower not in DETERMINERS


def _is_listed(tokens: Sequence[Token], groups: Sequence[Group], group: Group) -> bool:
    """Whether one article serves a list: "a man, woman and child"."""
    following = next((other for other in groups if other.first == group.last + 1), None)
    before = tokens[group.first - 1].lower
    if before == ",":
        return following is not None and _is_bare(tokens, following) and tokens[group.last].lower == "and"
    return (
        before == "and"
        and group.first >= _PAIR
        and tokens[group.first - 2].lower != ","
        and _listed_before(tokens, groups, group)
    )


def _listed_before(tokens: Sequence[Token], groups: Sequence[Group], group: Group) -> bool:
    previous = next((other for other in groups if other.last == group.first - 1), None)
    return previous is not None and _is_bare(tokens, previous) and tokens[previous.first - 1].lower == ","


def _names_them(chain: Sequence[Group]) -> bool:
    """Whether a plural is followed at once by names: "photographers Lena Ortiz and Paul Brandt"."""
    return chain[0].form is Form.PLURAL and chain[0].last == chain[1].first and chain[-1].form is Form.NAME


def _divides(tokens: Sequence[Token], chain: Sequence[Group]) -> bool:
    """Whether the rest of a chain spells the first group out, so that it is not added to it."""
    gap = tuple(token.lower for token in tokens[chain[0].last : chain[1].first])
    if gap not in OPENERS or any(tokens[member.first].lower in POSSESSIVES for member in chain[1:]):
        return False
    if all(member.noun in _SEXES for member in chain[1:]):
        return len(chain) > _PAIR
    whole, parts = chain[0].quantity, add([member.quantity for member in chain[1:]])
    # "3 raiders, 2 herders and 1 policeman were killed" is a list; "15 people, nine men and six women, were killed" is not.
    last = chain[-1].last
    closed = gap not in _COMMA or (last < len(tokens) and tokens[last].text == ",")
    told = closed or chain[0].noun in _ANYBODY or not chain[0].noun
    if _are_told_after(chain) and closed and len(chain) > _PAIR:
        return True
    return told and whole.best is not None and whole.best == parts.best and len(chain) > _PAIR


def _are_told_after(chain: Sequence[Group]) -> bool:
    """Whether people without a number are counted one after the other behind it: "the victims, two men and a woman, were"."""
    first = chain[0]
    known = first.form is Form.PLURAL and first.definite and first.noun in _ANYBODY
    return known and all(member.quantity.best is not None for member in chain[1:])


_ANYBODY = frozenset({"people", "persons", "civilians", "victims", "members", "family", "men", "others"})
"""Nouns under which others may be listed without a closing comma."""


def _read_chain(tokens: Sequence[Token], chain: Sequence[Group]) -> Group:
    if len(chain) == 1:
        return chain[0]
    if _names_them(chain):
        return replace(regroup(chain[1:]), first=chain[0].first, noun=chain[0].noun, head=chain[0].head)
    if _divides(tokens, chain):
        first = chain[0]
        if first.form is Form.PLURAL and _are_told_after(chain):
            first = replace(first, quantity=add([member.quantity for member in chain[1:]]), form=Form.NUMBER)
        return replace(
            first,
            last=_closed(tokens, chain[-1].last),
            parts=tuple(member for member in chain[1:] if member.noun not in _SEXES),
        )
    gap = tuple(token.lower for token in tokens[chain[0].last : chain[1].first])
    if gap in OPENERS - _COMMA:
        return chain[0]
    if len(chain) == _PAIR and chain[0].form is Form.NUMBER and chain[1].form is Form.PLURAL and not chain[1].definite:
        # One number for both: "17 nuns and priests".
        return replace(chain[0], last=chain[1].last)
    return regroup(chain)


def _closed(tokens: Sequence[Token], last: int) -> int:
    closing = last < len(tokens) and tokens[last].text in LONG_DASHES | {",", ")"}
    return last + 1 if closing else last
