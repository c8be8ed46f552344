"""Find who says so: the chain of sources of each figure, the outermost first, without the outlet itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin import Attribution
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.lexicon.marks import QUOTES
from tocsin_agents.casualties.lexicon.sources import GOVERNMENTS, HOLDING_VERBS, SAYING_VERBS, TOLL_VERBS
from tocsin_agents.casualties.meaning.introductions import Introductions
from tocsin_agents.casualties.meaning.saying import (
    LONGEST,
    antecedent_span,
    is_inverted,
    is_trailing,
    reach,
    subject_span,
)
from tocsin_agents.casualties.meaning.speakers import speaker
from tocsin_agents.casualties.parsing.parse import Parsed

__all__ = ["Source", "find_sources", "govern"]

_TAIL = 3
"""Tokens after the verb within which the source may say whom it cites: "the AP reported, citing police"."""
_NOUNS = grammar.words(
    "reports report claims claim claimed estimates estimate counts count fears fear put puts lists repeats"
)
_FIGURES = grammar.words(
    "count counts tally estimate estimates figure figures reckoning toll tolls data records account"
)
_TOLLS = frozenset({"toll", "tolls", "figure", "count"})
_HOLDING = (["by"], ["to"])
_VERSIONS = _FIGURES | {"version"}
_GIVEN = grammar.words("came come comes given provided released published issued supplied")
"""Before "from" or "by", of figures: "the figures came from the army"."""
_OBJECT = 5
"""Tokens after a verb within which its object is named."""
_OWN = frozenset({"its", "their", "his", "her", "own"})
_HEADED = 5
"""Words of a source in a headline: "Army: ten killed", "Shelling kills seven: health ministry"."""
_MEDIA = frozenset({"news_agency", "state_media", "witness"})
"""Whoever speaks to them speaks to the public; they pass on nothing that another source would not."""
_MASTHEADS = frozenset(["Monitor", "Post", "Times", "Herald", "Tribune", "Courier", "Dispatch", "Gazette", "Observer", "Chronicle", "Standard", "Guardian", "Journal", "Ledger"])  # fmt: skip
"""What newspapers are called; in small letters a monitor is one who counts."""


@dataclass(frozen=True, slots=True)
class Source:
    """A chain of sources in a sentence; it speaks for the tokens `[first:last)`."""

    chain: tuple[Attribution, ...]
    verb: int
    first: int
    last: int
    pronoun: bool = False
    """"He said": whoever spoke last."""


def find_sources(
    parsed: Parsed, introductions: Introductions | None = None, *, title: bool = False
) -> tuple[Source, ...]:
    """Give the sources of a sentence, each with the words that it speaks for."""
    found: list[Source | None] = list(_headed(parsed, introductions)) if title else []
    for at, token in enumerate(parsed.tokens):
        word = token.lower
        if token.is_capital and at and not title:
            # "Omar Said put the toll at 17".
            continue
        if word == "according" and parsed.word(at + 1) == "to":
            found.append(_after(parsed, at, at + 2, introductions))
        elif word in {"from", "by"} and parsed.word(at - 1) in _GIVEN and not _FIGURES.isdisjoint(parsed.words(0, at)):
            found.append(_after(parsed, at - 1, at + 1, introductions))
        elif word in SAYING_VERBS or _has_figure(parsed, at):
            found.append(_of_verb(parsed, at, introductions))
        elif word in _FIGURES and at and (parsed.tokens[at - 1].possessive or parsed.word(at - 1) in _OWN):
            found.append(_by_count(parsed, at, introductions))
    return tuple(_resolved([source for source in found if source is not None]))


def _has_figure(parsed: Parsed, at: int) -> bool:
    """Whether a verb is one of saying because of its object: "cut the toll", "gives another account", "stood by its figure"."""
    word, ahead = parsed.word(at), parsed.words(at + 1, at + _OBJECT)
    gives = word in {"give", "gives", "gave"} and not _VERSIONS.isdisjoint(ahead)
    holds = (
        word in HOLDING_VERBS and ahead[:1] in _HOLDING and not (_FIGURES.isdisjoint(ahead) or _OWN.isdisjoint(ahead))
    )
    toll = not _TOLLS.isdisjoint(ahead) or (ahead[:2] == ["it", "to"] and not _TOLLS.isdisjoint(parsed.words(0, at)))
    return gives or holds or (word in TOLL_VERBS and toll)


def _resolved(sources: Sequence[Source]) -> Iterator[Source]:
    """Let a pronoun stand for who speaks before it in the sentence: "the coast guard admitted as it lowered the toll"."""
    spoken: tuple[Attribution, ...] = ()
    for source in sources:
        yield replace(source, chain=spoken, pronoun=False) if source.pronoun and spoken else source
        spoken = source.chain or spoken


def govern(sources: Sequence[Source], at: int) -> Source | None:
    """Give the source that speaks for the token `at`: the nearest one whose words hold it."""
    holding = [source for source in sources if source.first <= at < source.last]
    return min(holding, key=lambda source: abs(source.verb - at), default=None)


def _headed(parsed: Parsed, introductions: Introductions | None) -> Iterator[Source]:
    """Read the source of a headline, which a colon sets apart: "Army: ten killed", "Seven killed: health ministry"."""
    colon = next((k for k in range(len(parsed.tokens)) if parsed.word(k) == ":"), 0)
    end = len(parsed.tokens)
    for first, last, spoken in ((0, colon, (colon, end)), (colon + 1, end, (0, colon))):
        told = any(first <= hit.first < last for hit in parsed.hits)
        if colon and not told and 0 < last - first <= _HEADED:
            found = speaker(parsed, first, last, "said", introductions)
            # "Kabul: 24 die" tells where, not who says so.
            place = parsed.span(first, last).lower() in GOVERNMENTS
            if found is not None and found.type != "witness" and not place:
                yield Source((found,), first, *spoken)


def _of_verb(parsed: Parsed, at: int, introductions: Introductions | None) -> Source | None:
    if is_inverted(parsed, at):
        return _after(parsed, at, at + 1, introductions)
    first, last = subject_span(parsed, at)
    if first == last or _is_noun(parsed, at, first) or _is_compared(parsed, first, last):
        return None
    relative = first > 1 and parsed.word(first) in {"which", "who"}
    spoken = reach(parsed, first, at, trailing=is_trailing(parsed, at) and not relative)
    if parsed.word(last - 1) in {"he", "she", "it", "they"}:
        return Source((), at, *spoken, pronoun=True)
    if relative:
        first, last = antecedent_span(parsed, first)
    found = speaker(parsed, first, last, parsed.word(at), introductions)
    if found is None:
        return None
    told = _told(parsed, at, found, introductions)
    return Source(_cited(parsed, first, at + _TAIL, told, introductions), at, *spoken)


def _is_compared(parsed: Parsed, first: int, last: int) -> bool:
    """Whether the figure is only measured by what a source says: "more than the police have admitted", "twice as many as"."""
    many = parsed.word(first - 1) == "as" and "as" in parsed.words(first - 4, first - 1)
    return many or not {"than", "what"}.isdisjoint(parsed.words(first - 1, last))


def _is_noun(parsed: Parsed, at: int, first: int) -> bool:
    """Whether what looks like a verb of saying is none: "denied reports that", "the fire claimed nine lives"."""
    if parsed.word(at) not in _NOUNS:
        return False
    said = {token.lower for token in parsed.tokens[first:at] if not token.is_capital}
    said_before = not SAYING_VERBS.isdisjoint(said) and "which" not in said
    return said_before or parsed.word(at - 1) in grammar.DETERMINERS or "lives" in parsed.words(at, at + 5)


def _by_count(parsed: Parsed, at: int, introductions: Introductions | None) -> Source | None:
    """Read a source that is told as the owner of a figure: "by the welfare office's count", "the union's figures show"."""
    if parsed.word(at - 1) in _OWN:
        # "The ministry has not moved from its own figures: four killed".
        last = next((k for k in range(1, at) if parsed.word(k) in grammar.AUXILIARIES | SAYING_VERBS | {","}), 0)
        found = (
            speaker(parsed, 0, last, "counted", introductions) if ":" in parsed.words(at, at + _HEADED * 2) else None
        )
        return None if found is None else Source((found,), at, at, len(parsed.tokens))
    first = at - 1
    while first > 0 and at - first < LONGEST and parsed.word(first - 1) not in grammar.PREPOSITIONS | {",", ";", ":"}:
        first -= 1
    found = speaker(parsed, first, at, "counted", introductions)
    return None if found is None or found.type == "witness" else Source((found,), at, 0, len(parsed.tokens))


def _after(parsed: Parsed, verb: int, start: int, introductions: Introductions | None) -> Source | None:
    """Read a source that follows its verb or "according to"."""
    said = "according to" if parsed.word(verb) == "according" else parsed.word(verb)
    last = _end_of_name(parsed, start, fronted=verb == 0 and said == "according to")
    found = speaker(parsed, start, last, said, introductions)
    if found is None:
        return None
    cited = _cited(parsed, verb, min(last + 4, len(parsed.tokens)), (found,), introductions)
    return Source(cited, verb, *reach(parsed, verb, last, trailing=verb > 0))


def _end_of_name(parsed: Parsed, start: int, *, fronted: bool) -> int:
    """Give where the name of a source that begins at `start` ends, with what stands beside it after one comma."""
    last = start
    commas = 0
    while last < len(parsed.tokens) and last - start < LONGEST:
        word = parsed.word(last)
        if word in {".", ";", ":", "—"} or word in QUOTES or (word in grammar.BREAKS and word != "that"):
            break
        if word == ",":
            commas += 1
            if commas > 1 or fronted or parsed.word(last + 1) in grammar.BREAKS | grammar.CONJUNCTIONS:
                break
        if word in grammar.RELATIVES:
            break
        last += 1
    return last


def _told(parsed: Parsed, at: int, found: Attribution, introductions: Introductions | None) -> tuple[Attribution, ...]:
    """Read "a doctor told the Orontes Network": whoever was told passes it on, so stands outside; but not the press."""
    if parsed.word(at) != "told":
        return (found,)
    last = at + 1
    while last < len(parsed.tokens) and parsed.word(last) not in {",", "that", "by", "on", "in", ".", "from", "at"}:
        last += 1
    teller = speaker(parsed, at + 1, last, "reported", introductions)
    press = teller is None or teller.type in _MEDIA or parsed.tokens[last - 1].text in _MASTHEADS
    return (found,) if teller is None or press else (teller, found)


def _cited(
    parsed: Parsed, first: int, last: int, chain: tuple[Attribution, ...], introductions: Introductions | None
) -> tuple[Attribution, ...]:
    """Add whom the source names: "the monitor, citing residents, said", "the AP, which cited an official"."""
    for k in range(first, min(last, len(parsed.tokens))):
        if parsed.word(k) in {"citing", "cited", "quoting", "quoted"}:
            end = next(
                (j for j in range(k + 1, len(parsed.tokens)) if parsed.word(j) in {",", ".", ";", "as", "said"}),
                len(parsed.tokens),
            )
            inner = speaker(parsed, k + 1, end, "cited", introductions)
            return chain if inner is None else (*chain, inner)
    return chain
