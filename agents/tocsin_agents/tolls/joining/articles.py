"""Articles: the claims of one are sorted into reports by place and time.

A claim that lacks a place or a date takes it from the rest of its article, as far as the article leaves no doubt, so the
order in which the claims of an article arrive does not matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tocsin import Claim, Place, iso_date
from tocsin_agents.tolls.joining.bygones import without_bygones
from tocsin_agents.tolls.joining.evidence import UNMISTAKABLE
from tocsin_agents.tolls.reading.figures import Figure
from tocsin_agents.tolls.reading.occurrences import occurrences
from tocsin_agents.tolls.reading.reports import HINT_DAYS, Report, is_total, position, sentences
from tocsin_agents.tolls.reading.scopes import NOWHERE, Level, Scope, contains, in_one_country, same
from tocsin_agents.tolls.reading.spans import UNDATED, Span

__all__ = ["reports_of", "totals_of"]

_Read = tuple[Claim, Scope, Span]
"""A claim with its place and its days."""


def reports_of(claims: Iterable[Claim]) -> tuple[Report, ...]:
    """Sort the claims of one article into its reports; breakdowns are left out, they follow their totals."""
    everything = without_bygones(claims)
    whole = sorted((claim for claim in everything if claim.kind != "breakdown"), key=position)
    stated = [(claim, Scope.of(claim.place), Span.of(claim.event_time)) for claim in whole]
    read = [_narrowed(claim, scope, span, stated) for claim, scope, span in stated]
    lead = next((scope for _, scope, _ in read if scope.country), NOWHERE)
    placed = [(claim, _placed(scope, lead), span) for claim, scope, span in read]
    sorted_out: dict[tuple[Scope, Span], list[Claim]] = {}
    for claim, scope, span in placed:
        canonical = next((known for known, _ in sorted_out if same(known, scope)), scope)
        when = span if span.dated else _date_of(canonical, placed)
        sorted_out.setdefault((canonical, when), []).append(claim)
    sorted_out = _told_once(_absorbed(_with_their_totals(sorted_out)))
    beside = occurrences("\n".join(dict.fromkeys(sentences(whole))))
    divided = {claim.part_of for claim in everything if claim.kind == "breakdown" and not claim.subset and claim.place}
    return tuple(
        Report(
            group[0].article_id,
            scope,
            span,
            _place_of(scope, placed),
            tuple(group),
            divided=not divided.isdisjoint(claim.id for claim in group),
            beside=beside,
        )
        for (scope, span), group in _gathered(sorted_out).items()
    )


def _with_their_totals(sorted_out: dict[tuple[Scope, Span], list[Claim]]) -> dict[tuple[Scope, Span], list[Claim]]:
    """Put further victims with the one total of their measure: whoever dies on Sunday of Thursday's wounds dies of Thursday."""
    homes: dict[str, list[tuple[Scope, Span]]] = {}
    for key, group in sorted_out.items():
        for measure in {claim.measure for claim in group if is_total(claim)}:
            homes.setdefault(measure, []).append(key)
    put: dict[tuple[Scope, Span], list[Claim]] = {}
    for key, group in sorted_out.items():
        for claim in group:
            home = homes.get(claim.measure, [])
            if claim.kind == "increment" and len(home) == 1:
                put.setdefault(home[0], []).append(claim)
            else:
                put.setdefault(next((other for other in home if _brings(sorted_out[other], claim)), key), []).append(
                    claim
                )
    return put


def _brings(group: list[Claim], death: Claim) -> bool:
    """Say whether a sentence brings a toll of the group to where it is: "a man died on Sunday, bringing the toll to ten"."""
    number = Figure.of(death).lead or 0
    tolls = (claim for claim in group if (claim.kind, claim.measure) == ("period_total", death.measure))
    return is_total(death) and any(
        (Figure.of(toll).lead or 0) > number and _in_one_sentence([toll], [death]) for toll in tolls
    )


def _in_one_sentence(some: Iterable[Claim], others: Iterable[Claim]) -> bool:
    """Say whether a sentence of the body gives claims of both."""
    spans, met = (
        {(words.start, words.end) for claim in claims for words in claim.evidence if words.field == "body"}
        for claims in (some, others)
    )
    return not spans.isdisjoint(met)


CONSEQUENCES = frozenset({"injured", "missing", "displaced"})
"""What an article counts beside the dead of an event, on another day perhaps."""


def _gathered(sorted_out: dict[tuple[Scope, Span], list[Claim]]) -> dict[tuple[Scope, Span], list[Claim]]:
    """Put what is counted beside the dead with the one event it comes of, wherever and whenever it is counted.

    The wounded of a blast are taken to the hospital of another town, and 14 are looked for on the day after the wreck. More
    of them elsewhere than where the dead are tell of something else.
    """
    deadly = [key for key, group in sorted_out.items() if any(claim.measure == "killed" for claim in group)]
    if len(deadly) != 1:
        return sorted_out
    (home,) = deadly
    gathered: dict[tuple[Scope, Span], list[Claim]] = {home: []}
    for key, group in sorted_out.items():
        measures = {claim.measure for claim in group}
        more = any(_most(group, measure) > _most(sorted_out[home], measure) > 0 for measure in measures)
        fewer = all(_most(sorted_out[home], measure) for measure in measures) and in_one_country(key[0], home[0])
        soon = fewer and key[1].widened(HINT_DAYS).overlaps(home[1])
        fits = soon or _comes_of(key, home, group[0].published) or _in_one_sentence(group, sorted_out[home])
        belongs = measures <= CONSEQUENCES and not more and fits
        gathered.setdefault(home if belongs else key, []).extend(group)
    return gathered


def _comes_of(key: tuple[Scope, Span], home: tuple[Scope, Span], published_on: str | None) -> bool:
    (scope, span), (event, days) = key, home
    if not in_one_country(scope, event):
        return False
    if not span.dated or not days.dated or span.overlaps(days.widened(1)):
        return True
    if published_on is None or span.day is None or days.last is None or span.day != iso_date(published_on):
        return False
    return dt.timedelta() < span.day - days.last <= dt.timedelta(days=HINT_DAYS)


def _absorbed(sorted_out: dict[tuple[Scope, Span], list[Claim]]) -> dict[tuple[Scope, Span], list[Claim]]:
    """Put figures of a wide place with those of a place in it that are no smaller: 24 in Mali are of the 41 at Tabankort.

    A sum over the wide place would be the greater one.
    """
    kept: dict[tuple[Scope, Span], list[Claim]] = {}
    for key, group in sorted(sorted_out.items(), key=lambda each: -each[0][0].level):
        home = next((narrow for narrow, other in kept.items() if _no_sum_over(key, group, narrow, other)), key)
        kept.setdefault(home, []).extend(group)
    return {key: kept[key] for key in sorted_out if key in kept}


def _told_once(sorted_out: dict[tuple[Scope, Span], list[Claim]]) -> dict[tuple[Scope, Span], list[Claim]]:
    """Put a large toll that another sentence gives for another place with that: it is told again, the place read wrongly."""
    kept: dict[tuple[Scope, Span], list[Claim]] = {}
    for key, group in sorted(sorted_out.items(), key=lambda each: -len(each[1])):
        home = next((other for other in kept if _tells_again(group, kept[other]) and key[1].overlaps(other[1])), key)
        kept.setdefault(home, []).extend(group)
    return {key: kept[key] for key in sorted_out if key in kept}


def _tells_again(group: list[Claim], other: list[Claim]) -> bool:
    """Say whether all totals of a group are large and in the other group, but not from the sentence that gives both."""
    totals = {(claim.measure, Figure.of(claim).lead or 0) for claim in group if is_total(claim)}
    met = {(claim.measure, Figure.of(claim).lead) for claim in other if is_total(claim)}
    large = all(number >= UNMISTAKABLE for _, number in totals)
    return bool(totals) and large and totals <= met and not _in_one_sentence(group, other)


def _no_sum_over(wide: tuple[Scope, Span], group: list[Claim], narrow: tuple[Scope, Span], other: list[Claim]) -> bool:
    if not contains(wide[0], narrow[0]) or wide[1] != narrow[1]:
        return False
    shared = {claim.measure for claim in group} & {claim.measure for claim in other}
    return bool(shared) and all(_most(group, measure) <= _most(other, measure) for measure in shared)


def _most(group: list[Claim], measure: str) -> int:
    return max((Figure.of(claim).lead or 0 for claim in group if claim.measure == measure), default=0)


def _place_of(scope: Scope, placed: list[_Read]) -> Place | None:
    """Give the place as the article names it first, with the country that it is taken to be in."""
    named = (claim.place for claim, other, _ in placed if claim.place and (other == scope or same(other, scope)))
    place = next(named, None)
    if place is None or place.country or not scope.country:
        return place
    return place.model_copy(update={"country": scope.country})


def _placed(scope: Scope, lead: Scope) -> Scope:
    if scope.level is Level.UNKNOWN:
        return lead
    if not scope.country and lead.country:
        return replace(scope, country=lead.country)
    return scope


def _narrowed(claim: Claim, scope: Scope, span: Span, stated: list[_Read]) -> _Read:
    """Give a claim of the headline the place, and the date, that its sentence has.

    "Poland says six killed" above "six were killed and nine wounded in Łódź" tells of nine and of six in Łódź. "Fire near
    Athens kills 74" above "a fire at Mati killed 74" tells of Mati.
    """
    fields = {words.field for words in claim.evidence}
    if fields == {"title"}:
        repeated = [each for each in stated if _repeats(claim, each[0])]
        known = [each for each in repeated if each[1].country] or repeated
        return (claim, *known[0][1:]) if known and (known[0][1].country or not scope.country) else (claim, scope, span)
    if scope.level > Level.AREA or fields != {"title", "body"}:
        return (claim, scope, span)
    spans = {(words.field, words.start) for words in claim.evidence}
    narrower = [
        other_scope
        for other, other_scope, _ in stated
        if other.measure != claim.measure
        and any(words.field == "body" and (words.field, words.start) in spans for words in other.evidence)
        and contains(scope, other_scope)
    ]
    alone = narrower and all(same(narrower[0], each) for each in narrower)
    return (claim, narrower[0] if alone else scope, span)


def _repeats(headline: Claim, other: Claim) -> bool:
    """Say whether a claim of the body has the number of one of the headline."""
    in_body = all(words.field == "body" for words in other.evidence)
    alike = (headline.measure, headline.polarity) == (other.measure, other.polarity)
    number = Figure.of(headline).lead
    return in_body and alike and is_total(other) and number is not None and number == Figure.of(other).lead


def _date_of(scope: Scope, placed: list[_Read]) -> Span:
    """Give the one date that the article has for a place; UNDATED when it has several or none."""
    near = [(claim, span) for claim, other, span in placed if span.dated and (other == scope or same(other, scope))]
    dates = {span for claim, span in near if claim.kind != "increment"}
    return next(iter(dates)) if len(dates) == 1 else UNDATED


def totals_of(part: Claim, claims: Mapping[str, Claim]) -> str | None:
    """Give the id of the total that a breakdown belongs to; None while the total has not arrived.

    A breakdown that names no total belongs to the first total of its measure in the article.
    """
    seen = {part.id}
    wanted = part.part_of
    while wanted is not None and wanted not in seen:
        total = claims.get(wanted)
        if total is None:
            return None
        if total.kind != "breakdown":
            return total.id
        seen.add(wanted)
        wanted = total.part_of
    return _first_total(part, claims)


def _first_total(part: Claim, claims: Mapping[str, Claim]) -> str | None:
    fitting = [
        claim
        for claim in claims.values()
        if claim.article_id == part.article_id and claim.measure == part.measure and is_total(claim)
    ]
    return min(fitting, key=position).id if fitting else None
