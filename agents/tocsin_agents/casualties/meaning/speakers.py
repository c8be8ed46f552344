"""Name and classify a source by the words of its name: a spokesman of the army is military, a bare name a witness."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin import Attribution, SourceType
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.sources import (
    ACRONYMS,
    GENERIC,
    GOVERNMENTS,
    NAMED,
    PRECEDENCE,
    RANKS,
    SOURCE_NOUNS,
)
from tocsin_agents.casualties.meaning.calendar_dates import MONTHS
from tocsin_agents.casualties.meaning.distances import WEEKDAYS
from tocsin_agents.casualties.meaning.introductions import INSTITUTIONS, Introductions, telling
from tocsin_agents.casualties.parsing.clause import Clause

__all__ = ["classify", "speaker"]

_ASIDES = grammar.words("citing quoting which who whose cited")
_OUTLETS = grammar.words("sana irna xinhua kcna tass")
_OF_OTHERS = grammar.words("media press news information public")
"""Before "wing" or "office": it is that of whom it belongs to."""
_BRANCHES = grammar.words("wing office centre center department bureau directorate officer unit affairs relations cell")


def speaker(
    parsed: Clause, first: int, last: int, verb: str, introductions: Introductions | None = None
) -> Attribution | None:
    """Name and classify the source in tokens `[first:last)`, without what it cites; None for what is no source."""
    first = _past_day(parsed, first, last)
    last = next((k for k in range(first + 1, last) if parsed.word(k) in _ASIDES), last)
    while last > first and parsed.word(last - 1) in {",", "now", "also"}:
        last -= 1
    kind = classify(parsed, first, last, introductions)
    if kind is None:
        return None
    return Attribution(name=parsed.span(first, last)[:120], type=kind, verb=verb)


def _past_day(parsed: Clause, first: int, last: int) -> int:
    """Give where a name begins, over "on Sunday", "of 20 March"."""
    k = first
    while k < last and (parsed.word(k) in _DATING or _is_date(parsed.word(k))):
        k += 1
    dated = any(_is_date(parsed.word(j)) for j in range(first, k))
    return k if dated and k < last else first


def _is_date(word: str) -> bool:
    return word in WEEKDAYS or word in MONTHS or word.isdigit()


_DATING = grammar.words("as on in of by late early ,")


def classify(parsed: Clause, first: int, last: int, introductions: Introductions | None = None) -> SourceType | None:
    """Give the type of the source in tokens `[first:last)`; None for what is no source.

    Of two who speak together, the first counts. What its words leave open is looked up in what the article says of it elsewhere.
    """
    words = [token.lower.removesuffix("'s") for token in parsed.tokens[first:last]]
    joint = next((k for k, word in enumerate(words) if word == "and" and k), len(words))
    owned = words[:1] in (["its"], ["their"]) and not (GENERIC | _OFFICES).isdisjoint(words[1:])
    if owned and (owner := _owner_of(parsed, first)) is not None:
        return owner
    kind, sure = _by_words(parsed, first, words[:joint])
    if kind is None and joint < len(words):
        kind, sure = _by_words(parsed, first, words)
    if not sure and introductions is not None and first < last:
        kind = introductions.kind_of(parsed.span(first, last)) or kind
    if kind is None and _is_name(parsed, first, last, words):
        # A bare name speaks for itself.
        return "witness"
    return kind


def _owner_of(parsed: Clause, at: int) -> SourceType | None:
    """Give the type of the institution that "its superintendent" at `at` belongs to, where the sentence has named it."""
    named = [word for word in parsed.words(0, at) if word in _TELLING]
    return SOURCE_NOUNS[named[-1]] if named else None


def _by_words(parsed: Clause, first: int, words: Sequence[str]) -> tuple[SourceType | None, bool]:
    """Give the type that the words of a name tell, and whether they leave nothing open."""
    head_end = next((k for k, word in enumerate(words) if word in grammar.PREPOSITIONS | {","} and k), len(words))
    head = words[:head_end]
    kind = _kind_of(parsed, first, head)
    if kind is None or set(head) & RANKS or (set(head) & GENERIC and kind == "official"):
        kind = _kind_of(parsed, first, words) or kind
    if kind is None and " ".join(words).removeprefix("the ") in GOVERNMENTS:
        return "official", True
    open_still = len(words) <= _SHORT or _TELLING_MOST.isdisjoint(words)
    return kind, not open_still


_OFFICES = grammar.words("superintendent commander administrator manager principal dean deputy")
"""Offices, beside the generic ones, that are of the kind of what they belong to."""
_TELLING = SOURCE_NOUNS.keys() - GENERIC - RANKS
_TELLING_MOST = _TELLING - INSTITUTIONS
"""Nouns that tell by themselves whom somebody speaks for."""
_SHORT = 2
"""Words of a source, such as "the institute", that say less than the article has said before."""


def _is_name(parsed: Clause, first: int, last: int, words: Sequence[str]) -> bool:
    named = (
        first < last
        and parsed.tokens[first].is_capital
        and words[0] not in grammar.DETERMINERS | grammar.SUBJECT_PRONOUNS
    )
    return named and (first > 0 or (last > first + 1 and parsed.tokens[first + 1].is_capital))


def _kind_of(parsed: Clause, first: int, words: Sequence[str]) -> SourceType | None:
    text = f" {' '.join(words)} "
    named = [name for name in NAMED if f" {name} " in text]
    if named:
        return NAMED[max(named, key=len)]
    owned = [
        word
        for k, word in enumerate(words)
        if word in SOURCE_NOUNS
        and not (word == "local" and k < len(words) - 1)
        and not (word in _OF_OTHERS and not _BRANCHES.isdisjoint(words[k + 1 : k + 3]))
        and (word not in ACRONYMS or parsed.tokens[first + k].text[:2].isupper())
    ]
    kinds = {SOURCE_NOUNS[word] for word in telling(owned)}
    if "state_media" in kinds and "state" not in words and not kinds & {"opposition"}:
        kinds = (kinds - {"state_media"}) | ({"state_media"} if _OUTLETS & set(words) else {"news_agency"})
    return next((kind for kind in PRECEDENCE if kind in kinds), None)
