"""Follow people from one harm to the next: who was shot or abducted and then died is counted among the dead alone."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.groups import Form

__all__ = ["followed"]

_NEAR = 3
"""Sentences within which "he died" speaks of the person just said to be hurt."""


def followed(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out the injuries, and the abduction, of those of whom the text goes on to say that they died."""
    return [draft for draft in drafts if not any(_goes_on(draft, later) for later in drafts)]


def _goes_on(hurt: Draft, died: Draft) -> bool:
    if (
        hurt.measure not in {"injured", "abducted"}
        or died.measure != "killed"
        or died.polarity != "affirmed"
        or hurt.subset
    ):
        return False
    if hurt.sentence == died.sentence and hurt.group == died.group:
        return hurt.weak or hurt.order < died.order
    near = 0 <= died.sentence - hurt.sentence <= _NEAR
    if hurt.weak and hurt.form is Form.PLURAL:
        return abs(died.sentence - hurt.sentence) <= _NEAR
    alone = hurt.quantity.best == 1 or hurt.weak or hurt.measure == "abducted"
    same = hurt.quantity == died.quantity
    return near and same and alone and (hurt.sentence, hurt.order) < (died.sentence, died.order) and died.anaphoric
