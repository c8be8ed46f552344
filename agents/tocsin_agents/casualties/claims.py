"""Turn an article's drafts into claims, totals before their parts, so that a part can name its total's id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from tocsin import Article, Claim, Extractor, Previous
from tocsin_agents.casualties.confidence import confidence
from tocsin_agents.casualties.drafts import Draft

__all__ = ["VERSION", "build"]

VERSION = "1"
_UNVERIFIED = re.compile(
    r"could not (?:be )?(?:independently |immediately )?(?:be )?(?:verif|confirm|corroborat)"
    r"|(?:no|not|impossible|unable) (?:way )?to (?:independently )?(?:verify|confirm|corroborate)"
    r"|no independent (?:confirmation|verification)|unverified",
    re.IGNORECASE,
)


def build(article: Article, drafts: Sequence[Draft]) -> list[Claim]:
    """Give the claims in the order of the drafts."""
    unverified = bool(drafts) and _UNVERIFIED.search(article.text) is not None
    made: dict[int, Claim] = {}
    keys = {draft.key for draft in drafts}
    ordered = sorted(drafts, key=lambda draft: draft.part_of is not None)
    for draft in ordered:
        total = made.get(draft.part_of) if draft.part_of in keys and draft.part_of is not None else None
        made[draft.key] = _claim(article, draft, drafts, part_of=total.id if total else None, unverified=unverified)
    # A sentence that says the very same twice makes one claim.
    return list({made[draft.key].id: made[draft.key] for draft in drafts}.values())


def _claim(article: Article, draft: Draft, drafts: Sequence[Draft], *, part_of: str | None, unverified: bool) -> Claim:
    previous = draft.previous
    quantity = draft.quantity
    return Claim(
        article_id=article.id,
        measure=draft.measure,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        qualifier=quantity.qualifier,
        count_text=draft.count_text,
        unit=draft.unit,
        kind=draft.kind,
        part_of=part_of,
        subset=draft.subset,
        parts_sum=_parts_sum(draft, drafts),
        previous=None
        if previous is None
        else Previous(low=previous.low, best=previous.best, high=previous.high, direction=_direction(draft)),
        polarity=draft.polarity,
        modality=draft.modality,
        temporal_role=draft.role,
        victim=draft.victim,
        includes_perpetrator=draft.includes_perpetrator,
        attribution=draft.attribution,
        verification="unverified_stated" if unverified and draft.role == "current" else None,
        place=draft.place,
        event_time=draft.time,
        evidence=draft.evidence,
        extractor=Extractor(
            name="casualties",
            version=VERSION,
            rule=draft.rule,
            confidence=confidence(draft.rule, quantity.qualifier, quantity.low, quantity.high),
        ),
        source=article.source,
        title=article.title,
        url=article.url,
        published=article.published,
    )


def _parts_sum(draft: Draft, drafts: Sequence[Draft]) -> bool | None:
    """Whether the parts that do not overlap add up to the total; None without two such parts."""
    parts = [other.quantity.best for other in drafts if other.part_of == draft.key and not other.subset]
    if len(parts) < 2 or None in parts:  # noqa: PLR2004 - one part proves nothing
        return None
    return sum(part or 0 for part in parts) == draft.quantity.best


def _direction(draft: Draft) -> Literal["up", "down", "same"] | None:
    before, now = (q.best if q and q.best is not None else None for q in (draft.previous, draft.quantity))
    if before is None or now is None:
        return None
    return "up" if now > before else "down" if now < before else "same"
