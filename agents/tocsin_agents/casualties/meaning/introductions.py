"""Find how an article introduces whom it quotes: "a spokesman for the state, Adan Nur", "the civil defence institute"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from tocsin import SourceType
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.sources import (
    ACRONYMS,
    GENERIC,
    NAMED,
    PRECEDENCE,
    RANKS,
    SAYING_VERBS,
    SOURCE_NOUNS,
)
from tocsin_agents.casualties.text.tokens import Token, tokenize

__all__ = ["INSTITUTIONS", "Introductions", "telling"]

_MOST = 6
"""Places in the article at which a name is looked at."""
_LONGEST = 50_000
"""Characters of an article that are looked through for each name; no report is longer."""
_REACH = 120
"""Characters before and after a name within which it is introduced."""
_PHRASE = 9
"""Words of an office."""
_STOP = re.compile(r"[.!?;:\n\"\u201c\u201d]\s|\n|[\"\u201c\u201d]")
_LINKS = frozenset({"of", "for", "from", "in", "at"})
_ENDS = grammar.AUXILIARIES | grammar.BREAKS | grammar.CONJUNCTIONS | SAYING_VERBS | {",", "(", ")", "-"}
_DESCRIBING = grammar.words("who which and is was")
"""Words that go on describing somebody: "Colonel Vargas, who is in charge of the region's police"."""
INSTITUTIONS = grammar.words(
    "institute agency unit office service department group organisation organization body union centre center association"
    " network committee officer spokesman spokeswoman director chief head commander official council board authority"
)
"""Nouns that say little of what they stand for, and less than where they were first named."""


class Introductions:
    """What the text of one article says of those whom it quotes; each name is looked up once."""

    def __init__(self, text: str) -> None:
        self._text = text[:_LONGEST]
        self._known: dict[str, tuple[SourceType | None, bool]] = {}

    def kind_of(self, name: str) -> SourceType | None:
        """Give the type of a source by where the article introduces it; None where it does not."""
        weak: SourceType | None = None
        for key in _keys(name):
            if key not in self._known:
                self._known[key] = self._looked_up(key)
            kind, sure = self._known[key]
            if kind is not None and sure:
                return kind
            weak = weak or kind
        return weak

    def _looked_up(self, key: str) -> tuple[SourceType | None, bool]:
        """Give the type that the places tell at which a name stands, and whether one of them says more than "the institute"."""
        weak: SourceType | None = None
        for match in islice(re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", self._text), _MOST):
            before, after = self._around(match.start(), match.end())
            proper = key[:1].isupper()
            own = [] if proper else [key]
            office = _office_before(before, proper=proper)
            # "The interior secretary, Raul Ontiveros, apologised to the families": behind the comma the sentence goes on.
            beside = [] if office and _stands_beside(before, after) else _office_after(after, proper=proper)
            kind, sure = _kind_of([*office, *own, *beside])
            if kind is not None and sure:
                return kind, True
            weak = weak or kind
        return weak, False

    def _around(self, start: int, end: int) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        before, after = self._text[max(start - _REACH, 0) : start], self._text[end : end + _REACH]
        stops = list(_STOP.finditer(before))
        stop = _STOP.search(after)
        return tokenize(before[stops[-1].end() :] if stops else before), tokenize(
            after[: stop.start()] if stop else after
        )


def _keys(name: str) -> Iterator[str]:
    """Give what to look for: the surname, the acronyms, and the nouns that stand for an institution told before."""
    tokens = tokenize(name)
    comma = next((k for k, token in enumerate(tokens) if token.text == ","), len(tokens))
    head = tokens[:comma]
    names = [
        t.text
        for t in head
        if t.is_capital and t.lower not in RANKS | GENERIC | grammar.DETERMINERS | SOURCE_NOUNS.keys()
    ]
    yield from (text.removesuffix("'s") for text in names[::-1][:2] if len(text) > 1)
    yield from (t.text for t in tokens[comma:] if t.text.isupper() and len(t.text) > 1)
    yield from (t.lower.removesuffix("'s") for t in tokens if t.lower.removesuffix("'s") in INSTITUTIONS)


def _stands_beside(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a name stands between two commas, beside the office before it."""
    k = len(before) - 1
    while k >= 0 and before[k].is_capital:
        k -= 1
    return k >= 0 and before[k].text == "," and bool(after) and after[0].text == ","


def _office_before(tokens: Sequence[Token], *, proper: bool) -> list[str]:
    """Give the words of the office that stands right before a name: "a spokesman for the ministry, Adan Nur"."""
    k = len(tokens) - 1
    while proper and k >= 0 and (tokens[k].is_capital or tokens[k].text == ",") and tokens[k].lower not in SOURCE_NOUNS:
        k -= 1
    if k < 0 or tokens[k].lower in _LINKS | _ENDS:
        return []
    start = k
    while start >= 0 and k - start < _PHRASE and tokens[start].lower not in _ENDS:
        start -= 1
    words = [_plain(token) for token in tokens[start + 1 : k + 1]]
    return words if proper else _phrase(words)


def _phrase(words: list[str]) -> list[str]:
    """Give the words of a noun phrase alone, from its article on."""
    last = max((k for k, word in enumerate(words) if word in grammar.DETERMINERS), default=-1)
    return words[last + 1 :]


def _office_after(tokens: Sequence[Token], *, proper: bool) -> list[str]:
    """Give the words of the office that follows a name: ", an official of the agency", "institute of the army"."""
    if not tokens or tokens[0].lower not in ({",", "(", "of", "from"} if proper else _LINKS):
        return []
    begin = 1 if proper else 0
    words: list[str] = []
    for token in tokens[begin : begin + _PHRASE + 3]:
        if token.lower in _ENDS - _DESCRIBING:
            break
        words.append(_plain(token))
    return words


def _plain(token: Token) -> str:
    """Give the word as lists have it; nothing for what only looks like an acronym."""
    word = token.lower.removesuffix("'s")
    return "" if word in ACRONYMS and not token.text.isupper() else word


def _kind_of(words: Sequence[str]) -> tuple[SourceType | None, bool]:
    """Give the type of an office by its words, and whether they say more than that it is one."""
    text = f" {' '.join(words)} "
    named = [name for name in NAMED if f" {name} " in text]
    if named:
        return NAMED[max(named, key=len)], True
    nouns = telling([word for word in words if word in SOURCE_NOUNS])
    kinds = {SOURCE_NOUNS[word] for word in nouns}
    sure = bool(set(nouns) - INSTITUTIONS - GENERIC - RANKS)
    return next((kind for kind in PRECEDENCE if kind in kinds), None), sure


def telling(nouns: Sequence[str]) -> Sequence[str]:
    """Give the nouns that tell most of whom somebody speaks for: the office before the rank, the rank before "spokesman"."""
    offices = [word for word in nouns if word not in RANKS | GENERIC]
    return offices or [word for word in nouns if word in RANKS] or nouns
