"""Decide what a figure means in its sentence: happened or not, feared, denied, a rate, a running total, long ago."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tocsin_agents.casualties.counting.mention import Mention
from tocsin_agents.casualties.lexicon import cues, grammar
from tocsin_agents.casualties.lexicon.entries import Form as VerbForm
from tocsin_agents.casualties.lexicon.entries import Frame
from tocsin_agents.casualties.lexicon.marks import QUOTES
from tocsin_agents.casualties.meaning.dates import When
from tocsin_agents.casualties.meaning.fiction import is_fiction
from tocsin_agents.casualties.meaning.kinds import Kind, kind_of
from tocsin_agents.casualties.meaning.polarity import Polarity, clause_before, polarity_of
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form

__all__ = ["Modality", "Scope", "judge"]

Modality = Literal[
    "asserted", "feared", "alleged", "hypothetical", "threatened", "forecast", "question", "slogan", "fiction"
]


@dataclass(frozen=True, slots=True)
class Scope:
    """How a figure is meant."""

    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    kind: Kind = "incident"
    generic: bool = False
    """Said of people at large, not of an event: "civilians were being killed"."""


def judge(parsed: Parsed, mention: Mention, times: Sequence[When], *, title: bool, quoted: bool) -> Scope:
    """Work out polarity, modality and kind of one mention."""
    polarity = polarity_of(parsed, mention)
    modality = _modality(parsed, mention, quoted=quoted)
    if (polarity in {"denied", "retracted"} and modality == "alleged") or (polarity, modality) == (
        "retracted",
        "feared",
    ):
        # "Rejected claims that": who denies it alleges nothing.
        modality = "asserted"
    kind = "cumulative" if modality == "slogan" else kind_of(parsed, mention, times)
    return Scope(polarity, modality, kind, _is_generic(parsed, mention, title=title))


# -- modality


def _modality(parsed: Parsed, mention: Mention, *, quoted: bool) -> Modality:
    before = clause_before(parsed, mention)
    everything = set(parsed.words(0, len(parsed.tokens)))
    if parsed.text.rstrip("".join(QUOTES) + " ").endswith("?"):
        return "question"
    if is_fiction(parsed):
        return "fiction"
    martyrs = not {"martyr", "martyrs"}.isdisjoint(parsed.words(mention.group.first, mention.group.last))
    if parsed.meets("modality", cues.SLOGAN, everything) or (quoted and martyrs):
        return "slogan"
    if _is_unconfirmed(before) and parsed.meets("modality", _CONFIRMING, before):
        return "hypothetical"
    assumed = "that" in before and parsed.meets("modality", _ASSUMED, before)
    if assumed or parsed.meets("modality", _CONDITIONS, before) or parsed.meets("modality", cues.AVERTED, everything):
        return "hypothetical"
    return _verbal_modality(parsed, mention, before)


_CONDITIONS = grammar.words(
    "if unless whether suppose supposing imagine imagined imagines assuming hypothetically dream dreams dreamed dreamt envisaged"
)
_ASSUMED = grammar.words("assumed assumes")
"""Only before "that": those "assumed dead" are feared so."""
_RISKS = grammar.words("risk risks risked risking danger verge brink avoid avoided avoids without from escape escaped")
"""Before "dying": it has not come to that."""
_CONFIRMING = grammar.words("confirm confirmed verify verified")


def _is_unconfirmed(before: Sequence[str]) -> bool:
    """Whether somebody cannot say so: "has not confirmed that nine soldiers died"."""
    return any(word in _CONFIRMING and _negative(before[max(0, k - 4) : k]) for k, word in enumerate(before))


def _verbal_modality(parsed: Parsed, mention: Mention, before: Sequence[str]) -> Modality:
    """Read the modality from the verb and what stands around it."""
    start, auxiliaries = parsed.auxiliaries_before(mention.hit.first)
    chain = parsed.words(start - 1, mention.hit.first)
    to_number = parsed.words(mention.hit.last, mention.group.first)
    if mention.total and parsed.meets("modality", _FORECASTS, to_number):
        return "forecast"
    modal = None if mention.rule == "participle" else _modal_before(parsed, mention)
    if modal and parsed.meets("modality", {modal}, [modal]):
        # "As many as 80 people may be trapped": nobody knows yet, but all look for them.
        lost = mention.measure == "missing" and modal in {"may", "might", "could"} and "be" in chain
        return "feared" if lost else _modal_meaning(modal, chain, before)
    if mention.hit.form is VerbForm.ING and parsed.meets("modality", _RISKS, parsed.words(start - 2, start)):
        return "hypothetical"
    if _is_infinitive(parsed, mention, auxiliaries):
        return "threatened"
    between = {*chain, *parsed.words(mention.group.last, mention.hit.first), *to_number}
    thought = _is_thought(before) and parsed.meets("modality", cues.FEAR, before)
    if (
        thought
        or parsed.meets("modality", cues.FEAR, between)
        or parsed.meets("modality", _FEARS, _after_colon(before)[-8:])
    ):
        return "feared"
    said_so = parsed.meets("modality", _ALLEGED, {*between, *before[-6:]})
    return "alleged" if said_so or _is_claimed(parsed, mention, before) else "asserted"


def _after_colon(before: Sequence[str]) -> Sequence[str]:
    """Give what follows a colon, which tells what has come true: "what they had feared: nine more bodies"."""
    return before[len(before) - before[::-1].index(":") :] if ":" in before else before


def _is_thought(before: Sequence[str]) -> bool:
    """Whether it is only thought so: "it is believed that 20 people died"."""
    return any(
        word in cues.FEAR and list(before[k + 1 : k + 2]) == ["that"] and list(before[k - 1 : k]) == ["is"]
        for k, word in enumerate(before)
    )


_FEARS = grammar.words("fear feared fears")
_ALLEGED = grammar.words("allegedly alleged")


def _modal_meaning(modal: str, chain: Sequence[str], before: Sequence[str]) -> Modality:
    """Tell "may have died" from "may die", "would have died" and "will die"."""
    if "have" in chain and modal in {"may", "might", "must"}:
        return "alleged" if cues.FEAR.isdisjoint(before) else "feared"
    return "hypothetical" if modal in {"would", "could", "might", "may", "should"} else "forecast"


_FORECASTS = grammar.MODALS | grammar.words("expected likely set bound projected")


def _is_claimed(parsed: Parsed, mention: Mention, before: Sequence[str]) -> bool:
    """Whether a party claims the deed as its own: "claimed to have killed", "boasted of having killed", "claims it killed"."""
    near = before[-6:]
    told = not {"to", "it", "they", "he", "that"}.isdisjoint(near[-5:]) and not _CLAIMED.isdisjoint(near[-5:])
    # "The crash claimed their lives" claims nothing.
    deed = mention.hit.entry.frame is Frame.TRANSITIVE
    own = deed and not {"their", "its", "his", "having", "own"}.isdisjoint(near)
    gerund = (
        deed and mention.hit.form is VerbForm.ING and near[-1:] != ["having"] and not _CLAIMED.isdisjoint(near[-1:])
    )
    reported = mention.group.last <= mention.hit.first and parsed.word(mention.group.first - 1) in _CLAIMED
    return (told or own or gerund or reported) and parsed.meets("modality", _CLAIMED, near)


_CLAIMED = grammar.words("claimed claims claim claiming boasted boasts boasting bragged brags")


def _modal_before(parsed: Parsed, mention: Mention) -> str | None:
    """Give the modal verb that governs the mention, nearest first, within its clause."""
    k = mention.hit.first - 1
    while k >= 0 and parsed.word(k) not in {",", ";", ":", "that", "who", "which", "when", "while"}:
        if parsed.word(k) in grammar.MODALS and not (
            parsed.word(k) in {"may", "can", "will"} and parsed.tokens[k].is_capital and k
        ):
            return parsed.word(k)
        if parsed.word(k) in {"and", "but"} and mention.group.first > k and mention.group.first < mention.hit.first:
            return None
        k -= 1
    return None


def _is_infinitive(parsed: Parsed, mention: Mention, auxiliaries: Sequence[str]) -> bool:
    """Whether the deed is only meant: "threatened to kill", "a plan to evacuate"; not "forced to flee"."""
    if (
        mention.hit.form is not VerbForm.BASE
        or _is_the_nth(parsed, mention)
        or (auxiliaries and "to" not in parsed.words(mention.hit.first - 2, mention.hit.first))
    ):
        return False
    verb = mention.hit.first
    if parsed.word(verb - 1) in {"and", "or"} and verb - 2 in parsed.hit_at:
        # "Planned to kidnap and murder two bankers".
        verb = parsed.hit_at[verb - 2].first
    words = parsed.words(verb - 4, verb)
    if "to" not in words[-2:] or not _COMPELLED.isdisjoint(words):
        return False
    # "Had to flee", but not "had planned to kill".
    return words[: len(words) - 1 - words[::-1].index("to")][-1:] != ["had"]


def _is_the_nth(parsed: Parsed, mention: Mention) -> bool:
    """Whether somebody is told among others to whom it happened: "the third person to die", "the latest soldier to fall"."""
    group = mention.group
    told = group.more or not _SUPERLATIVES.isdisjoint(parsed.words(group.first, group.last))
    return told and group.last < mention.hit.first and "to" in parsed.words(group.last, mention.hit.first)


_SUPERLATIVES = grammar.words("first latest last only youngest oldest highest-ranking")
_COMPELLED = grammar.words("forced compelled obliged managed made")


# -- genericity


def _chain(parsed: Parsed, mention: Mention) -> tuple[int, int]:
    """Give the auxiliaries and adverbs before the verb, without those of the number."""
    return max(parsed.auxiliaries_before(mention.hit.first)[0], mention.group.last), mention.hit.first


def _negative(words: Sequence[str]) -> bool:
    return any(word in grammar.NEGATIONS or word.endswith("n't") for word in words)


def _is_generic(parsed: Parsed, mention: Mention, *, title: bool) -> bool:
    """Whether a group without a number is said of people at large and not of one event."""
    group = mention.group
    words = parsed.words(0, max(group.first, mention.hit.first))
    unnamed = parsed.word(group.first) in {"any", "anyone", "anybody"} and not _negative(words)
    averted = not {"almost", "nearly"}.isdisjoint(parsed.words(*_chain(parsed, mention)))
    if unnamed or averted:
        return True
    if group.form is Form.PLURAL and (mention.rule in {"of", "members"} or parsed.word(group.last) in {"who", "whose"}):
        return True
    aged = any(word.isdigit() for word in parsed.words(group.first, group.last))
    uncounted = group.form in {Form.PLURAL, Form.SINGULAR} and mention.rule not in {"of", "members"} and not aged
    return uncounted and _is_habitual(parsed, mention, title=title)


def _is_habitual(parsed: Parsed, mention: Mention, *, title: bool) -> bool:
    """Whether the verb tells a habit or a state of things: "are killed", "were being killed"; headlines use the present."""
    start, auxiliaries = parsed.auxiliaries_before(mention.hit.first)
    once = parsed.word(start - 1) in {"before", "after"}
    if ("being" in auxiliaries and not once) or (
        mention.hit.form is VerbForm.ING and mention.group.form is Form.PLURAL
    ):
        return True
    if mention.hit.form in {VerbForm.BASE, VerbForm.PRESENT} and not title:
        return True
    present = not {"are", "is", "'re", "get"}.isdisjoint(auxiliaries) and "been" not in auxiliaries
    return present and mention.hit.entry.frame is not Frame.STATE
