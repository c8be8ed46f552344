"""Reports: what one article says of one place and time, the unit from which events are put together.

A claim that lacks a place or a date takes it from the rest of its article here, as far as the article leaves no doubt, so
the order in which the claims of an article arrive does not matter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tocsin import Claim, EventTime, Place, Previous, iso_date, iso_datetime
from tocsin_agents.tolls.figures import Figure
from tocsin_agents.tolls.occurrences import occurrences
from tocsin_agents.tolls.propernames import proper_names
from tocsin_agents.tolls.scopes import NOWHERE, Level, Scope, contains, same
from tocsin_agents.tolls.spans import UNDATED, Span

__all__ = ["Report", "counts", "position", "published", "reports_of", "totals_of"]

TOTAL_KINDS = frozenset({"incident", "period_total"})
EVENT_KINDS = TOTAL_KINDS | {"increment", "breakdown"}
NEGATIONS = frozenset({"denied", "retracted"})
STATED = frozenset({"asserted", "feared", "alleged"})

HINT_DAYS = 3
"""An event without a date is taken to have happened on the day its article appeared, or this many days before."""

REVISION_DAYS = 7
"""How far back the event of a revised toll, a further victim or a denial is looked for."""

SPREAD = re.compile(r"\b(?:across|throughout|nationwide|around the country|countrywide)\b", re.IGNORECASE)
"""Words by which a figure sums up many places."""

RISEN = re.compile(
    r"\b(?:ris(?:es?|en)|rose|climb(?:s|ed)?|jump(?:s|ed)?|(?:more than )?doubl(?:es|ed)|grow(?:s|n)|grew|increased|revised|raised|"
    r"lower(?:s|ed)|corrected)\b",
    re.IGNORECASE,
)
"""Words by which a toll goes on from an earlier one."""

EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)


def counts(claim: Claim) -> bool:
    """Say whether a claim can bear on the toll of a current event, to raise it or to take a figure back.

    What is cumulative, a rate, a stock, background or only imagined never does, nor does a number of families.
    """
    if claim.polarity in NEGATIONS:
        return claim.temporal_role == "current" and claim.kind in EVENT_KINDS and claim.modality in STATED
    return claim.alertable and Figure.of(claim).known


def published(claim: Claim) -> dt.datetime:
    """Give the moment of publication; the beginning of time when it is not known."""
    return iso_datetime(claim.published) if claim.published else EARLIEST


def position(claim: Claim) -> tuple[bool, int, str]:
    """Order the claims of an article as a reader meets them: the title, then the body from its start."""
    if not claim.evidence:
        return (True, 0, claim.id)
    first = min(claim.evidence, key=lambda words: (words.field == "body", words.start))
    return (first.field == "body", first.start, claim.id)


_Read = tuple[Claim, Scope, Span]
"""A claim with its place and its days."""


@dataclass(frozen=True)
class Report:
    """The claims of one article about one place and time, in reading order, with what they are compared by."""

    article_id: str
    scope: Scope
    span: Span
    place: Place | None = field(repr=False)
    claims: tuple[Claim, ...] = field(repr=False)
    divided: bool = False
    """Whether a total of it is divided among several places."""
    beside: frozenset[str] = frozenset()
    """What kinds of things the whole article tells of."""

    @cached_property
    def id(self) -> str:
        """Tell reports apart: the first of the claims."""
        return min(claim.id for claim in self.claims)

    @cached_property
    def published(self) -> dt.datetime:
        """When the article appeared."""
        return published(self.claims[0])

    @cached_property
    def published_on(self) -> Span:
        """The day on which the article appeared, in the offset of the outlet; UNDATED when it is not known."""
        stated = self.claims[0].published
        return Span(iso_date(stated), iso_date(stated)) if stated else UNDATED

    @cached_property
    def follows(self) -> bool:
        """Whether it presupposes an earlier report: a revised toll, nothing but further victims, or a denial."""
        revised = any(claim.previous or _has_risen(claim) for claim in self.claims)
        return revised or not any(_is_total(claim) for claim in self.claims)

    @cached_property
    def newsday(self) -> bool:
        """Whether its day is that of the article, which may be the day of the news and not that of the event."""
        return self.span.day is not None and self.span.day == self.published_on.day

    @cached_property
    def window(self) -> Span:
        """The days among which its event is looked for."""
        if self.follows and (self.newsday or not self.span.dated or not any(map(_has_risen, self.claims))):
            return (self.span if self.span.dated else self.published_on).back(REVISION_DAYS)
        return self.span if self.span.dated else self.published_on.back(HINT_DAYS)

    @cached_property
    def reach(self) -> Span:
        """The days among which a report of the same kind of thing is looked for: a toll may have been given before."""
        toll = any(claim.kind == "period_total" for claim in self.claims)
        if self.follows or not (toll or self.newsday):
            return self.window
        return self.span.back(HINT_DAYS) if self.span.dated else self.published_on.back(REVISION_DAYS)

    @cached_property
    def days(self) -> Span:
        """The days under which others find it."""
        return self.span if self.span.dated else self.window

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The headline and the sentences that its claims rest on."""
        return tuple(dict.fromkeys(_words(self.claims)))

    @cached_property
    def occurrences(self) -> frozenset[str]:
        """What kind of thing it tells of."""
        return occurrences("\n".join(self.words))

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the proper names in it."""
        return frozenset().union(*map(proper_names, self.words))

    @cached_property
    def spread(self) -> bool:
        """Whether it sums up several places, so that it says nothing of any one of them."""
        return self.divided or any(SPREAD.search(words) for words in self.words)

    @cached_property
    def aggregate(self) -> bool:
        """Whether it sums up many days, so that it says nothing of any one of them."""
        if self.span.first is None or self.span.last is None or self.span.day:
            return False
        days = (self.span.last - self.span.first).days
        return days >= REVISION_DAYS - 1 or any(claim.kind == "period_total" for claim in self.claims)

    @cached_property
    def spot(self) -> tuple[bool, bool, str] | None:
        """By what its place is preferred to those of other reports: stated, located, and any fixed order."""
        place = self.place
        return None if place is None else (place.inferred, place.lat is None, place.model_dump_json())

    @cached_property
    def dates(self) -> tuple[tuple[bool, str, EventTime], ...]:
        """Its date as its claims state it, each with what one is preferred by: stated, and any fixed order."""
        times = (claim.event_time for claim in self.claims if claim.event_time)
        return tuple((time.inferred, time.model_dump_json(), time) for time in times if Span.of(time) == self.span)

    @cached_property
    def figures(self) -> Mapping[str, frozenset[int]]:
        """The totals it states, by measure."""
        found: dict[str, set[int]] = {}
        for claim in self.claims:
            lead = Figure.of(claim).lead
            if lead is not None and (_is_total(claim) or claim.polarity in NEGATIONS):
                found.setdefault(claim.measure, set()).add(lead)
        return {measure: frozenset(numbers) for measure, numbers in found.items()}

    @cached_property
    def replaced(self) -> tuple[tuple[str, Previous], ...]:
        """The earlier totals that it says it replaces, by measure."""
        return tuple((claim.measure, claim.previous) for claim in self.claims if claim.previous)

    @cached_property
    def rank(self) -> tuple[int, int, int, float, str]:
        """Order reports by how firmly they stand for an event; a report only ever joins one of a lower rank."""
        firmness = 0 if self.span.day else 1 if self.span.dated else 2
        since = self.published.timestamp() if self.published is not EARLIEST else 0.0
        return (int(self.follows), -self.scope.level, firmness, since, self.id)


def _has_risen(claim: Claim) -> bool:
    return claim.kind == "period_total" and any(RISEN.search(words.sentence) for words in claim.evidence)


def _is_total(claim: Claim) -> bool:
    return claim.kind in TOTAL_KINDS and claim.polarity == "affirmed"


def reports_of(claims: Iterable[Claim]) -> tuple[Report, ...]:
    """Sort the claims of one article into its reports; breakdowns are left out, they follow their totals."""
    everything = list(claims)
    whole = sorted((claim for claim in everything if claim.kind != "breakdown"), key=position)
    read = [(claim, Scope.of(claim.place), Span.of(claim.event_time)) for claim in whole]
    lead = next((scope for _, scope, _ in read if scope.country), NOWHERE)
    filled = [(claim, _placed(scope, lead), span) for claim, scope, span in read]
    placed = [_narrowed(claim, scope, span, filled) for claim, scope, span in filled]
    sorted_out: dict[tuple[Scope, Span], list[Claim]] = {}
    for claim, scope, span in placed:
        canonical = next((known for known, _ in sorted_out if same(known, scope)), scope)
        when = span if span.dated else _date_of(canonical, placed)
        sorted_out.setdefault((canonical, when), []).append(claim)
    beside = occurrences("\n".join(dict.fromkeys(_words(whole))))
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


def _words(claims: Iterable[Claim]) -> Iterator[str]:
    for claim in claims:
        yield claim.title
        yield from (words.sentence for words in claim.evidence)


CONSEQUENCES = frozenset({"injured", "missing", "displaced"})


def _gathered(sorted_out: dict[tuple[Scope, Span], list[Claim]]) -> dict[tuple[Scope, Span], list[Claim]]:
    """Put what was counted days later with the event it comes of: on Monday 14 are looked for after Sunday's wreck.

    It is what an article counts besides the dead of its one event, on the day that it appeared.
    """
    deadly = [key for key, group in sorted_out.items() if any(claim.measure == "killed" for claim in group)]
    if len(deadly) != 1:
        return sorted_out
    (scope, span), counted = deadly[0], {claim.measure for claim in sorted_out[deadly[0]]}
    gathered: dict[tuple[Scope, Span], list[Claim]] = {deadly[0]: []}
    for (other, when), group in sorted_out.items():
        measures = {claim.measure for claim in group}
        later = when != span and when.day is not None and when.day == iso_date(group[0].published or str(dt.date.max))
        after = later and span.last is not None and dt.timedelta() <= when.day - span.last <= dt.timedelta(days=HINT_DAYS)  # type: ignore[operator] # a day, or it were not later
        home = measures <= CONSEQUENCES - counted and after and (same(scope, other) or contains(scope, other) or contains(other, scope))
        gathered.setdefault(deadly[0] if home else (other, when), []).extend(group)
    return gathered


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
        return Scope(
            lead.country, scope.level, scope.name, scope.within, scope.province, scope.geonames_id, scope.point
        )
    return scope


def _narrowed(claim: Claim, scope: Scope, span: Span, filled: list[_Read]) -> _Read:
    """Give a claim of the headline the place, and the date, that its sentence has.

    "Poland says six killed" above "six were killed and nine wounded in Łódź" tells of nine and of six in Łódź. "Fire near
    Athens kills 74" above "a fire at Mati killed 74" tells of Mati.
    """
    fields = {words.field for words in claim.evidence}
    if fields == {"title"}:
        repeated = [each for each in filled if _repeats(claim, each[0])]
        return (claim, *repeated[0][1:]) if repeated else (claim, scope, span)
    if scope.level > Level.AREA or fields != {"title", "body"}:
        return (claim, scope, span)
    spans = {(words.field, words.start) for words in claim.evidence}
    narrower = [
        other_scope
        for other, other_scope, _ in filled
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
    return in_body and alike and _is_total(other) and number is not None and number == Figure.of(other).lead


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
        if claim.article_id == part.article_id and claim.measure == part.measure and _is_total(claim)
    ]
    return min(fitting, key=position).id if fitting else None
