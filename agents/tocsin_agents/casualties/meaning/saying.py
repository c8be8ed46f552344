"""Find the subject of a verb of saying, and for which words of the sentence it speaks."""

from __future__ import annotations

from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.marks import APOSTROPHES, LONG_DASHES, QUOTES
from tocsin_agents.casualties.lexicon.sources import RANKS, SOURCE_NOUNS
from tocsin_agents.casualties.parsing.parse import Parsed
from tocsin_agents.casualties.people.groups import Form

__all__ = ["LONGEST", "antecedent_span", "is_inverted", "is_trailing", "reach", "subject_span"]

LONGEST = 16
"""Tokens of a source's name with what stands beside it."""
_TRAILING_NEXT = frozenset({",", ".", ";", "", "on", "as", "while", "after", "at", "in", "late", "early", "!", "?"})
_DATED = 5
"""Tokens after a verb of saying, with a day between, within which "that" opens what is said."""
_INVERTED = grammar.words("said says reported added announced confirmed claimed warned")
_DAYS = grammar.words("monday tuesday wednesday thursday friday saturday sunday")
_GOES_ON = grammar.words("adding putting raising lowering bringing giving revising")
_SPEAKS_ON = grammar.words("as after when while and but")
"""Words after which a pronoun goes on with what the same source did: "as it lowered the toll"."""


def subject_span(parsed: Parsed, at: int) -> tuple[int, int]:
    """Give the tokens of the subject of the verb at `at`, with what stands between commas beside it."""
    last = parsed.auxiliaries_before(at)[0]
    k = last - 1
    commas = 0
    while k >= 0 and last - k < LONGEST:
        word = parsed.word(k)
        if word == ",":
            commas += 1
            opens = k == last - 1 or (commas == 2 and parsed.word(last - 1) == ",")  # noqa: PLR2004 - a pair
            if not opens or not _has_pair(parsed, last):
                break
        elif (
            word in {";", ":", "(", ")"} | LONG_DASHES
            or (word == "." and parsed.word(k - 1) not in RANKS)
            or _is_quotation(parsed, k)
            or (word in grammar.BREAKS and word not in {"which", "who", "whose"})
        ) or (word in {"and", "but", "or"} and commas == 0 and not _joins_sources(parsed, k)):
            break
        k -= 1
    return k + 1, last


def _is_quotation(parsed: Parsed, at: int) -> bool:
    """Whether a token is a quotation mark, and not the end of a possessor: "the doctors' union"."""
    mark = parsed.tokens[at]
    owner = at > 0 and mark.text in APOSTROPHES and parsed.tokens[at - 1].end == mark.start
    return parsed.word(at) in QUOTES and not (owner and parsed.word(at - 1).endswith("s"))


def antecedent_span(parsed: Parsed, relative: int) -> tuple[int, int]:
    """Give the tokens that "who" at `relative` stands for: "the fire brigade, which announced"."""
    last = relative - 1 if parsed.word(relative - 1) == "," else relative
    k = last
    while k > 0 and last - k < LONGEST:
        word = parsed.word(k - 1)
        if word in {";", ":", "."} or word in QUOTES or word in _INVERTED or word in grammar.BREAKS:
            break
        k -= 1
    return k, last


def _has_pair(parsed: Parsed, last: int) -> bool:
    """Whether a parenthesis between two commas ends right before the verb."""
    return parsed.word(last - 1) == "," and "," in parsed.words(last - LONGEST, last - 1)


def _joins_sources(parsed: Parsed, at: int) -> bool:
    return parsed.word(at - 1) in SOURCE_NOUNS and any(word in SOURCE_NOUNS for word in parsed.words(at + 1, at + 4))


def is_inverted(parsed: Parsed, at: int) -> bool:
    """Whether the source follows the verb: "…, said a spokesman"."""
    if parsed.word(at) not in _INVERTED or at + 1 >= len(parsed.tokens):
        return False
    before, after = parsed.word(at - 1), parsed.tokens[at + 1]
    opens = before in {",", "?", "!"} or before in QUOTES
    named = after.is_capital and after.lower.removesuffix("'s") not in _DAYS
    begins = after.lower in {"a", "an", "the", "one", "his", "its", "their"} or after.lower in SOURCE_NOUNS
    return opens and (named or begins) and not (before == "," and _is_named_before(parsed, at))


def _is_named_before(parsed: Parsed, at: int) -> bool:
    """Whether the source stands before the verb, with its name between commas: "the spokesman, Adan Nur, said the toll"."""
    first, last = subject_span(parsed, at)
    told = any(first <= hit.first < last for hit in parsed.hits)
    return not told and parsed.word(last - 1) == "," and not SOURCE_NOUNS.keys().isdisjoint(parsed.words(first, last))


def is_trailing(parsed: Parsed, at: int) -> bool:
    """Whether the verb closes what was said: "…, an official said, while…"."""
    counted_after = any(group.first > at and group.form is Form.NUMBER for group in parsed.groups)
    if (
        parsed.hits
        and parsed.hits[-1].first < at
        and not counted_after
        and subject_span(parsed, at)[0] > parsed.hits[0].first
    ):
        return True
    following = parsed.word(at + 1)
    if "that" in parsed.words(at + 1, at + _DATED):
        # "Police said on Sunday that".
        return False
    if following == "," and parsed.word(at + 2) in QUOTES:
        return False
    return following in _TRAILING_NEXT and not (following == "," and subject_span(parsed, at)[0] == 0)


def reach(parsed: Parsed, first: int, last: int, *, trailing: bool) -> tuple[int, int]:
    """Give the tokens that a source speaks for: those before a trailing one, those after a leading one."""
    end = next((k for k in range(last, len(parsed.tokens)) if parsed.word(k) == ";"), len(parsed.tokens))
    before = max((k + 1 for k in range(first) if parsed.word(k) == ";"), default=0)
    if trailing and first > 0:
        return before, end if _speaks_on(parsed, last, end) else last + 1
    told_both = any(hit.first < first for hit in parsed.hits) and any(hit.first > last for hit in parsed.hits)
    fronted = first == 0 or (parsed.word(first - 1) in {",", ";"} and not told_both)
    return (before if fronted else first), end


def _speaks_on(parsed: Parsed, verb: int, end: int) -> bool:
    """Whether the same source goes on: "the coast guard admitted on Monday as it lowered the toll"."""
    return any(
        parsed.word(k) in _GOES_ON
        or (parsed.word(k) in _SPEAKS_ON and parsed.word(k + 1) in {"it", "he", "she", "they", "that"})
        for k in range(verb + 1, min(verb + 1 + LONGEST, end))
    )
