"""Counting: which statements about one measure of one event stand, once later ones have replaced or withdrawn earlier ones.

Articles are gone through in the order in which they were published, whatever the order in which they arrived.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, groupby
from operator import is_

from tocsin_agents.tolls.figures import Figure, agree
from tocsin_agents.tolls.sayings import Said

__all__ = ["Count", "Counter"]


@dataclass(slots=True)
class Count:
    """What has been said so far: `standing` counts, `superseded` did once, `negations` deny or withdraw."""

    standing: list[Said] = field(default_factory=list)
    superseded: list[Said] = field(default_factory=list)
    negations: list[Said] = field(default_factory=list)
    contested: bool = False
    """Somebody else denies a figure that stands."""

    @property
    def origins(self) -> int:
        """The number of independent sources whose figures stand."""
        return len({said.origin.name for said in self.standing})

    def drop(self, gone: Iterable[Said]) -> None:
        """Let statements no longer count."""
        ids = {said.claim.id for said in gone}
        self.superseded += [said for said in self.standing if said.claim.id in ids]
        self.standing = [said for said in self.standing if said.claim.id not in ids]


class Counter:
    """Counts what was said about one measure of one event, and when more is said goes on from where it can.

    It is given all statements each time. What it remembers only spares it the articles before the first that is new.
    """

    def __init__(self) -> None:
        self._articles: list[list[Said]] = []
        self._marks: list[_Mark] = [_Mark((), 0, 0, contested=False)]
        self._count = Count()

    def count(self, said: Iterable[Said]) -> Count:
        """Go through all statements in their order; breakdowns must not be among them. The result is only read."""
        ordered = sorted(said, key=_order)
        articles = [list(article) for _, article in groupby(ordered, key=_article_of)]
        known = next(
            (at for at, (old, new) in enumerate(zip(self._articles, articles, strict=False)) if not _same(old, new)),
            min(len(self._articles), len(articles)),
        )
        mark = min(known // STRIDE, len(self._marks) - 1)
        del self._marks[mark + 1 :]
        self._count = self._marks[mark].resume(self._count)
        self._articles = articles
        for at in range(mark * STRIDE, len(articles)):
            if at // STRIDE == len(self._marks):
                self._marks.append(_Mark.of(self._count))
            _article(self._count, articles[at])
        return self._count


STRIDE = 16
"""Articles between two marks from which a counter can go on."""


@dataclass(frozen=True, slots=True)
class _Mark:
    standing: tuple[Said, ...]
    superseded: int
    negations: int
    contested: bool

    @classmethod
    def of(cls, count: Count) -> _Mark:
        return cls(tuple(count.standing), len(count.superseded), len(count.negations), count.contested)

    def resume(self, count: Count) -> Count:
        # The other two lists only ever grow.
        superseded, negations = count.superseded[: self.superseded], count.negations[: self.negations]
        return Count(list(self.standing), superseded, negations, self.contested)


def _order(said: Said) -> tuple[dt.datetime, str, tuple[bool, int, str]]:
    return said.order


def _article_of(said: Said) -> tuple[dt.datetime, str]:
    return said.order[:2]


def _same(old: list[Said], new: list[Said]) -> bool:
    return len(old) == len(new) and all(map(is_, old, new))


def _article(result: Count, article: Sequence[Said]) -> None:
    if len(article) == 1 and article[0].claim.polarity == "affirmed" and article[0].claim.kind != "increment":
        _one_total(result, article[0])
    else:
        _several(result, article)


def _one_total(result: Count, said: Said) -> None:
    """Do for an article with one figure what `_several` comes to."""
    name = said.origin.name
    if _blurs(result.standing, said):
        result.superseded.append(said)
        return
    for at, other in enumerate(result.standing):
        if other.origin.name == name:
            result.drop([each for each in result.standing[at:] if each.origin.name == name])
            break
    if said.renews:
        _renew(result, said)
    result.standing.append(said)
    _replace_previous(result, said)


def _blurs(standing: Sequence[Said], said: Said) -> bool:
    """Say whether it repeats a figure of its source less exactly: "some 90" or "dozens" after 87."""
    if said.figure.pointed:
        return False
    before = [other.figure for other in standing if other.origin.name == said.origin.name]
    return bool(before) and all(figure.pointed and agree(figure, said.figure) for figure in before)


def _renew(result: Count, said: Said) -> None:
    """Let a later toll take the place of an earlier one, unless that is in dispute."""
    figures = {other.figure for other in result.standing}
    disputed = any(not agree(one, other) for one, other in combinations(figures, 2))
    if not disputed and not said.figure.vague:
        result.drop([other for other in result.standing if not agree(other.figure, said.figure)])


def _several(result: Count, article: Sequence[Said]) -> None:
    affirmed = [said for said in article if said.claim.polarity == "affirmed"]
    totals = [said for said in affirmed if said.claim.kind != "increment"]
    for said in article:
        if said.claim.polarity == "retracted":
            _retract(result, said)
    leads = _leads(totals)
    blurred = [said for said in leads if _blurs(result.standing, said)]
    result.superseded += blurred
    leads = [said for said in leads if said not in blurred]
    now = {said.origin.name for said in leads}
    result.drop([said for said in result.standing if said.origin.name in now])
    if len(leads) == 1 and leads[0].renews:
        _renew(result, leads[0])
    result.standing += leads
    result.superseded += _overruled(totals, leads)
    for said in totals:
        _replace_previous(result, said)
    _extend(result, [said for said in affirmed if said.claim.kind == "increment"], leads)
    for said in article:
        if said.claim.polarity == "denied":
            _deny(result, said)


def _leads(totals: Sequence[Said]) -> list[Said]:
    """Choose what one article says: of every source, the figure it leads with.

    The article's own words count for themselves only when it opens its body with a figure nobody in it is named for.
    """
    voices: dict[tuple[str, str], Said] = {}
    for said in sorted(totals, key=_telling):
        voices.setdefault((said.origin.name, said.origin.voice), said)
    named = sorted((said for said in voices.values() if said.origin.attributed), key=lambda said: said.order)
    own = [said for said in voices.values() if not said.origin.attributed]
    if named:
        own = [said for said in own if _leads_the_body(said, named)]
    return sorted([*own, *_distinct(named)], key=lambda said: said.order)


def _telling(said: Said) -> tuple[bool, bool, bool, tuple[bool, int, str]]:
    perpetrators = said.claim.victim is not None and said.claim.victim.class_ == "perpetrator"
    return (said.figure.vague, perpetrators, said.claim.kind != "period_total", said.place_in_article)


def _leads_the_body(said: Said, named: Sequence[Said]) -> bool:
    in_body, _, _ = said.place_in_article
    first = said.place_in_article < named[0].place_in_article
    return in_body and first and not any(agree(said.figure, other.figure) for other in named)


def _distinct(named: Sequence[Said]) -> list[Said]:
    """Keep one of several spokesmen of a source who say the same."""
    kept: list[Said] = []
    for said in sorted(named, key=lambda said: said.figure.vague):
        if not any(said.origin.name == other.origin.name and agree(said.figure, other.figure) for other in kept):
            kept.append(said)
    return kept


def _overruled(totals: Sequence[Said], leads: Sequence[Said]) -> Iterator[Said]:
    """Give what the article says besides its leads, without mere repetitions of them."""
    met = [said.figure for said in leads]
    for said in totals:
        if said not in leads and not any(agree(said.figure, figure) for figure in met):
            met.append(said.figure)
            yield said


def _replace_previous(result: Count, said: Said) -> None:
    previous = said.claim.previous
    if previous is not None:
        replaced = [other for other in result.standing if other.figure.matches(previous)]
        result.drop([other for other in replaced if not agree(other.figure, said.figure)])


def _extend(result: Count, increments: Sequence[Said], leads: Sequence[Said]) -> None:
    """Add further victims to the total that they come on top of.

    A total of the same article that sums up a period has them already; any other comes before them. Without a total they
    are the least there is.
    """
    by_origin: dict[str, list[Said]] = {}
    for said in increments:
        by_origin.setdefault(said.origin.name, []).append(said)
    earlier = [said for said in result.standing if said not in leads]
    for name, further in by_origin.items():
        base = _base(name, leads) or _base(name, earlier)
        if base is not None and base in leads and base.claim.kind == "period_total":
            result.superseded += further
            continue
        *rest, last = further
        figure = base.figure if base else None
        for said in further:
            figure = figure.extended(said.figure) if figure else replace(said.figure, high=None, qualifier="at_least")
        gone = [other for other in result.standing if other is base or other.origin.name == name]
        result.drop(gone)
        result.superseded += rest
        result.standing.append(replace(last, figure=figure or last.figure))


def _base(origin: str, totals: Sequence[Said]) -> Said | None:
    own = [said for said in totals if said.origin.name == origin]
    return max(own or totals, key=lambda said: (said.when, not said.figure.vague, said.order), default=None)


def _retract(result: Count, said: Said) -> None:
    """Withdraw a figure, whoever gave it; without a figure, all that the source itself has said."""
    negated = [
        other
        for other in result.standing
        if (said.figure.known and _same_number(said, other))
        or (not said.figure.known and other.origin.name == said.origin.name)
    ]
    if negated:
        result.negations.append(said)
        result.drop(negated)


def _deny(result: Count, said: Said) -> None:
    """Take a denial for a withdrawal when the source denies itself, else for the other side of a dispute."""
    denied = [other for other in result.standing if not said.figure.known or _same_number(said, other)]
    own = [other for other in denied if other.origin.name == said.origin.name]
    if not denied:
        return
    result.negations.append(said)
    result.drop(own)
    result.contested = result.contested or len(own) < len(denied)


def _same_number(said: Said, other: Said) -> bool:
    numbers = {other.figure.lead, other.figure.low, Figure.of(other.claim).lead}
    return said.figure.lead in numbers
