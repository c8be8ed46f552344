"""Decide whether a figure is affirmed, says that nobody was harmed, or is denied or taken back."""

from __future__ import annotations

from typing import Literal

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.lexicon import cues, grammar
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form

__all__ = ["Polarity", "clause_before", "polarity_of"]

Polarity = Literal["affirmed", "zero", "denied", "retracted"]


def polarity_of(parsed: Parsed, mention: Mention) -> Polarity:
    """Decide whether a figure is affirmed, says that there was nobody, or is denied or taken back."""
    if mention.negated or mention.group.form is Form.ZERO:
        return "zero"
    after = parsed.words(mention.hit.last, len(parsed.tokens))
    # "Killed the wrong man" takes nothing back.
    after = [word for k, word in enumerate(after) if word != "wrong" or after[k - 1 : k] not in (["the"], ["a"])]
    if parsed.meets("polarity", cues.FALSE, after) and not _PROVING.isdisjoint(after):
        return "retracted"
    if _is_alive(parsed, mention):
        return "retracted"
    left = clause_before(parsed, mention)
    if not _REPORTS.isdisjoint(left) and parsed.meets("polarity", _MISTAKES, after):
        return "retracted"
    if parsed.meets("polarity", cues.WITHDRAWAL, left):
        return "retracted"
    return "denied" if parsed.meets("polarity", cues.DENIAL, left) or _is_negated(parsed, mention) else "affirmed"


_REPORTS = grammar.words("report reports claim claims statement announcement")
_MISTAKES = grammar.words("mistake error")
_PROVING = grammar.words("proved proven was were turned are is as")


def _is_alive(parsed: Parsed, mention: Mention) -> bool:
    """Whether whoever was said to be dead is not: "the woman reported dead on Monday was alive"."""
    said = mention.measure == "killed" and not _SAID_DEAD.isdisjoint(
        parsed.words(mention.hit.first - 4, mention.hit.first)
    )
    alive = next((k for k in range(mention.hit.last, len(parsed.tokens)) if parsed.word(k) == "alive"), None)
    if not said or alive is None:
        return False
    others = any(group.people and mention.hit.last <= group.first < alive for group in parsed.groups)
    return not others and parsed.meets("polarity", {"alive"}, ["alive"])


_SAID_DEAD = grammar.words("reported declared presumed feared thought believed listed pronounced said assumed")


def _is_negated(parsed: Parsed, mention: Mention) -> bool:
    """Whether the verb itself is negated: "were not killed"; "did not survive" says that they died."""
    chain = parsed.words(parsed.auxiliaries_before(mention.hit.first)[0], mention.hit.first)
    if mention.hit.entry.frame in {Frame.SURVIVAL, Frame.NONE_LEFT}:
        return False
    return parsed.meets("polarity", grammar.NEGATIONS, chain) or any(word.endswith("n't") for word in chain)


def clause_before(parsed: Parsed, mention: Mention) -> list[str]:
    """Give the words from the start of the sentence, or the last strong stop, to the mention."""
    end = min(mention.hit.first, mention.group.first)
    stops = {";", "while", "but", "although", "though"}
    start = max((k + 1 for k in range(end) if parsed.word(k) in stops or _says_next(parsed, k)), default=0)
    return parsed.words(start, end)


def _says_next(parsed: Parsed, at: int) -> bool:
    """Whether the same source goes on to say something else: "dismissed the charge, and said that ten had died"."""
    return parsed.word(at) == "and" and parsed.word(at + 1) in {"said", "says", "added", "adds", "insisted", "reported"}
