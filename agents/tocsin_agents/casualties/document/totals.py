"""Find totals and their parts: figures that add up, single people of a larger number, subsets without a total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin import Evidence
from tocsin_agents.casualties.document.agreement import same_place, same_time
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.lexicon.counting import RANKS
from tocsin_agents.casualties.people.groups import Form
from tocsin_agents.casualties.people.pronouns import PRONOUNS

__all__ = ["absorb", "adopt", "contrasted", "divide", "lifted"]

_NEAR = 3
"""Sentences within which figures without words of their own are taken for parts of a total."""

_NEAR_HEADLINE = 6
"""The same for the total of a headline, whose parts the body goes on to tell."""


def divide(drafts: Sequence[Draft]) -> list[Draft]:
    """Find the parts of a total among the figures that follow it and add up to it."""
    kept = list(drafts)
    for total in drafts:
        if not total.stands_alone or total.quantity.best is None:
            continue
        parts = _parts_of(total, kept)
        keys = {part.key for part in parts}
        kept = [replace(d, part_of=total.key, kind="breakdown", subset=False) if d.key in keys else d for d in kept]
    return kept


def _parts_of(total: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """Give the drafts after a total that complete it: with "the other 14", or with the parts it already has.

    What the sentence of the total adds to it ("15 more bodies, bringing to 31") is no part.
    """
    near = [
        d
        for d in drafts
        if d.key > total.key
        and d.measure == total.measure
        and d.quantity.qualifier == "exact"
        and d.kind in {"incident", "period_total", "breakdown", "increment"}
        and not (d.kind == "increment" and d.evidence[0] in total.evidence)
        and d.role == total.role
        and d.polarity == "affirmed"
        and (d.part_of in {None, total.key})
        and 0 <= d.sentence - total.sentence <= (_NEAR_HEADLINE if total.titled else _NEAR)
        and d.counted
    ]
    whole = total.quantity.best or 0
    for end in range(2, len(near) + 1):
        for start in range(end - 1):
            run = near[start:end]
            if sum(d.quantity.best or 0 for d in run) == whole and any(d.part_of is None for d in run):
                return run
    return []


def absorb(drafts: Sequence[Draft]) -> list[Draft]:
    """Count a single person, or people without a number, among those of the larger figure of the article."""
    kept: list[Draft] = []
    told: dict[int, tuple[Evidence, ...]] = {}
    for draft in drafts:
        single = draft.singly or draft.form in {Form.SINGULAR, Form.NAME}
        nth = _rank_of(draft)
        more = draft.kind == "increment" and not nth
        several = not draft.counted or draft.singly or nth or _is_of_victims(draft)
        whole = draft.stands_alone and several and not more
        total = _larger(draft, drafts, least=nth - 1) if whole and not _is_perpetrator(draft) else None
        if total is None:
            kept.append(draft)
        elif nth or _is_of_victims(draft) or (single and _is_one_by_one(draft, total)):
            # Whom the article tells of one by one are the people of its figure: their sentences are evidence of that.
            told[total.key] = (*told.get(total.key, ()), *draft.evidence)
        elif draft.singly:
            kept.append(draft)
        elif single:
            kept.append(replace(draft, part_of=total.key, subset=True, kind="breakdown"))
    return [replace(d, evidence=_once((*d.evidence, *told[d.key]))) if d.key in told else d for d in kept]


def _is_one_by_one(draft: Draft, total: Draft) -> bool:
    """Whether an article goes on to tell of the people of its figure one after the other, by age or as "he", as police reports do."""
    aged = any(character.isdigit() for character in draft.count_text) or "-old" in draft.count_text
    return total.sentence < draft.sentence and (aged or draft.noun in PRONOUNS)


def _once(spans: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Leave out the sentences that are there already."""
    return tuple({(span.field, span.start): span for span in reversed(spans)}.values())[::-1]


def _is_perpetrator(draft: Draft) -> bool:
    return draft.attacker or (draft.victim is not None and draft.victim.class_ == "perpetrator")


def _is_of_victims(draft: Draft) -> bool:
    """Whether it says "one victim", who is one of those told before."""
    return draft.noun == "victim" and draft.quantity.best == 1


def _rank_of(draft: Draft) -> int:
    """Give which one a draft counts: 5 for "a fifth, a 21-year-old man"; 0 for any other."""
    if draft.kind != "increment" or draft.quantity.best != 1:
        return 0
    return next((RANKS[word] for word in draft.count_text.lower().split()[:2] if word in RANKS), 0)


def _larger(draft: Draft, drafts: Sequence[Draft], *, least: int = 0) -> Draft | None:
    """Give the figure among whose people a draft's are, which counts more than they and more than `least`."""
    least = max(draft.quantity.low or 0, least)
    for other in drafts:
        number = other.quantity.low or other.quantity.best or other.quantity.high or 0
        if (
            other.stands_alone
            and other.counted
            and other.measure == draft.measure
            and number > least
            and other.key != draft.key
            and not _is_beside(draft, other)
            and same_place(other.place, draft.place)
            and same_time(other.time, draft.time)
        ):
            return other
    return None


def contrasted(drafts: Sequence[Draft]) -> list[Draft]:
    """Tell by the other figures whose victims are meant, and who is one more."""
    harmed = {d.measure for d in drafts if not d.victims and d.polarity == "affirmed"}
    hurt = "injured" in harmed and "killed" not in harmed
    return _without_contrast([replace(d, measure="injured") if d.victims and hurt else d for d in drafts])


def lifted(drafts: Sequence[Draft]) -> list[Draft]:
    """Take "killing five of them" for the very figure of the headline, and not for some of its people."""
    titled = [d for d in drafts if d.titled and d.stands_alone]
    return [
        replace(d, kind="incident", subset=False)
        if d.part_of is None
        and d.kind == "breakdown"
        and d.count_text.lower().endswith((" of them", " of whom"))
        and any(t.measure == d.measure and t.quantity == d.quantity for t in titled)
        else d
        for d in drafts
    ]


def _without_contrast(drafts: Sequence[Draft]) -> list[Draft]:
    """Take "another man was grazed" for no addition where all before it are told of another harm: "a man died"."""
    kept: list[Draft] = []
    for draft in drafts:
        before = {d.measure for d in drafts if d.key < draft.key and d.sentence != draft.sentence}
        if draft.kind == "increment" and draft.rule.endswith(
            (".passive", ".subject", ".participle", ".object", ".state")
        ):
            alone = bool(before) and draft.measure not in before
            draft = replace(draft, kind="incident") if alone else draft  # noqa: PLW2901 - the same draft
        kept.append(draft)
    return kept


def _is_beside(draft: Draft, other: Draft) -> bool:
    """Whether a sentence tells of both, each with a verb of its own: "a guard died, and three drivers were killed"."""
    apart = draft.sentence == other.sentence and draft.order != other.order and draft.form is not Form.PLURAL
    return draft.also or apart


def adopt(drafts: Sequence[Draft]) -> list[Draft]:
    """Give a subset that names no total the last larger figure before it; drop links to what was dropped."""
    keys = {draft.key for draft in drafts}
    kept: list[Draft] = []
    for draft in drafts:
        parent = draft.part_of if draft.part_of in keys else None
        if parent is None and draft.kind == "breakdown":
            before = [
                d
                for d in kept
                if d.stands_alone
                and d.measure == draft.measure
                and (d.quantity.low or d.quantity.best or 0) > (draft.quantity.low or 0)
            ]
            parent = before[-1].key if before else None
            apart = draft.rule == "state.state" or draft.count_text.lower().endswith((" of them", " of whom"))
            if parent is None and apart and not any(d.measure == draft.measure for d in kept):
                # Nobody else is hurt: those in critical condition, or "nine of them" of a bus, are no part of anything.
                draft = replace(draft, kind="incident", subset=False)  # noqa: PLW2901 - the same draft, on its own
        kept.append(replace(draft, part_of=parent))
    return kept
