"""Sayings: a claim as it counts, with the source that it counts for and the background of its article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from tocsin import Claim, Statement
from tocsin_agents.tolls.figures import Figure
from tocsin_agents.tolls.origins import Origin, only_source, origin_of
from tocsin_agents.tolls.reports import position, published
from tocsin_agents.tolls.statements import statement_of

__all__ = ["Background", "Said"]


@dataclass(frozen=True, slots=True)
class Background:
    """What an article says for all its claims: the one source it names, and whether it goes on from an earlier toll."""

    source: Origin | None = None
    follows: bool = False

    @classmethod
    def of(cls, claims: Collection[Claim]) -> Background:
        """Read the claims of one article."""
        return cls(only_source(claims), any(claim.kind == "period_total" or claim.previous for claim in claims))


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
    renews: bool = False
    """It is a later toll in the outlet's own words, "the toll has risen to 63", and no source of its own."""
    _shown: dict[tuple[bool | None, bool], Statement] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, claim: Claim, background: Background = UNKNOWN) -> Said:
        """Read a claim against the background of its article."""
        when, place = published(claim), position(claim)
        origin = origin_of(claim, background.source)
        renews = background.follows and background.source is None and not origin.attributed
        return cls(claim, origin, Figure.of(claim), when, place, (when, claim.article_id, place), renews)

    def statement(self, *, parts_sum: bool | None, superseded: bool) -> Statement:
        """Show it in a toll; made once, as every toll of the event shows it again."""
        key = (parts_sum, superseded)
        if key not in self._shown:
            self._shown[key] = statement_of(self.claim, self.origin.name, parts_sum=parts_sum, superseded=superseded)
        return self._shown[key]
