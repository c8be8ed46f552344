"""Find the words that may say that people were harmed: a cheap gate over raw text, and exact matches over tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin_agents.casualties.lexicon.entries import Entry, Form, Frame
from tocsin_agents.casualties.lexicon.triggers import ENTRIES
from tocsin_agents.casualties.text.tokens import Token

__all__ = ["Hit", "find_hits", "may_trigger"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger where it stands: tokens `[first:last)`."""

    first: int
    last: int
    entry: Entry
    form: Form


def _index() -> dict[tuple[str, ...], tuple[tuple[Entry, Form], ...]]:
    by_words: dict[tuple[str, ...], list[tuple[Entry, Form]]] = {}
    for entry in ENTRIES:
        for words, form in entry.forms:
            by_words.setdefault(words, []).append((entry, form))
    return {words: tuple(sorted(found, key=lambda item: not item[0].of_only)) for words, found in by_words.items()}


def _lengths() -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for words in _BY_WORDS:
        lengths.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


_BY_WORDS = _index()
_LENGTHS = _lengths()
"""First word of a trigger -> how many words those have that begin with it, the longest first."""


def _branch(phrases: Sequence[str]) -> str:
    """Give a regular expression that matches any of the phrases and looks at each character once."""
    by_first: dict[str, list[str]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[:1], []).append(phrase[1:])
    branches = [re.escape(first) + _branch(rests) for first, rests in sorted(by_first.items()) if first]
    optional = "?" if "" in by_first else ""
    return f"(?:{'|'.join(branches)}){optional}" if branches else ""


_GATE = re.compile(r"\b" + _branch([" ".join(words) for entry in ENTRIES for words, _ in entry.forms]) + r"\b")
_MOST = 24
"""Triggers in one sentence; what has more is a table, and is read so far."""
_IDIOM_NEXT = {
    "kill": frozenset(["off", "time"]),
    "dead": frozenset(
        [
            "heat",
            "end",
            "ends",
            "line",
            "ahead",
            "tired",
            "set",
            "against",
            "last",
            "certain",
            "serious",
            "wood",
            "weight",
            "lock",
            "level",
            "straight",
            "center",
            "centre",
            "right",
            "wrong",
            "ball",
            "zone",
            "calm",
        ]
    ),
}
_NOT_HARMED_NEXT = frozenset(["up", "down", "off", "out", "back", "video", "videos", "footage"])
"""After a weak trigger: "burned down", "shot footage"."""
_NO_PLACE = frozenset(["by", "but", "while", "when", "as", "and", "from", "during", ".", ",", ";"]) | {""}
"""After "shot at", where no place follows."""
_TARGETS = frozenset(["vehicle", "vehicles", "car", "cars", "convoy", "convoys", "truck", "trucks", "helicopter", "ambulance",
                      "van", "patrol", "plane", "aircraft", "boat", "drone", "him", "her", "them", "us", "police", "officers"])  # fmt: skip
"""What is shot at, and no place where somebody is shot."""
_IDIOM_BEFORE = {"deadline", "near", "brain", "drop", "stone"}
_PLAYED = frozenset(["play", "plays", "played", "playing"])
"""Before "dead": nobody is."""


def may_trigger(text: str) -> bool:
    """Whether a text holds any trigger word at all; most sentences do not, and cost no more than this."""
    return _GATE.search(text.lower()) is not None


def find_hits(tokens: Sequence[Token]) -> tuple[Hit, ...]:
    """Give the triggers of a sentence in order, the longest at each place, without idioms ("killed off")."""
    hits: list[Hit] = []
    k = 0
    while k < len(tokens) and len(hits) < _MOST:
        hit = _hit_at(tokens, k)
        if hit is not None:
            hits.append(hit)
        k = k + 1 if hit is None else hit.last
    return tuple(hits)


def _hit_at(tokens: Sequence[Token], at: int) -> Hit | None:
    for length in _LENGTHS.get(tokens[at].lower, ()):
        last = at + length
        for entry, form in _BY_WORDS.get(tuple(token.lower for token in tokens[at:last]), ()):
            if _fits(tokens, at, last, entry):
                return Hit(at, last, entry, form)
    return None


def _fits(tokens: Sequence[Token], first: int, last: int, entry: Entry) -> bool:
    """Whether an entry is meant: no idiom, and the words stand around it that it asks for."""
    following = tokens[last].lower if last < len(tokens) else ""
    before = tokens[first - 1].lower if first else ""
    idiom = following in _IDIOM_NEXT.get(entry.inflected, ()) or before in _IDIOM_BEFORE
    idiom = idiom or (entry.inflected == "dead" and before in _PLAYED)
    if entry.frame is Frame.TRANSITIVE and _is_score(
        following, tokens[last + 1].lower if last + 1 < len(tokens) else ""
    ):
        return False
    figure = [token.lower for token in tokens[last : last + 3]][::2] in (["on", "feet"], ["in", "tracks"])
    if idiom or figure or (entry.weak and _spares(tokens, last)):
        return False
    return _has_before(tokens, first, following, entry) and _has_after(tokens, last, following, entry)


_SCORE = re.compile(r"(\d{1,2})-(\d{1,2})")
_BEFORE_SCORES_END = frozenset(["at", "by", "in", "on", "away", "home", "to", ".", ",", ""])


def _is_score(word: str, following: str) -> bool:
    """Whether a team was beaten so: "slaughtered 4-1 at home"; the larger figure of a range comes last."""
    score = _SCORE.fullmatch(word)
    return score is not None and int(score[1]) >= int(score[2]) and following in _BEFORE_SCORES_END


def _has_before(tokens: Sequence[Token], first: int, following: str, entry: Entry) -> bool:
    earlier = {token.lower for token in tokens[max(0, first - 4) : first]}
    if entry.set_only and earlier.isdisjoint({"of", "among"}) and following not in {"included", "include"}:
        return False
    if entry.preceded_by and earlier.isdisjoint(entry.preceded_by.split()):
        return False
    return not entry.beside or not {token.lower for token in tokens}.isdisjoint(entry.beside.split())


def _has_after(tokens: Sequence[Token], last: int, following: str, entry: Entry) -> bool:
    if entry.of_only and following != "of":
        return False
    if entry.then and f" {entry.then} " not in _clause_after(tokens, last):
        return False
    rest = {token.lower for token in tokens[last : last + 12]}
    if entry.followed_by and rest.isdisjoint(entry.followed_by.split()):
        return False
    return not entry.needs_flight or not rest.isdisjoint(_FLIGHT)


def _clause_after(tokens: Sequence[Token], last: int) -> str:
    """Give the words of the clause from token `last`, with a space before and after each."""
    words = [token.lower for token in tokens[last : last + _LATER]]
    end = next((k for k, word in enumerate(words) if word in {";", ".", ":"}), len(words))
    return f" {' '.join(words[:end])} "


_LATER = 14
"""Tokens; how far behind a verb "to death" may stand."""


def _spares(tokens: Sequence[Token], last: int) -> bool:
    """Whether what follows a weak trigger says that nobody was harmed: "were shot at by rebels"."""
    following, then = (tokens[k].lower if k < len(tokens) else "" for k in (last, last + 1))
    aimed = {token.lower for token in tokens[last + 1 : last + 5]}
    return following in _NOT_HARMED_NEXT or (
        following == "at" and (then in _NO_PLACE or not aimed.isdisjoint(_TARGETS))
    )


_FLIGHT = frozenset({"flee", "leave", "evacuate", "abandon", "seek"})
