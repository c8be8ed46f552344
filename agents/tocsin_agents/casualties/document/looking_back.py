"""Tell the figures of earlier events, and of all the years, from those of the event that the article reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from tocsin import EventTime
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.lexicon.cues import EVENTS

__all__ = ["looked_back"]

_APART = dt.timedelta(days=3)
"""An event that ended longer before the one that the article begins with is another, and over."""
_EXACT = 2
"""UCDP: a day, or a few days."""
_LASTING = frozenset({"cumulative", "rate"})


def looked_back(drafts: Sequence[Draft]) -> list[Draft]:
    """Mark what an article tells of earlier events, after that of its own, and what goes on from such figures."""
    now = next((draft for draft in drafts if draft.stands_alone and _is_exact(draft.time)), None)
    dated: list[Draft] = []
    for draft in drafts:
        dated.append(_as_named(_as_earlier(draft, now, dated), dated))
    if all(draft.role == "current" and draft.kind not in _LASTING for draft in dated):
        return dated
    shared = [_with_sentence(draft, dated) for draft in dated]
    parts = [_with_total(draft, shared) for draft in shared]
    return [_with_paragraph(draft, parts) for draft in parts]


def _is_exact(time: EventTime | None) -> bool:
    return time is not None and time.start is not None and (time.date_prec or 5) <= _EXACT


def _as_earlier(draft: Draft, now: Draft | None, told: Sequence[Draft]) -> Draft:
    """Take what ended days before the first event of the article for an earlier one: "on January 1, 56 died in Manaus".

    Beside one that is over, told before it in its sentence, a day is enough: "and five days later 33 died in Roraima"; so it is
    in a paragraph that sets the event in a row with others.
    """
    if now is None or draft.sentence <= now.sentence or draft.kind in _LASTING:
        return draft
    begun = now.time.start if now.time is not None else None
    ended = draft.time.end if draft.time is not None else None
    if begun is None or ended is None:
        return draft
    over = draft.in_series or any(_same_sentence(d, draft) and d.role == "background" for d in told)
    grace = _APART if _is_exact(draft.time) and not over else dt.timedelta()
    earlier = dt.date.fromisoformat(ended) + grace < dt.date.fromisoformat(begun)
    return replace(draft, role="background") if earlier else draft


_NAMED = re.compile(
    rf"\b[Tt]he (?P<name>[A-Z][\w'\u2019-]+)(?: [\w'\u2019-]+){{0,2}} (?:{'|'.join(sorted(EVENTS))})(?: of \d{{4}})?, (?:in )?(?:which|where|when) "
)
"""An event that goes by a name, and of which a clause tells: "the Mocoa disaster, which"."""


def _as_named(draft: Draft, told: Sequence[Draft]) -> Draft:
    """Take what is told beside another event's name for its figure: "pledged after the Mocoa disaster, which killed 320".

    The name must be new: what the article is about was named before.
    """
    before = [d for d in told if d.stands_alone and d.sentence < draft.sentence and d.measure == draft.measure]
    if not before or draft.time is not None or any(d.quantity == draft.quantity for d in before):
        return draft
    sentence = draft.evidence[0].sentence
    named = _NAMED.search(sentence)
    new = named is not None and not any(named["name"] in e.sentence for d in told for e in d.evidence)
    beside = named is not None and draft.count_text in sentence[named.end() :]
    return replace(draft, role="background") if new and beside else draft


def _with_sentence(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Let a figure without a day of its own share the span of the one before it: "killed 17,000 since 2009 and made two million homeless"."""
    if not draft.stands_alone or draft.kind == "increment":
        return draft
    before = [d for d in drafts if d.key < draft.key and _same_sentence(d, draft) and d.kind == "cumulative"]
    own = before and draft.time is not None and draft.time != before[-1].time
    return replace(draft, kind="cumulative", role="background") if before and not own else draft


def _same_sentence(a: Draft, b: Draft) -> bool:
    return a.sentence == b.sentence and a.evidence[0] == b.evidence[0]


def _with_total(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Give a part the role of what it is a part of."""
    total = next((d for d in drafts if d.key == draft.part_of), None)
    if total is None and draft.subset:
        total = next((d for d in reversed(drafts) if d.key < draft.key and _same_sentence(d, draft)), None)
    past = total is not None and (total.role == "background" or total.kind in _LASTING)
    return replace(draft, role="background") if past else draft


def _with_paragraph(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Take a figure without a day for one of the past that its paragraph has just looked back on.

    A day "alone" is a part of the sum before it: "more than 200 have been killed since March. Last Friday alone, 26 died".
    """
    if draft.stands_alone and _is_day_of_sum(draft, drafts):
        return replace(draft, role="background")
    if not draft.stands_alone or draft.time is not None or draft.paragraph <= 1 or draft.previous is not None:
        return draft
    before = [d for d in drafts if d.key < draft.key and d.paragraph == draft.paragraph]
    past = bool(before) and before[-1].role == "background" and draft.sentence - before[-1].sentence <= 1
    known = any(
        d.paragraph < draft.paragraph and d.measure == draft.measure and d.quantity == draft.quantity for d in drafts
    )
    return replace(draft, role="background") if past and not known else draft


def _is_day_of_sum(draft: Draft, drafts: Sequence[Draft]) -> bool:
    before = [d for d in drafts if d.key < draft.key and d.paragraph == draft.paragraph]
    return bool(before) and before[-1].kind == "cumulative" and " alone" in draft.evidence[0].sentence
