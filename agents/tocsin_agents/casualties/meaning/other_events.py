"""Tell by the words around a figure that it is of an earlier event: compared with, long before, "previous" or "similar"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.lexicon.cues import EVENTS
from tocsin_agents.casualties.lexicon.grammar import words
from tocsin_agents.casualties.parsing.parse import Parsed

__all__ = ["is_of_earlier_event", "sets_in_series"]

_SUPERLATIVES = words("deadliest worst bloodiest largest biggest heaviest highest greatest most gravest first")
_SURPASSING = words("surpassing surpasses surpassed eclipsing eclipses eclipsed exceeding topping")
_SINCE = words("since after following despite")
_ALIKE = words("previous earlier past similar prior preceding comparable")
_COUNTED = words("a an the in two three several their its his")
_SUBJECT = 2
"""Words of a sentence within which its subject begins."""
_OPENING = 6
"""Words of a sentence within which it opens with "before this raid"."""
_COMES = words("came comes follows happened occurred")
_PHRASED = words("in at during like")
_LONG = words("month months year years decade decades")
"""Units that no one event lasts."""
_SEASONS = words("summer winter spring autumn") | _LONG
_DAYS = words("day days night week weeks") | _SEASONS
_NOUNS = EVENTS | words(
    "incident incidents assault assaults violence massacre disaster accident accidents wreck killing killings outage dispute protest protests"
    " demonstration unrest eruption offensive outbreak operation operations tragedy episode bombing bombings stabbing robbery"
)


_SERIES = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|latest|string|series|spate|wave|deadliest|worst|bloodiest)\b(?:[\s-]+\w+){1,4}",
    re.IGNORECASE,
)


def sets_in_series(sentence: str) -> bool:
    """Whether a sentence sets the event in a row with others: "it was the third major attack in the city in a week"."""
    found = (match.group().lower().replace("-", " ").split() for match in _SERIES.finditer(sentence))
    return any(not _NOUNS.isdisjoint(words) for words in found)


def is_of_earlier_event(parsed: Parsed, mention: Mention) -> bool:
    """Whether a figure is told of an event before the one that the article reports."""
    told = [token.lower for token in parsed.tokens]
    at = min(mention.group.first, mention.hit.first)
    return (
        _is_compared(parsed, told[:at])
        or _is_long_before(parsed, told, at)
        or _is_told_before(parsed, told, mention)
        or _is_like_this_one(parsed, told, at)
        or _is_tried(parsed, told, mention)
    )


_VERDICTS = words("convicted sentenced jailed imprisoned guilty acquitted trial retrial")
_OF_DEEDS = words("of for to in over the with")
"""Words before the deed that a court speaks of: "sentenced on Friday for killing a clerk", "guilty of the murder of"."""


def _is_tried(parsed: Parsed, told: Sequence[str], mention: Mention) -> bool:
    """Whether a court speaks of the deed, whose day is not that of the verdict."""
    deed = mention.hit.first
    noun = mention.rule == "of" or told[deed].endswith("ing")
    tried = noun and not _OF_DEEDS.isdisjoint(told[max(deed - 2, 0) : deed])
    return tried and parsed.meets("temporal_role", _VERDICTS, told[:deed])


def _meets(parsed: Parsed, *decisive: str) -> bool:
    return parsed.meets("temporal_role", {*decisive}, decisive)


def _is_compared(parsed: Parsed, before: Sequence[str]) -> bool:
    """Read "the deadliest since ten people were killed", "surpassing the 16 killed in the crash of 2005"."""
    extreme = next((k for k, word in enumerate(before) if word in _SUPERLATIVES), None)
    since = next((k for k, word in enumerate(before) if word == "since" and extreme is not None and k > extreme), None)
    if extreme is not None and since is not None and before[extreme] != "first":
        return _meets(parsed, before[extreme], "since")
    return any(word in _SURPASSING for word in before) and _meets(parsed, *_SURPASSING.intersection(before))


def _is_long_before(parsed: Parsed, told: Sequence[str], at: int) -> bool:
    """Read "five months after a fire that killed 112", "six days after a similar attack in which five died"."""
    for k, word in enumerate(told[: max(at - 1, 0)]):
        if word not in _DAYS or told[k + 1] != "after" or k + 2 > at:
            continue
        alike = not _ALIKE.isdisjoint(told[k + 2 : k + 5])
        # "Two years after the war, shells killed six": the clause ends before the figure.
        within = "," not in told[k + 2 : at] or "," in told[max(k - 3, 0) : k]
        article = told[k + 2] in {"a", "an", "the", "another"} and not _NOUNS.isdisjoint(told[k + 3 : k + 8])
        series = told[0] in {"it", "this"} and not _COMES.isdisjoint(told[:k]) and article
        if within and (series or alike or (word in _LONG and article)):
            return _meets(parsed, word, "after")
    return False


def _is_told_before(parsed: Parsed, told: Sequence[str], mention: Mention) -> bool:
    """Read "a week earlier three farmers had been killed", "who died in Kabul the summer before"."""
    first = min(mention.group.first, mention.hit.first)
    if told[0] == "before" and "," in told[:first] and not _NOUNS.isdisjoint(told[1:_OPENING]):
        # "Before this raid, more than 90 civilians had been murdered".
        return _meets(parsed, "before")
    last = max(mention.group.last, mention.hit.last)
    for k, word in enumerate(told[:-1]):
        after = told[k + 1]
        closed = told[k + 2 : k + 3] in ([","], ["."], [";"], ["that"], []) or after in {"earlier", "previously"}
        if word not in _DAYS or after not in {"earlier", "before", "previously"} or not closed:
            continue
        opening = k <= _SUBJECT + 1 and k < first
        again = not (_ALIKE | {"another"}).isdisjoint(told[:k])
        long_ago = "had" in told[:last] and (word in _LONG or again)
        if opening or (k >= last and (long_ago or (word in _SEASONS and told[k - 1] == "the"))):
            return _meets(parsed, word, after)
    return False


def _is_like_this_one(parsed: Parsed, told: Sequence[str], at: int) -> bool:
    """Read "a previous attack killed six", "in an earlier blast", "at the previous strike", "in July, a similar crash"."""
    for k, word in enumerate(told):
        nouns = _NOUNS | _DAYS if word in {"preceding", "previous"} else _NOUNS
        near = told[k + 1 : k + 4]
        event = near[: near.index(",")] if "," in near else near
        if not k or word not in _ALIKE or told[k - 1] not in _COUNTED | {"in"} or nouns.isdisjoint(event):
            continue
        subject = k <= at and (k <= _SUBJECT or told[k - 2] == ",") and told[0] not in _SINCE
        if subject or "in" in {told[k - 1], told[k - 2]} or told[k - 2] in _PHRASED:
            return _meets(parsed, word)
    return False
