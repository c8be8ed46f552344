"""Reports: what one article says of one place and time, the unit from which events are put together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tocsin import Claim, EventTime, Place, Previous, iso_date, iso_datetime
from tocsin_agents.tolls.reading.figures import Figure
from tocsin_agents.tolls.reading.occurrences import ACCIDENTS, VIOLENCE, occurrences
from tocsin_agents.tolls.reading.propernames import proper_names
from tocsin_agents.tolls.reading.scopes import Scope
from tocsin_agents.tolls.reading.spans import UNDATED, Span

__all__ = [
    "HINT_DAYS",
    "REVISION_DAYS",
    "Report",
    "counts",
    "has_risen",
    "is_total",
    "position",
    "published",
    "sentences",
]

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
    within = first.sentence.find(claim.count_text) if claim.count_text else 0
    return (first.field == "body", first.start + max(0, within), claim.id)


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
        own = (claim for claim in self.claims if is_total(claim))
        return self.revised or bool(self.extended) or all(self._retells(claim) for claim in own)

    def _retells(self, claim: Claim) -> bool:
        """Say whether a figure is that of further victims once more: "a woman died" under "another patient dies"."""
        return Figure.of(claim).lead == self._further(claim.measure)

    @cached_property
    def revised(self) -> bool:
        """Whether it says that its toll goes on from an earlier one."""
        return any(claim.previous or has_risen(claim) for claim in self.claims)

    @cached_property
    def extended(self) -> Mapping[str, int]:
        """By measure, the totals that it gives with further victims beside them: "nine more bodies", which make 24."""
        further = {claim.measure for claim in self.claims if claim.kind == "increment"}
        totals = {measure: max(self.figures[measure]) for measure in sorted(further & self.figures.keys())}
        return {measure: total for measure, total in totals.items() if total > self._further(measure)}

    @cached_property
    def newsday(self) -> bool:
        """Whether its day is that of the article, which may be the day of the news and not that of the event."""
        return self.span.day is not None and self.span.day == self.published_on.day

    @cached_property
    def window(self) -> Span:
        """The days among which its event is looked for."""
        if self.follows and (self.newsday or not self.span.dated or not any(map(has_risen, self.claims))):
            return (self.span if self.span.dated else self.published_on).back(REVISION_DAYS)
        return self.span if self.span.dated else self.published_on.back(HINT_DAYS)

    @cached_property
    def totalled(self) -> bool:
        """Whether it sums up what is known so far, as a report does that is not the first."""
        return any(claim.kind == "period_total" for claim in self.claims)

    @cached_property
    def reach(self) -> Span:
        """The days among which a report of the same kind of thing is looked for: a toll may have been given before."""
        if self.follows or not (self.totalled or self.newsday):
            return self.window
        return self.span.back(HINT_DAYS) if self.span.dated else self.published_on.back(REVISION_DAYS)

    @cached_property
    def days(self) -> Span:
        """The days under which others find it."""
        return self.span if self.span.dated else self.window

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The headline and the sentences that its claims rest on."""
        return tuple(dict.fromkeys(sentences(self.claims)))

    @cached_property
    def occurrences(self) -> frozenset[str]:
        """What kind of thing it tells of."""
        return occurrences("\n".join(self.words))

    @cached_property
    def side(self) -> str:
        """Whether its article tells of nothing but an "attack" or an "accident"; empty when of both or neither."""
        violent, accidental = bool(self.beside & VIOLENCE), bool(self.beside & ACCIDENTS)
        if violent == accidental:
            return ""
        return "attack" if violent else "accident"

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
            if lead is not None and (is_total(claim) or claim.polarity in NEGATIONS):
                found.setdefault(claim.measure, set()).add(lead)
        return {measure: frozenset(numbers) for measure, numbers in found.items()}

    @cached_property
    def replaced(self) -> tuple[tuple[str, int], ...]:
        """The earlier totals that it goes on from, by measure: those it names, and its own less the further victims."""
        named = [(claim.measure, number) for claim in self.claims if (number := _lead(claim.previous)) is not None]
        summed = [(measure, total - self._further(measure)) for measure, total in self.extended.items()]
        return (*named, *((measure, number) for measure, number in summed if number > 0))

    def _further(self, measure: str) -> int:
        increments = (claim for claim in self.claims if claim.kind == "increment" and claim.measure == measure)
        return sum(Figure.of(claim).lead or 0 for claim in increments)

    @cached_property
    def rank(self) -> tuple[int, int, bool, int, float, str]:
        """Order reports by how firmly they stand for an event; a report only ever joins one of a lower rank."""
        firmness = 0 if self.span.day else 1 if self.span.dated else 2
        since = self.published.timestamp() if self.published is not EARLIEST else 0.0
        return (int(self.follows), -self.scope.level, self.scope.described, firmness, since, self.id)


def has_risen(claim: Claim) -> bool:
    """Say whether a toll is said to go on from an earlier one."""
    return claim.kind == "period_total" and any(RISEN.search(words.sentence) for words in claim.evidence)


def _lead(previous: Previous | None) -> int | None:
    return Figure(previous.low, previous.best, previous.high).lead if previous else None


def is_total(claim: Claim) -> bool:
    """Say whether a claim affirms a number that stands by itself."""
    return claim.kind in TOTAL_KINDS and claim.polarity == "affirmed"


def sentences(claims: Iterable[Claim]) -> Iterator[str]:
    """Give the headlines and sentences that claims rest on."""
    for claim in claims:
        yield claim.title
        yield from (words.sentence for words in claim.evidence)
