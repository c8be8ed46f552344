"""Sayings: a claim as it counts, with the source that it counts for and the background of its article."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tocsin import Claim, Statement
from tocsin_agents.tolls.counting.rivals import headline_says, somebody_says
from tocsin_agents.tolls.counting.statements import statement_of
from tocsin_agents.tolls.reading.figures import Figure, agree
from tocsin_agents.tolls.reading.origins import Origin, only_source, origin_of
from tocsin_agents.tolls.reading.reports import is_total, position, published

__all__ = ["Background", "Said"]


@dataclass(frozen=True, slots=True)
class Background:
    """What an article says for all its claims: the one source it names, and whether it goes on from an earlier toll."""

    source: Origin | None = None
    follows: bool = False
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    """By measure, the totals that the source itself is named for."""

    @classmethod
    def of(cls, claims: Collection[Claim]) -> Background:
        """Read the claims of one article."""
        source, figures = only_source(claims), defaultdict(list)
        for claim in claims if source else ():
            if origin_of(claim).attributed and is_total(claim):
                figures[claim.measure].append(Figure.of(claim))
        follows = any(claim.kind == "period_total" or claim.previous for claim in claims)
        return cls(source, follows, {measure: tuple(every) for measure, every in figures.items()})

    def behind(self, claim: Claim) -> Origin | None:
        """Give the source that stands behind a claim that names none; not when the headline hears another, and the number differs."""
        own = self.figures.get(claim.measure, ())
        differs = bool(own) and not any(agree(Figure.of(claim), figure) for figure in own)
        return None if differs and headline_says(claim) else self.source


UNKNOWN = Background()


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One claim as it counts: `figure` is the claim's, or with an increment the total that it brings about."""

    claim: Claim
    origin: Origin
    figure: Figure
    when: dt.datetime
    place_in_article: tuple[bool, int, str]
    order: tuple[dt.datetime, str, tuple[bool, int, str]]
    """Sorts by publication, then article, then reading order."""
    own: bool = False
    """It is told in the outlet's own words, and no one source stands behind its article."""
    renews: bool = False
    """Besides, it is a later toll, "the toll has risen to 63"."""
    _shown: dict[tuple[bool | None, bool], Statement] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, claim: Claim, background: Background = UNKNOWN) -> Said:
        """Read a claim against the background of its article."""
        when, place = published(claim), position(claim)
        behind = background.behind(claim)
        origin = origin_of(claim, behind)
        outlets = behind is None and not origin.attributed
        own = outlets and not somebody_says(claim)
        order = (when, claim.article_id, place)
        renews = outlets and background.follows
        return cls(claim, origin, Figure.of(claim), when, place, order, own or renews, renews)

    def statement(self, *, parts_sum: bool | None, superseded: bool) -> Statement:
        """Show it in a toll; made once, as every toll of the event shows it again."""
        key = (parts_sum, superseded)
        if key not in self._shown:
            self._shown[key] = statement_of(self.claim, self.origin.name, parts_sum=parts_sum, superseded=superseded)
        return self._shown[key]
