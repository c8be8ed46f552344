"""Tell why: each claim with the words it was read from, and each number beside a trigger that makes no claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin import Article, Claim, Evidence
from tocsin_agents.casualties.lexicon import grammar
from tocsin_agents.casualties.people.numbers import value_at
from tocsin_agents.casualties.trace import Noted, Read, Trace

__all__ = ["explanation"]

_HOPEFUL = {"polarity": "affirmed", "modality": "asserted", "kind": "incident", "temporal_role": "current"}
"""What a claim that may alert says, in the order in which the rules are asked."""


def explanation(article: Article, claims: Sequence[Claim], trace: Trace) -> Iterator[str]:
    """Give the lines for one article: its claims in their order, then what was left out in the order of the text."""
    yield f"{article.title or 'untitled'} [{article.id}]"
    for claim in claims:
        yield from _of_claim(claim, _noted(claim, trace))
    idle = not claims
    for read in trace.sentences:
        left_out = list(_left_out(read, trace))
        idle = idle and not left_out
        if left_out:
            yield f"  left out of {read.part} {read.sentence.start}-{read.sentence.end}: {_flat(read.sentence.text)}"
            yield from (f"    {_flat(line)}" for line in left_out)
    if idle:
        yield f"  {_idle(trace)}"


def _idle(trace: Trace) -> str:
    words = {read.parsed.span(hit.first, hit.last): None for read in trace.sentences for hit in read.parsed.hits}
    if not words:
        return "no word in it says that people were harmed"
    return f"nobody is counted by {', '.join(repr(_flat(word)) for word in words)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


# -- claims


def _noted(claim: Claim, trace: Trace) -> tuple[Read, Noted] | None:
    """Find the mention that a claim was read from: in one of its sentences, with its very words."""
    spans = {(span.field, span.start) for span in claim.evidence}
    for read in trace.sentences:
        if (read.part, read.sentence.start) in spans:
            for noted in read.mentions:
                group = noted.mention.group
                if not noted.refused and read.parsed.span(group.first, group.last) == claim.count_text:
                    return read, noted
    return None


def _of_claim(claim: Claim, found: tuple[Read, Noted] | None) -> Iterator[str]:
    bounds = ", ".join("-" if number is None else str(number) for number in (claim.low, claim.best, claim.high))
    yield f"  claim: {claim.measure} [{bounds}] {claim.qualifier}, {_verdict(claim)}"
    yield f"    rule: {claim.extractor.rule}, confidence {claim.extractor.confidence:.2f}"
    yield f"    count: {_flat(claim.count_text)!r}"
    cues: dict[str, tuple[str, ...]] = {}
    if found is not None:
        read, noted = found
        hit = noted.mention.hit
        cues = noted.cues
        yield f"    trigger: {_flat(read.parsed.span(hit.first, hit.last))!r}"
    if claim.previous is not None:
        yield f"    before: {claim.previous.best} ({claim.previous.direction or 'direction unknown'})"
    yield f"    meaning: {_meaning(claim, cues)}"
    yield from _circumstances(claim)
    yield from (f"    from {_where(span)}: {_flat(span.sentence)}" for span in claim.evidence)


def _verdict(claim: Claim) -> str:
    """Say whether the claim may alert, and if not, the first rule that forbids it, asked of the record itself."""
    if claim.alertable:
        return "alertable"
    for aspect in _HOPEFUL:
        value = getattr(claim, aspect)
        if not claim.model_copy(update=_HOPEFUL | {aspect: value}).alertable:
            return f"not alertable: {aspect} is {value}"
    return "not alertable"


def _meaning(claim: Claim, cues: dict[str, tuple[str, ...]]) -> str:
    """Give kind, polarity, modality and role, each with the words that made it other than usual."""
    said = []
    for aspect, usual in _HOPEFUL.items():
        value = getattr(claim, aspect)
        words = cues.get(aspect, ()) if value != usual else ()
        said.append(f"{value} ({', '.join(map(repr, words))})" if words else value)
    part = " of a larger figure" if claim.part_of else ""
    return ", ".join(said) + (f"; a {'subset' if claim.subset else 'part'}{part}" if claim.subset or part else "")


def _circumstances(claim: Claim) -> Iterator[str]:
    if claim.place is not None:
        code = f" ({claim.place.country})" if claim.place.country else ""
        yield f"    place: {claim.place.text!r}{code}{_inferred(inferred=claim.place.inferred)}"
    if claim.event_time is not None:
        time = claim.event_time
        span = time.start if time.start == time.end else f"{time.start} to {time.end}"
        yield f"    date: {time.text!r}, {span}{_inferred(inferred=time.inferred)}"
    for source in claim.attribution:
        yield f"    said by: {source.name or 'nobody named'!r}, {source.type}, {source.verb or 'no verb'}"


def _inferred(*, inferred: bool) -> str:
    return ", told elsewhere in the article" if inferred else ""


def _where(span: Evidence) -> str:
    return f"{span.field} {span.start}-{span.end}{', quoted' if span.quoted else ''}"


# -- what is left out


def _left_out(read: Read, trace: Trace) -> Iterator[str]:
    """Give a line for each mention without a claim and each number that no mention holds, in the order of the text."""
    lines: dict[int, str] = {}
    for first, last in _numbers(read):
        reason = _why_not(read, first, last)
        if reason:
            lines[first] = f"{read.parsed.span(first, last)!r}: {reason}"
    for noted in read.mentions:
        reason = noted.refused or trace.lost.get(noted.key, "")
        if reason:
            group = noted.mention.group
            words = [word for aspect in noted.cues.values() for word in aspect] if noted.refused else []
            by = f" ({', '.join(map(repr, words))})" if words else ""
            lines[group.first] = f"{read.parsed.span(group.first, group.last)!r}: {reason}{by}"
    yield from (lines[first] for first in sorted(lines))


def _numbers(read: Read) -> Iterator[tuple[int, int]]:
    """Give the tokens `[first:last)` of each number, and of each token with a digit that is not read as one."""
    tokens = read.parsed.tokens
    k = 0
    while k < len(tokens):
        value = value_at(tokens, k)
        counting = value is not None and (tokens[k].lower not in {"a", "an"})
        last = value[1] if value is not None and counting else k + 1
        if counting or any(char.isdigit() for char in tokens[k].text):
            yield k, last
        k = last


def _why_not(read: Read, first: int, last: int) -> str:
    """Say why a number makes no claim; nothing when a mention holds it. The narrowest note on it is the one that decided."""
    groups = [(n.mention.group.first, n.mention.group.last) for n in read.mentions]
    held = [b - a for a, b in groups if a <= first and last <= b]
    refused = sorted((b - a, why) for (a, b), why in read.jottings.refused.items() if a <= first and last <= b)
    if held and (not refused or min(held) <= refused[0][0]):
        return ""
    if refused:
        return refused[0][1]
    if value_at(read.parsed.tokens, first) is None:
        return "no plain number: an ordinal, an age, a time or a score"
    before = read.parsed.word(first - 1)
    return f"it follows {before!r}; no trigger counts it" if before in grammar.PREPOSITIONS else "no trigger counts it"
