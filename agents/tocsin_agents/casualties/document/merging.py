"""Weigh an article's drafts together: one claim told twice is one, a later figure replaces an earlier, parts find their total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tocsin import Place
from tocsin_agents.casualties.document.agreement import finer, tell_the_same
from tocsin_agents.casualties.document.completing import completed
from tocsin_agents.casualties.document.fates import followed
from tocsin_agents.casualties.document.looking_back import looked_back
from tocsin_agents.casualties.document.revisions import superseded
from tocsin_agents.casualties.document.totals import absorb, adopt, contrasted, divide, lifted
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.meaning.scene import Scene
from tocsin_agents.casualties.trace import Trace

__all__ = ["merge"]

_COUNTRY = 6
"""UCDP: known no closer than the country."""


def merge(drafts: Sequence[Draft], scene: Scene | None = None, trace: Trace | None = None) -> list[Draft]:
    """Give the claims of an article, each once, in the order of the text; its scene gives what no figure has."""
    merged = list(drafts)
    for step, why in _STEPS:
        before, merged = merged, step(merged)
        if trace is not None:
            trace.note_lost(before, merged, why)
    return completed(merged, scene)


# -- one claim told more than once


def _united(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    renamed: dict[int, int] = {}
    for draft in drafts:
        if draft.part_of in renamed:
            draft = replace(draft, part_of=renamed[draft.part_of])  # noqa: PLW2901 - the same draft, with its total's new key
        at = next((k for k, other in enumerate(kept) if tell_the_same(other, draft)), None)
        if at is None:
            kept.append(draft)
        else:
            renamed[draft.key] = kept[at].key
            kept[at] = _unite(kept[at], draft)
    return kept


def _unite(first: Draft, second: Draft) -> Draft:
    """Keep the fuller telling: the body's before the headline's, an exact number before a vague one."""
    main, other = (second, first) if _fuller(second, first) else (first, second)
    return replace(
        main,
        key=first.key,
        sentence=first.sentence,
        evidence=(*first.evidence, *second.evidence),
        previous=main.previous or other.previous,
        attribution=main.attribution or other.attribution,
        place=_place_told(main, other),
        time=main.time or other.time,
        victim=main.victim or other.victim,
        kind="period_total" if "period_total" in {main.kind, other.kind} else main.kind,
        includes_perpetrator=main.includes_perpetrator
        if main.includes_perpetrator is not None
        else other.includes_perpetrator,
    )


def _fuller(candidate: Draft, current: Draft) -> bool:
    vague = {"vague", "plural"}
    if (current.quantity.qualifier in vague) != (candidate.quantity.qualifier in vague):
        return current.quantity.qualifier in vague
    return current.titled and not candidate.titled


def _place_told(main: Draft, other: Draft) -> Place | None:
    """Keep the place that the body gives; a headline's only makes a country in the body finer."""
    told = main.place
    if told is not None and other.titled and not main.titled and told.country and told.where_prec != _COUNTRY:
        return told
    return finer(told, other.place)


_STEPS: tuple[tuple[Callable[[Sequence[Draft]], list[Draft]], str], ...] = (
    (looked_back, "left out at the end"),
    (followed, "the text goes on to say that they died"),
    (lifted, "left out at the end"),
    (_united, "told elsewhere in the article: both make one claim"),
    (superseded, "a later figure of the article replaces it"),
    (contrasted, "left out at the end"),
    (divide, "it is a part of another figure"),
    (absorb, "counted in a larger figure of the article"),
    (adopt, "it is a part of another figure"),
)
"""What is done over the whole article, in order, and what it says of a draft that does not come out of it."""
