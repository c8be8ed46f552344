"""Articles: the claims of one are sorted into reports by place and time.

A claim that lacks a place or a date takes it from the rest of its article, as far as the article leaves no doubt, so the
order in which the claims of an article arrive does not matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tocsin import Claim, Place, iso_date
from tocsin_agents.tolls.figures import Figure
from tocsin_agents.tolls.occurrences import occurrences
from tocsin_agents.tolls.reports import HINT_DAYS, Report, is_total, position, sentences
from tocsin_agents.tolls.scopes import NOWHERE, Level, Scope, contains, same
from tocsin_agents.tolls.spans import UNDATED, Span

__all__ = ["reports_of", "totals_of"]

_Read = tuple[Claim, Scope, Span]
"""A claim with its place and its days."""


def reports_of(claims: Iterable[Claim]) -> tuple[Report, ...]:
    """Sort the claims of one article into its reports; breakdowns are left out, they follow their totals."""
    everything = list(claims)
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


CONSEQUENCES = frozenset({"injured", "missing", "displaced"})
"""What an article counts beside the dead of an event, on another day perhaps."""


def _gathered(sorted_out: dict[tuple[Scope, Span], list[Claim]]) -> dict[tuple[Scope, Span], list[Claim]]:
    """Put what was counted on the day of the news with the one event it comes of: 14 are looked for after Sunday's wreck."""
    deadly = [key for key, group in sorted_out.items() if any(claim.measure == "killed" for claim in group)]
    if len(deadly) != 1:
        return sorted_out
    (home,) = deadly
    further = CONSEQUENCES - {claim.measure for claim in sorted_out[home]}
    gathered: dict[tuple[Scope, Span], list[Claim]] = {home: []}
    for key, group in sorted_out.items():
        belongs = {claim.measure for claim in group} <= further and _comes_of(key, home, group[0].published)
        gathered.setdefault(home if belongs else key, []).extend(group)
    return gathered


def _comes_of(key: tuple[Scope, Span], home: tuple[Scope, Span], published_on: str | None) -> bool:
    (scope, span), (event, days) = key, home
    if published_on is None or span.day is None or days.last is None or span.day != iso_date(published_on):
        return False
    soon = dt.timedelta() < span.day - days.last <= dt.timedelta(days=HINT_DAYS)
    return soon and (same(scope, event) or contains(scope, event) or contains(event, scope))


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
    dates = {span for _, other, span in placed if span.dated and (other == scope or same(other, scope))}
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
