"""Fusion: the claims about one measure of one event become one toll, with every statement it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal

from tocsin import Claim, Estimate, Statement, Toll, content_id
from tocsin_agents.tolls.counting.count import Count
from tocsin_agents.tolls.counting.sayings import Said
from tocsin_agents.tolls.counting.statements import statement_of
from tocsin_agents.tolls.ledger import Account
from tocsin_agents.tolls.reading.figures import Figure, agree, combine
from tocsin_agents.tolls.reading.origins import origin_of
from tocsin_agents.tolls.reading.reports import position, published
from tocsin_agents.tolls.settings import Policy, TollSettings
from tocsin_agents.tolls.whereabouts import place_of, time_of

__all__ = ["fuse"]

Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]

CONFIRMING = frozenset({"official", "military", "police"})
"""Whose word makes a toll confirmed, unless they speak of their enemies in words of their own."""


def fuse(account: Account, settings: TollSettings, told: tuple[Estimate, Estimate | None] | None) -> Toll | None:
    """Fuse the claims and breakdowns of one measure of one event; None when nobody affirms anything.

    `told` is the estimate told before, and the one before that. At most `most_statements` statements are shown, the
    superseded ones left out first; all of them count.
    """
    claims = [said.claim for said in account.said]
    counted = account.counter.count(account.said)
    if not counted.standing and not counted.superseded:
        return None
    parts = _homed(account.parts, claims, counted.standing)
    sums = _sums(counted.standing, parts)
    figures = [said.figure for said in counted.standing]
    bests = _bests(counted.standing, sums)
    estimate = combine(figures, bests[settings.policy])
    conflict = _conflict(figures)
    statements = _statements(counted, sums, settings.most_statements)
    shown = _parts(counted, parts, sums)[: settings.most_statements]
    last = max(account.said, key=lambda said: (said.when, said.claim.published or ""))
    toll = Toll(
        id=UNIDENTIFIED,
        event_key=account.event_key,
        measure=claims[0].measure,
        **estimate.model_dump(),
        policy=settings.policy,
        alternatives=bests,
        conflict=conflict,
        grade=_grade(counted, conflict=conflict),
        sources=counted.origins,
        articles=len({claim.article_id for claim in claims}),
        place=place_of(account.event),
        event_time=time_of(account.event),
        previous=_previous(estimate, told),
        updated=last.claim.published,
        statements=statements,
        parts=shown,
    )
    return toll.model_copy(update={"id": _id(toll)})


UNIDENTIFIED = "-"


def _id(toll: Toll) -> str:
    """Give the id by content, in which the ids of claims stand for all that these say."""
    told = toll.model_dump_json(exclude={"id", "statements", "parts"})
    said = [
        f"{one.claim_id} {one.superseded:d} {one.parts_sum} {one.part_of} {one.low} {one.best} {one.origin}"
        for one in (*toll.statements, *toll.parts)
    ]
    return content_id(Toll.__name__, told, "\n".join(said))


def _previous(estimate: Estimate, told: tuple[Estimate, Estimate | None] | None) -> Estimate | None:
    if told is None:
        return None
    last, before_that = told
    return before_that if last == estimate else last


def _parts(counted: Count, parts: Sequence[Claim], sums: Mapping[str, bool]) -> tuple[Statement, ...]:
    if not parts:
        return ()
    current = {said.claim.id for said in counted.standing}
    kept = sorted((part for part in parts if part.part_of in current), key=_order)
    return tuple(statement_of(part, origin_of(part).name, parts_sum=sums.get(part.id, part.parts_sum)) for part in kept)


def _order(claim: Claim) -> tuple[object, ...]:
    """Parts stand as they were told; of those that one sentence tells, the greatest first."""
    in_body, start, claim_id = position(claim)
    return (published(claim), claim.article_id, in_body, start, -(claim.best or claim.low or 0), claim_id)


def _homed(parts: Sequence[Claim], claims: Iterable[Claim], standing: Sequence[Said]) -> list[Claim]:
    """Give the parts of a total that the same article also states elsewhere to the statement that counts for it."""
    if not parts:
        return []
    totals = {claim.id: Figure.of(claim) for claim in claims}
    current = {said.claim.id for said in standing}
    homed = []
    for part in parts:
        total = totals.get(part.part_of or "")
        if total is not None and part.part_of not in current:
            fitting = [said for said in standing if said.claim.article_id == part.article_id]
            home = next((said.claim.id for said in fitting if agree(said.figure, total)), part.part_of)
            homed.append(part.model_copy(update={"part_of": home}))
        else:
            homed.append(part)
    return homed


def _sums(standing: Iterable[Said], parts: Iterable[Claim]) -> dict[str, bool]:
    """Say of every total with parts that exclude each other whether they add up to it."""
    by_total: dict[str, list[int | None]] = {}
    for part in parts:
        if part.part_of and not part.subset:
            by_total.setdefault(part.part_of, []).append(part.best)
    found = {}
    for said in standing:
        numbers = by_total.get(said.claim.id, [])
        if len(numbers) > 1:
            found[said.claim.id] = None not in numbers and sum(filter(None, numbers)) == Figure.of(said.claim).lead
        elif said.claim.parts_sum is not None:
            found[said.claim.id] = said.claim.parts_sum
    return found


def _bests(standing: Sequence[Said], sums: Mapping[str, bool]) -> dict[Policy, int | None]:
    """Choose the best figure under every policy; vague words never give one."""
    latest = _latest(standing)
    lowest = [number for said in standing if (number := _stated(said.figure)) is not None]
    specific = _latest([said for said in standing if sums.get(said.claim.id)])
    return {
        "conservative": min(lowest, default=None),
        "latest": latest,
        "most_sources": _most_sources(standing, latest),
        "most_specific": latest if specific is None else specific,
    }


def _stated(figure: Figure) -> int | None:
    return figure.low if figure.best is None and figure.qualifier == "range" else figure.best


def _latest(standing: Sequence[Said]) -> int | None:
    """Give the figure that the latest article leads with."""
    numbered = [said for said in standing if said.figure.best is not None]
    if not numbered:
        return None
    newest = max(said.order[:2] for said in numbered)
    return min((said for said in numbered if said.order[:2] == newest), key=lambda said: said.order).figure.best


def _most_sources(standing: Sequence[Said], latest: int | None) -> int | None:
    """Give the figure that agrees with most sources; the latest, then the lower, among equals."""
    by_figure: dict[Figure, set[str]] = {}
    for said in standing:
        by_figure.setdefault(said.figure, set()).add(said.origin.name)
    supporters: dict[int, int] = {}
    for number in sorted({figure.best for figure in by_figure if figure.best is not None}):
        exactly = Figure(number, number, number)
        agreeing = [origins for figure, origins in by_figure.items() if agree(exactly, figure)]
        supporters[number] = len(set().union(*agreeing))
    if not supporters:
        return None
    most = max(supporters.values())
    return (
        latest
        if latest is not None and supporters[latest] == most
        else min(number for number, sources in supporters.items() if sources == most)
    )


def _conflict(figures: Sequence[Figure]) -> bool:
    return any(not agree(one, other) for one, other in combinations(sorted(set(figures), key=repr), 2))


def _grade(counted: Count, *, conflict: bool) -> Grade:
    """Grade as Airwars does: who admits it, how many independent sources say it, and whether anyone disputes it."""
    if not counted.standing:
        return "discounted"
    if conflict or counted.contested:
        return "contested"
    if any(_confirms(said) for said in counted.standing):
        return "confirmed"
    return "fair" if counted.origins > 1 else "weak"


def _confirms(said: Said) -> bool:
    as_claimed = said.claim.victim is not None and said.claim.victim.as_claimed
    return said.origin.link is not None and said.origin.link.type in CONFIRMING and not as_claimed


def _statements(counted: Count, sums: Mapping[str, bool], most: int) -> tuple[Statement, ...]:
    current = [*counted.standing, *counted.negations]
    room = max(0, most - len(current))
    older = sorted(counted.superseded, key=lambda said: said.order)
    kept = sorted(current, key=lambda said: said.order)[-most:] + (older[-room:] if room else [])
    superseded = {said.claim.id for said in counted.superseded}
    return tuple(
        said.statement(parts_sum=sums.get(said.claim.id, said.claim.parts_sum), superseded=said.claim.id in superseded)
        for said in sorted(kept, key=lambda said: said.order)
    )
