"""Counting: which statements about one measure of one event stand, once later ones have replaced or withdrawn earlier ones.

Articles are gone through in the order in which they were published, whatever the order in which they arrived.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import is_

from tocsin_agents.tolls.counting.count import Count
from tocsin_agents.tolls.counting.increments import extend, retells
from tocsin_agents.tolls.counting.leads import leads_of, overruled
from tocsin_agents.tolls.counting.negations import deny, retract
from tocsin_agents.tolls.counting.rivals import recalled, somebody_says, upheld
from tocsin_agents.tolls.counting.sayings import Said
from tocsin_agents.tolls.reading.figures import agree
from tocsin_agents.tolls.reading.origins import of_one_body

__all__ = ["Counter"]


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
    if _blurs(result.standing, said) or _is_of_some(result.standing, said):
        result.superseded.append(said)
        return
    if any(other.origin.name == name or other.origin.name in COUNTING for other in result.standing):
        result.drop([other for other in result.standing if _replaced(other, [said], ())])
    _outdate(result, [said], ())
    result.standing.append(said)
    _replace_previous(result, said)


def _blurs(standing: Sequence[Said], said: Said) -> bool:
    """Say whether it repeats a figure of its source less exactly: "some 90" or "dozens" after 87."""
    if said.figure.pointed:
        return False
    before = [other.figure for other in standing if other.origin.name == said.origin.name]
    return bool(before) and all(figure.pointed and agree(figure, said.figure) for figure in before)


AUTHORITIES = frozenset({"official", "police"})
"""Who count together after a day: the police hand their figures to the governor. Armies are not among them, as they have
enemies."""

COUNTING = AUTHORITIES | {"medical", "military"}
"""Whose toll that has risen takes in what was known before, and who find the missing."""


def _speaks_for(said: Said, other: Said) -> bool:
    """Say whether one authority gives another figure than a second one had given well before."""
    names = {said.origin.name, other.origin.name}
    if said.when - other.when <= TOGETHER or said.figure.lead == other.figure.lead:
        return False
    return names <= AUTHORITIES or (names <= COUNTING and _runs_on(said, other))


def _runs_on(said: Said, other: Said) -> bool:
    """Say whether a figure is that of a count that goes on: a toll that is higher now, or those still missing."""
    higher = (said.figure.lead or 0) > (other.figure.lead or 0)
    return said.claim.measure == "missing" or (said.claim.kind == "period_total" and higher)


NEVER_HALVED = frozenset({"killed", "injured"})
"""What is hardly ever found to be less than half of what was counted, unlike the missing, who are found."""


def _is_of_some(standing: Sequence[Said], said: Said) -> bool:
    """Say whether far fewer victims than are known, of whom no words say that they are all, are some of these."""
    claim = said.claim
    if claim.measure not in NEVER_HALVED or said.renews or claim.previous or claim.kind == "period_total":
        return False
    if (not said.own and said.origin.name not in {other.origin.name for other in standing}) or somebody_says(claim):
        return False
    before = [other for other in standing if other.when < said.when]
    least = min((other.figure.lead or 0 for other in before), default=0)
    return 2 * (said.figure.lead or 0) < least


def _replaced(other: Said, leads: Sequence[Said], repeated: Collection[int | None]) -> bool:
    """Say whether its source gives another figure now; not when another body of that kind does, and the old one is repeated."""
    own = [said for said in leads if said.origin.name == other.origin.name or _speaks_for(said, other)]
    rival = other.figure.lead in repeated and not any(of_one_body(said.origin, other.origin) for said in own)
    return bool(own) and not (rival and other.origin.attributed and all(said.origin.attributed for said in own))


TOGETHER = dt.timedelta(hours=3)
"""Articles that appear within so long of each other were written without knowing of each other. A choice of this project."""


def _outdate(result: Count, leads: Sequence[Said], repeated: Collection[int | None]) -> None:
    """Let what an article leads with take the place of what was said before it, where nobody else stands for that.

    A figure in an outlet's own words is what was known at its hour: a later one of anybody's replaces it, unless the later
    article repeats it as a rival. A figure that somebody is named for is replaced by a later one in an outlet's own words,
    unless it is in dispute; by somebody else's it is contradicted.
    """
    named = {other.figure for other in result.standing if not other.own}
    disputed = any(not agree(one, other) for one, other in combinations(named, 2))
    for said in leads:
        if said.figure.vague or (said.own and len(leads) > 1):
            continue
        result.drop(
            [
                other
                for other in result.standing
                if (other.own or (said.own and not disputed))
                and _outdated(other, said)
                and other.figure.lead not in repeated
            ]
        )


def _outdated(other: Said, said: Said) -> bool:
    later = said.renews or said.when - other.when > TOGETHER
    return later and not (
        other.figure.lead == said.figure.lead or (not said.figure.pointed and agree(other.figure, said.figure))
    )


def _several(result: Count, article: Sequence[Said]) -> None:
    affirmed = [said for said in article if said.claim.polarity == "affirmed"]
    increments = [said for said in affirmed if said.claim.kind == "increment"]
    retold = [said for said in affirmed if said.claim.kind != "increment" and retells(said, increments, result)]
    totals = [said for said in affirmed if said.claim.kind != "increment" and said not in retold]
    for said in article:
        if said.claim.polarity == "retracted":
            retract(result, said)
    leads = leads_of(totals)
    blurred = [said for said in leads if _blurs(result.standing, said) or _is_of_some(result.standing, said)]
    result.superseded += blurred
    leads = [said for said in leads if said not in blurred]
    beside = [said for said in totals if said not in leads]
    repeated = {said.figure.lead for said in beside if not recalled(said.claim)}
    denied = [said for said in article if said.claim.polarity == "denied" and not _says_so_itself(said, leads)]
    disputed = {said.figure.lead for said in denied} if leads else set()
    result.drop(
        [said for said in result.standing if _replaced(said, leads, repeated) and said.figure.lead not in disputed]
    )
    _outdate(result, leads, repeated | disputed)
    for said in beside:
        if recalled(said.claim) and not said.origin.attributed:
            _replace_recalled(result, said, leads)
    result.standing += leads
    result.superseded += [*retold, *overruled(totals, leads)]
    for said in totals:
        _replace_previous(result, said)
    extend(result, increments, leads)
    for said in denied:
        deny(result, said, for_good=not leads)


def _says_so_itself(denial: Said, leads: Sequence[Said]) -> bool:
    """Say whether who denies a figure gives it: then what was denied is who they were, or how they died."""
    return any(said.origin.name == denial.origin.name and said.figure.lead == denial.figure.lead for said in leads)


def _replace_previous(result: Count, said: Said) -> None:
    previous = said.claim.previous
    if previous is not None and not upheld(said.claim):
        replaced = [other for other in result.standing if other.figure.matches(previous)]
        result.drop([other for other in replaced if not agree(other.figure, said.figure)])


def _replace_recalled(result: Count, said: Said, leads: Sequence[Said]) -> None:
    """Drop a figure that a later article says was given before, by nobody but those it now quotes otherwise."""
    result.drop([other for other in result.standing if other.figure == said.figure and other not in leads])
