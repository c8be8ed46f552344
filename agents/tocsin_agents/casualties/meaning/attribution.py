"""Find who says so: the chain of sources of each figure, the outermost first, without the outlet itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin import Attribution, SourceType
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.marks import QUOTES
from tocsin_agents.casualties.lexicon.sources import (
    GENERIC,
    NAMED,
    PRECEDENCE,
    SAYING_VERBS,
    SOURCE_NOUNS,
    TOLL_VERBS,
)
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form

__all__ = ["Source", "find_sources", "govern"]

_LONGEST = 16
"""Tokens of a source's name with what stands beside it."""
_TAIL = 3
"""Tokens after the verb within which the source may say whom it cites: "the AP reported, citing police"."""
_ASIDES = grammar.words("citing quoting which who whose cited")
_AUDIENCE = grammar.words(
    "reporters journalists parliament media newspaper newspapers press afp's us me them him her radio television"
)
_TRAILING_NEXT = frozenset({",", ".", ";", "", "on", "as", "while", "after", "at", "in", "late", "early", "!", "?"})
_ACRONYMS = grammar.words("un who au eu ap us it ocha iom dpa efe upi osce tass tv")


@dataclass(frozen=True, slots=True)
class Source:
    """A chain of sources in a sentence; it speaks for the tokens `[first:last)`."""

    chain: tuple[Attribution, ...]
    verb: int
    first: int
    last: int
    pronoun: bool = False
    """"He said": whoever spoke last."""


def find_sources(parsed: Parsed) -> tuple[Source, ...]:
    """Give the sources of a sentence, each with the words that it speaks for."""
    found: list[Source] = []
    for at, token in enumerate(parsed.tokens):
        word = token.lower
        if word == "according" and parsed.word(at + 1) == "to":
            source = _after(parsed, at, at + 2, "according to")
        elif word in SAYING_VERBS or (word in TOLL_VERBS and "toll" in parsed.words(at, at + 4)):
            source = _of_verb(parsed, at)
        else:
            continue
        if source is not None:
            found.append(source)
    return tuple(found)


def govern(sources: Sequence[Source], at: int) -> Source | None:
    """Give the source that speaks for the token `at`: the nearest one whose words hold it."""
    holding = [source for source in sources if source.first <= at < source.last]
    return min(holding, key=lambda source: abs(source.verb - at), default=None)


def _of_verb(parsed: Parsed, at: int) -> Source | None:
    inverted = _is_inverted(parsed, at)
    if inverted:
        return _after(parsed, at, at + 1, parsed.word(at))
    first, last = _subject_span(parsed, at)
    if first == last or _is_noun(parsed, at, first) or "than" in parsed.words(first - 1, last):
        # "More than the police have admitted" is not what the police say.
        return None
    words = parsed.words(first, last)
    if words and words[-1] in {"he", "she", "it", "they"}:
        return Source((), at, *_reach(parsed, first, at, trailing=_is_trailing(parsed, at)), pronoun=True)
    speaker = _speaker(parsed, first, last, parsed.word(at))
    if speaker is None:
        return None
    chain = _cited(parsed, first, at + _TAIL, _told(parsed, at, speaker))
    return Source(chain, at, *_reach(parsed, first, at, trailing=_is_trailing(parsed, at)))


_NOUNS = grammar.words("reports report claims claim claimed estimates estimate counts count fears fear put puts")


def _is_noun(parsed: Parsed, at: int, first: int) -> bool:
    """Whether what looks like a verb of saying is none: "denied reports that", "the fire claimed nine lives"."""
    if parsed.word(at) not in _NOUNS:
        return False
    said_before = not SAYING_VERBS.isdisjoint(parsed.words(first, at)) and "which" not in parsed.words(first, at)
    return said_before or parsed.word(at - 1) in grammar.DETERMINERS or "lives" in parsed.words(at, at + 5)


def _is_inverted(parsed: Parsed, at: int) -> bool:
    """Whether the source follows the verb: "…, said a spokesman"."""
    if parsed.word(at) not in {
        "said",
        "says",
        "reported",
        "added",
        "told",
        "announced",
        "confirmed",
        "claimed",
        "warned",
    }:
        return False
    before = parsed.word(at - 1)
    after = parsed.tokens[at + 1] if at + 1 < len(parsed.tokens) else None
    opens = before in {",", "?", "!"} or before in QUOTES
    return (
        opens
        and after is not None
        and (after.lower in {"a", "an", "the", "one", "his", "its", "their"} or after.is_capital)
    )


def _after(parsed: Parsed, verb: int, start: int, said: str) -> Source | None:
    """Read a source that follows its verb or "according to"."""
    last = start
    commas = 0
    while last < len(parsed.tokens) and last - start < _LONGEST:
        word = parsed.word(last)
        if word in {".", ";", ":", "—"} or word in QUOTES or (word in grammar.BREAKS and word != "that"):
            break
        if word == ",":
            commas += 1
            if (
                commas > 1
                or (verb == 0 and said == "according to")
                or parsed.word(last + 1) in grammar.BREAKS | grammar.CONJUNCTIONS
            ):
                break
        if word in grammar.RELATIVES:
            break
        last += 1
    speaker = _speaker(parsed, start, last, said)
    if speaker is None:
        return None
    trailing = verb > 0
    return Source(
        _cited(parsed, verb, min(last + 4, len(parsed.tokens)), (speaker,)),
        verb,
        *_reach(parsed, verb, last, trailing=trailing),
    )


def _subject_span(parsed: Parsed, at: int) -> tuple[int, int]:
    """Give the tokens of the subject of the verb at `at`, with what stands between commas beside it."""
    last = parsed.auxiliaries_before(at)[0]
    k = last - 1
    commas = 0
    while k >= 0 and last - k < _LONGEST:
        word = parsed.word(k)
        if word == ",":
            commas += 1
            opens = k == last - 1 or (commas == 2 and parsed.word(last - 1) == ",")  # noqa: PLR2004 - a pair
            if not opens or not _has_pair(parsed, last):
                break
        elif (
            word in {";", ":", "—", ".", "(", ")"}
            or word in QUOTES
            or (word in grammar.BREAKS and word not in {"which", "who", "whose"})
        ) or (word in {"and", "but", "or"} and commas == 0 and not _joins_sources(parsed, k)):
            break
        k -= 1
    return k + 1, last


def _has_pair(parsed: Parsed, last: int) -> bool:
    """Whether a parenthesis between two commas ends right before the verb."""
    return parsed.word(last - 1) == "," and "," in parsed.words(last - _LONGEST, last - 1)


def _joins_sources(parsed: Parsed, at: int) -> bool:
    return parsed.word(at - 1) in SOURCE_NOUNS and any(word in SOURCE_NOUNS for word in parsed.words(at + 1, at + 4))


def _is_trailing(parsed: Parsed, at: int) -> bool:
    """Whether the verb closes what was said: "…, an official said, while…"."""
    counted_after = any(group.first > at and group.form is Form.NUMBER for group in parsed.groups)
    if (
        parsed.hits
        and parsed.hits[-1].first < at
        and not counted_after
        and _subject_span(parsed, at)[0] > parsed.hits[0].first
    ):
        return True
    following = parsed.word(at + 1)
    if following == "," and parsed.word(at + 2) in QUOTES:
        return False
    return following in _TRAILING_NEXT and not (following == "," and _subject_span(parsed, at)[0] == 0)


def _reach(parsed: Parsed, first: int, last: int, *, trailing: bool) -> tuple[int, int]:
    """Give the tokens that a source speaks for: those before a trailing one, those after a leading one."""
    if trailing and first > 0:
        start = max((k + 1 for k in range(first) if parsed.word(k) == ";"), default=0)
        return start, last + 1
    end = next((k for k in range(last, len(parsed.tokens)) if parsed.word(k) == ";"), len(parsed.tokens))
    before = max((k + 1 for k in range(first) if parsed.word(k) == ";"), default=0)
    return (before if first == 0 or parsed.word(first - 1) in {",", ";"} else first), end


def _speaker(parsed: Parsed, first: int, last: int, verb: str) -> Attribution | None:
    """Name and classify the source in tokens `[first:last)`, without what it cites."""
    last = next((k for k in range(first + 1, last) if parsed.word(k) in _ASIDES), last)
    while last > first and parsed.word(last - 1) in {",", "now", "also"}:
        last -= 1
    kind = classify(parsed, first, last)
    if kind is None:
        return None
    return Attribution(name=parsed.span(first, last)[:120], type=kind, verb=verb)


def classify(parsed: Parsed, first: int, last: int) -> SourceType | None:
    """Give the type of the source in tokens `[first:last)`; None for what is no source."""
    words = [token.lower.removesuffix("'s") for token in parsed.tokens[first:last]]
    head_end = next((k for k, word in enumerate(words) if word in grammar.PREPOSITIONS | {","} and k), len(words))
    kind = _kind_of(parsed, first, words[:head_end])
    if kind is None or (set(words[:head_end]) & GENERIC and kind == "official"):
        kind = _kind_of(parsed, first, words) or kind
    named = (
        first < last
        and parsed.tokens[first].is_capital
        and words[0] not in grammar.DETERMINERS | grammar.SUBJECT_PRONOUNS
    )
    if kind is None and named and (first > 0 or (last > first + 1 and parsed.tokens[first + 1].is_capital)):
        # A bare name speaks for itself.
        return "witness"
    return kind


def _kind_of(parsed: Parsed, first: int, words: Sequence[str]) -> SourceType | None:
    text = f" {' '.join(words)} "
    named = [name for name in NAMED if f" {name} " in text]
    if named:
        return NAMED[max(named, key=len)]
    kinds = {
        SOURCE_NOUNS[word]
        for k, word in enumerate(words)
        if word in SOURCE_NOUNS
        and not (word == "local" and k < len(words) - 1)
        and (word not in _ACRONYMS or parsed.tokens[first + k].text[:2].isupper())
    }
    if "state_media" in kinds and "state" not in words and not kinds & {"opposition"}:
        kinds = (kinds - {"state_media"}) | (
            {"state_media"} if {"sana", "irna", "xinhua", "kcna", "tass"} & set(words) else {"news_agency"}
        )
    return next((kind for kind in PRECEDENCE if kind in kinds), None)


def _told(parsed: Parsed, at: int, speaker: Attribution) -> tuple[Attribution, ...]:
    """Read "a doctor told the Orontes Network": whoever was told passes it on, so stands outside."""
    if parsed.word(at) != "told" or parsed.word(at + 1) in _AUDIENCE:
        return (speaker,)
    last = at + 1
    while last < len(parsed.tokens) and parsed.word(last) not in {",", "that", "by", "on", "in", ".", "from"}:
        last += 1
    teller = _speaker(parsed, at + 1, last, "reported")
    return (speaker,) if teller is None or teller.type == "witness" else (teller, speaker)


def _cited(parsed: Parsed, first: int, last: int, chain: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Add whom the source names: "the monitor, citing residents, said", "the AP, which cited an official"."""
    for k in range(first, min(last, len(parsed.tokens))):
        if parsed.word(k) in {"citing", "cited", "quoting", "quoted"}:
            end = next(
                (j for j in range(k + 1, len(parsed.tokens)) if parsed.word(j) in {",", ".", ";", "as", "said"}),
                len(parsed.tokens),
            )
            inner = _speaker(parsed, k + 1, end, "cited")
            return chain if inner is None else (*chain, inner)
    return chain
