"""Tell what is invented or practised from what happened: films, games, drills; but not "a hostage drama"."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin_agents.casualties.lexicon import cues, grammar
from tocsin_agents.casualties.parsing.parse import Parsed

__all__ = ["is_fiction"]


def is_fiction(parsed: Parsed) -> bool:
    """Whether a sentence tells of something invented, or of an exercise."""
    words = parsed.words(0, len(parsed.tokens))
    if parsed.meets("modality", cues.STAGED, words) or _is_exercise(parsed, words):
        return True
    for k, word in enumerate(words):
        if word in {"game", "games"} and words[k - 1 : k] in (["video"], ["computer"], ["board"]):
            return parsed.meets("modality", {word}, [word])
        if word in cues.FICTION and words[k + 1 : k + 2] and words[k + 1] in _CINEMAS:
            return False
        if word in cues.FICTION and _is_no_fiction(words, k):
            continue
        if word in cues.FICTION and not {"in", "of"}.isdisjoint(words[max(0, k - 4) : k]):
            return parsed.meets("modality", cues.FICTION, [word])
    opening = [word for k, word in enumerate(words[:3]) if not _is_no_fiction(words, k)]
    return parsed.meets("modality", cues.FICTION, opening)


def _is_exercise(parsed: Parsed, words: Sequence[str]) -> bool:
    """Whether an exercise supposes it: "staff ran an exercise in which a bomb killed 60 people"."""
    return any(
        word in {"exercise", "exercises"}
        and words[k + 1 : k + 3] in (["in", "which"], ["that", "simulated"], ["that", "imagined"])
        and not _STAGING.isdisjoint(words[max(0, k - 5) : k])
        and parsed.meets("modality", {word}, [word])
        for k, word in enumerate(words)
    )


_STAGING = grammar.words(
    "ran run runs running held hold holds holding staged stage stages staging conducted conducts organised organized practised practiced"
)


def _is_no_fiction(words: Sequence[str], at: int) -> bool:
    """Whether the word is meant otherwise: "a hostage drama", "an episode of violence", "a novel way"."""
    real = words[at - 1] in _REAL_DRAMAS if at else False
    spell = (
        words[at] == "episode" and words[at + 1 : at + 2] == ["of"] and not _VIOLENCE.isdisjoint(words[at + 2 : at + 5])
    )
    new = words[at] == "novel" and words[at + 1 : at + 2] in _NEW
    return real or spell or new


_REAL_DRAMAS = grammar.words("hostage siege rescue prison kidnap real-life sea hijack")
_VIOLENCE = grammar.words("violence unrest fighting bloodshed clashes shelling")
_NEW = (["way"], ["method"], ["attempt"], ["approach"], ["attack"], ["coronavirus"], ["tactic"])
_CINEMAS = grammar.words("theatre theater house star director producer set festival premiere studio")
