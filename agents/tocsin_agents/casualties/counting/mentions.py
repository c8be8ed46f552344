"""Decide what each number of a sentence counts: one mention for each group of people that a trigger harms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tocsin import Measure
from tocsin_agents.casualties.counting.frames import READERS
from tocsin_agents.casualties.counting.labels import labelled
from tocsin_agents.casualties.counting.mention import Mention, mention_of
from tocsin_agents.casualties.counting.refusals import refusal
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.people import PERPETRATORS
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form, Group, Sort
from tocsin_agents.casualties.people.quantities import less
from tocsin_agents.casualties.text.triggers import Hit

__all__ = ["find_mentions"]


def find_mentions(parsed: Parsed) -> tuple[Mention, ...]:
    """Give the mentions of a sentence in the order of their groups, each group once for a measure."""
    found: dict[tuple[int, Measure], Mention] = {}
    for hit in parsed.hits:
        for mention in _modifier(parsed, hit) or labelled(parsed, hit) or READERS[hit.entry.frame](parsed, hit):
            refused = refusal(parsed, mention)
            if refused:
                parsed.refuse(mention.group, refused)
            else:
                key = (mention.group.first, mention.measure)
                if key not in found or (found[key].hit.entry.weak and not mention.hit.entry.weak):
                    # "Two officers were shot and wounded": the stronger word tells more.
                    found[key] = mention
    if len(found) > 1:
        found = _without_former(parsed, found)
        found = _without_restated(parsed, _without_weak(parsed, _without_found(parsed, found)))
    ordered = sorted(found.values(), key=lambda mention: (mention.group.first, mention.hit.first))
    return tuple(_moved(parsed, mention, ordered[:at]) for at, mention in enumerate(ordered))


_HARMS = frozenset({"killed", "injured", "casualties"})


def _without_weak(parsed: Parsed, found: dict[tuple[int, Measure], Mention]) -> dict[tuple[int, Measure], Mention]:
    """Drop "shot three people" where the sentence goes on to say who was killed and who was wounded."""
    told = [
        m.hit.first
        for m in found.values()
        if not m.hit.entry.weak and m.measure in _HARMS and not (_is_suspect(m.group) or m.rule == "suicide")
    ]
    kept: dict[tuple[int, Measure], Mention] = {}
    for key, mention in found.items():
        dead = found.get((key[0], "killed")) if mention.measure == "injured" else None
        if dead is not None and mention.rule == "participle" and dead.hit.first > mention.hit.last:
            # "Four people hurt in the strike have died".
            continue
        if not (mention.hit.entry.weak and (dead is not None or any(at > mention.hit.first for at in told))):
            kept[key] = mention
        elif (rest := _spared(parsed, mention, found.values())) is not None:
            kept[key] = rest
    for key in found.keys() - kept.keys():
        parsed.refuse(found[key].group, "the sentence says what became of them")
    return kept


def _without_restated(parsed: Parsed, found: dict[tuple[int, Measure], Mention]) -> dict[tuple[int, Measure], Mention]:
    """Drop "becoming the 20th victim", which counts the one who died once more; that one is then one more."""
    for key, mention in list(found.items()):
        before = mention.group.first - 1
        whom = parsed.word(before) in {"him", "her"} and parsed.word(before - 1) in {"making", "makes", "made"}
        again = mention.group.more and (whom or parsed.word(before) in _BECOMING)
        one = next((k for k, m in found.items() if k[1] == key[1] and k[0] < key[0] and m.quantity.best == 1), None)
        if again and mention.quantity.best == 1 and one is not None:
            parsed.refuse(mention.group, "the sentence has told of this one")
            found[one] = replace(found[one], group=replace(found[one].group, more=True))
            del found[key]
    return found


def _spared(parsed: Parsed, shot: Mention, others: Iterable[Mention]) -> Mention | None:
    """Give those of the people shot who were not killed, where the sentence tells only how many were: "shot five, killing two"."""
    fates = [m for m in others if m.hit.first > shot.hit.first and not m.hit.entry.weak and m.measure in _HARMS]
    died = [m.quantity.best or 0 for m in fates if m.quantity.qualifier == "exact" and _is_of_them(m)]
    some = "of" in parsed.words(shot.group.first, shot.group.last)
    if some or shot.measure != "injured" or len(died) < len(fates) or any(m.measure != "killed" for m in fates):
        return None
    rest = less(shot.quantity, sum(died)) if any(died) else None
    return None if rest is None else replace(shot, quantity=rest, rule="spared")


def _is_of_them(mention: Mention) -> bool:
    """Whether a bare number picks some out of the people just told."""
    return mention.measure == "killed" and (mention.group.sort is Sort.UNSAID or mention.group.of_set)


_BECOMING = grammar.words("becoming became becomes become as")


def _is_suspect(group: Group) -> bool:
    """Whether it is whoever did it, who is none of those shot: "two officers were shot, and the suspect was killed"."""
    told = group.definite or group.first == group.head
    return told and group.noun in PERPETRATORS | {"suspect", "suspects"}


def _without_former(parsed: Parsed, found: dict[tuple[int, Measure], Mention]) -> dict[tuple[int, Measure], Mention]:
    """Drop the earlier figure of a toll, which the later one remembers: "a toll of nine dead was raised to 13"."""
    tolls = [m for m in found.values() if m.total and m.previous is not None]
    kept = {
        key: m
        for key, m in found.items()
        if not any(
            t.hit.last <= m.group.first < t.group.first and m.quantity == t.previous and m.measure == t.measure
            for t in tolls
        )
    }
    for key in found.keys() - kept.keys():
        parsed.refuse(found[key].group, "a later figure replaces it")
    return kept


def _without_found(parsed: Parsed, found: dict[tuple[int, Measure], Mention]) -> dict[tuple[int, Measure], Mention]:
    """Drop those who were missing, or held, when their bodies are found: "the remains of two missing anglers"."""
    bodies = {m.group.first for m in found.values() if m.measure == "killed" and m.rule == "of"}
    kept = {key: m for key, m in found.items() if not (m.rule == "modifier" and m.group.first in bodies)}
    for key in found.keys() - kept.keys():
        parsed.refuse(found[key].group, "their bodies are found")
    return kept


def _modifier(parsed: Parsed, hit: Hit) -> tuple[Mention, ...]:
    """Read "12 missing sailors": the trigger describes the noun that is counted."""
    if hit.entry.frame in {Frame.NOUN, Frame.TOLL}:
        return ()
    inside = [
        g
        for g in parsed.groups
        if g.first < hit.first and hit.last <= g.head and g.form is Form.NUMBER and not g.members
    ]
    return tuple(mention_of(parsed, hit, group, "modifier") for group in inside)


def _moved(parsed: Parsed, mention: Mention, before: Sequence[Mention]) -> Mention:
    """Tell "15 were hurt, two of whom died" from a part: those who died are no longer among the hurt."""
    whom = parsed.word(mention.group.last - 1) in {"whom", "them"} and mention.group.of_set
    told = bool(before) or parsed.word(mention.group.last - 1) == "whom"
    elsewhere = whom and told and all(other.measure != mention.measure for other in before)
    return replace(mention, subset=False, rule="moved") if elsewhere else mention
