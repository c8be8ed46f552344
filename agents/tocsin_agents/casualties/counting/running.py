"""Read running totals: "the toll rose to 31 from 26", "bringing to 11 the number killed"."""

from __future__ import annotations

from dataclasses import replace

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.cues import DOWN, UP
from tocsin_agents.casualties.lexicon.entries import Form as VerbForm
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.quantities import Quantity, exactly
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["figures_of", "may_lean", "number_of", "passed"]


def figures_of(parsed: Parsed, hit: Hit) -> tuple[Group | None, Quantity | None]:
    """Give the figure of a toll and the one before it."""
    current: Group | None = None
    previous: Quantity | None = None
    for group in parsed.groups:
        if group.first < hit.last or group.form is not Form.NUMBER or group.sort not in _TOLLED:
            continue
        before = parsed.word(group.first - 1)
        if before == "to" and previous is not None and _ranges(parsed, hit, group):
            # "Ranged from 120, in the bulletin, to as many as 600".
            return replace(group, quantity=Quantity(previous.low or previous.best, None, _most(group), "range")), None
        span = parsed.word(group.first) == "from" and group.quantity.low is not None and group.quantity.high is not None
        if span and before in _RANGING:
            current = group
        elif span:
            current, previous = (
                replace(group, quantity=exactly(group.quantity.high or 0)),
                exactly(group.quantity.low or 0),
            )
        elif (
            before == "from"
            or (before in _BEFORE and "from" in parsed.words(group.first - 3, group.first))
            or (before == "of" and "from" in parsed.words(group.first - 5, group.first))
        ):
            previous = previous or group.quantity
        elif before in _TOLL_LINKS and (
            current is None or _earlier(parsed, current) or (before == "to" and _changed(parsed, current, group))
        ):
            previous = previous if current is None else current.quantity
            current = replace(group, quantity=passed(group.quantity)) if before in _PASSING else group
    current = current or _brought(parsed, hit)
    return (current, previous) if current is not None and _near(parsed, hit, current) else (None, None)


def may_lean(parsed: Parsed, hit: Hit) -> bool:
    """Whether a figure may be that of the deaths just told: "he put the number at 13", but not "the number of arrests"."""
    whose = parsed.word(hit.last) == "of" or parsed.word(hit.first) == "total"
    return not whose and _OTHERS.isdisjoint(parsed.words(0, len(parsed.tokens)))


_OTHERS = grammar.words(
    "arrested arrests detained wounded injured missing cases infections homes houses rescued saved survivors passengers patients"
    " aboard displaced hospital percent votes dollars"
)


def passed(quantity: Quantity) -> Quantity:
    """Give the quantity above an exact one: a toll that "passes 2,000" is more than 2,000."""
    if quantity.qualifier != "exact" or quantity.best is None:
        return quantity
    return Quantity(quantity.best + 1, quantity.best + 1, None, "more_than")


_PASSING = grammar.words("passed passes tops topped exceeds exceeded exceed past surpassed surpasses")


def number_of(parsed: Parsed, hit: Hit) -> Group | None:
    """Read "the number of foreign troops killed at 15", "the number of people injured rose to 80"."""
    before = parsed.words(hit.first - 6, hit.first)
    if (
        hit.form not in {VerbForm.PARTICIPLE, VerbForm.PAST_OR_PARTICIPLE}
        or "number" not in before
        or not {"the", "total"} & set(before)
    ):
        return None
    at = hit.first - len(before) + before.index("number")
    if parsed.word(at + 1) not in {"of", ""} and at + 1 != hit.first:
        return None
    after = (g for g in parsed.groups if hit.last <= g.first <= hit.last + 8 and g.form is Form.NUMBER)
    linked = next((g for g in after if parsed.word(g.first - 1) in _TOLL_LINKS and g.sort is Sort.UNSAID), None)
    return linked or _brought(parsed, replace(hit, first=at - 1))


def _ranges(parsed: Parsed, hit: Hit, last: Group) -> bool:
    return not _RANGING.isdisjoint(parsed.words(hit.last, last.first))


def _most(group: Group) -> int | None:
    return group.quantity.high if group.quantity.high is not None else group.quantity.best


_TOLLED = frozenset({Sort.UNSAID, Sort.PERSON, Sort.HARM, Sort.UNKNOWN})
_TOLL_LINKS = grammar.words(
    "surpassed surpasses exceed to at of is was now passed passes reached reaches hit hits reaching topped tops exceeded exceeds past : stands as above over stood neared nears"
)


_RANGING = grammar.words("anywhere ranging somewhere ranged ranges range vary varies varied")


def _brought(parsed: Parsed, hit: Hit) -> Group | None:
    """Read "bringing to 11 the number killed", "gave 28 as the number of the dead"."""
    for group in parsed.groups:
        if group.form is Form.NUMBER and parsed.words(group.last, hit.first) in (["as", "the"], ["as"]):
            return group
        if group.last <= hit.first <= group.last + 2 and parsed.word(group.first - 1) == "to":
            verb = parsed.word(group.first - 2)
            return group if verb in _BRINGING else None
    return None


_BRINGING = grammar.words(
    "bringing brings brought bring raising raises raised taking takes took take pushing pushes pushed lifting lifts lifted"
)


def _changed(parsed: Parsed, current: Group, later: Group) -> bool:
    """Whether a figure is replaced by a later one: "a toll of nine was raised to 13"."""
    between = parsed.words(current.last, later.first)
    # "Rose from nine, to 15 that night, and to 18 by Sunday".
    again = parsed.word(current.first - 1) == "to" and "and" in between and _FINITE.isdisjoint(between)
    return _earlier(parsed, current) or again or not (UP | DOWN).isdisjoint(between)


_FINITE = grammar.AUXILIARIES | grammar.words("said who which")


def _earlier(parsed: Parsed, group: Group) -> bool:
    """Whether a figure is told in passing: "which stood at 26"."""
    return not _BEFORE.isdisjoint(parsed.words(group.first - 5, group.last + 2))


_BEFORE = grammar.words("which earlier previously initial initially first preliminary original originally")


def _near(parsed: Parsed, hit: Hit, group: Group) -> bool:
    """Whether no stronger stop lies between the toll and its number."""
    return not {";"} & set(parsed.words(hit.last, group.first)) and not any(
        hit.last <= other.first < group.first
        and other.entry.frame is not Frame.NOUN
        and not (other.entry.frame is Frame.STATE and other.first in parsed.ending)
        for other in parsed.hits
    )
