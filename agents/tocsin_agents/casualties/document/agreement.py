"""Decide whether two drafts tell the same: one event, and figures that can both be true of it."""

from __future__ import annotations

from tocsin import EventTime, Place
from tocsin_agents.casualties.drafts import Draft
from tocsin_agents.casualties.people.groups import Form
from tocsin_agents.casualties.people.quantities import Quantity

__all__ = ["finer", "number_of", "same_place", "same_time", "tell_the_same"]


def tell_the_same(a: Draft, b: Draft) -> bool:
    """Whether two drafts of different sentences are one claim told twice."""
    if a.measure != b.measure or a.polarity != b.polarity or a.role != b.role or a.unit != b.unit:
        return False
    if (
        (_kind(a) != _kind(b) and not _is_headline_of_more(a, b))
        or (a.part_of != b.part_of and not _are_one_part(a, b))
        or (_in_one_sentence(a, b) and not _is_pronoun_of(a, b) and not _is_pronoun_of(b, a))
    ):
        return False
    if not (same_place(a.place, b.place) or _is_quarter_of(a, b)) or not same_time(a.time, b.time):
        return False
    if a.modality != b.modality and {a.modality, b.modality} - {"asserted", "feared", "alleged"}:
        return False
    return _agree(a, b)


def _in_one_sentence(a: Draft, b: Draft) -> bool:
    return a.sentence == b.sentence and a.evidence[0].field == b.evidence[0].field


def _is_pronoun_of(draft: Draft, other: Draft) -> bool:
    """Whether a draft speaks again of somebody told in its sentence: "a man was critical after he was shot"."""
    again = draft.noun in {"he", "she"} and draft.form is Form.SINGULAR
    return again and other.form is Form.SINGULAR and other.noun not in {"he", "she"} and draft.measure == "injured"


def _is_headline_of_more(a: Draft, b: Draft) -> bool:
    """Whether a headline tells without saying so what the body tells as more: "bodies of eight found", "another eight bodies"."""
    exact = a.quantity.qualifier == b.quantity.qualifier == "exact"
    return exact and a.titled != b.titled and {a.kind, b.kind} == {"incident", "increment"}


def _is_quarter_of(a: Draft, b: Draft) -> bool:
    """Whether a headline names the town and the body a quarter that no list has: "in Chicago", "the Austin neighborhood"."""
    places = [draft.place for draft in (a, b) if draft.place is not None]
    quarter = a.titled != b.titled and any(place.lat is None and place.where_prec == 2 for place in places)  # noqa: PLR2004 - UCDP: around a place
    return quarter and len({place.country for place in places}) == 1


def _are_one_part(a: Draft, b: Draft) -> bool:
    """Whether a headline and the body pick out as many: "32 of them children", "more than 32 children"."""
    known = number_of(a.quantity)
    return a.subset and b.subset and a.titled != b.titled and known is not None and known == number_of(b.quantity)


def _kind(draft: Draft) -> str:
    return "incident" if draft.kind == "period_total" else draft.kind


def _agree(a: Draft, b: Draft) -> bool:
    """Whether two figures can be one: equal, differently bounded around one number, or vague and exact."""
    qa, qb = a.quantity, b.quantity
    if (qa.low, qa.best, qa.high) == (qb.low, qb.best, qb.high):
        return True
    if a.polarity != "affirmed" or ((a.subset or b.subset) and not _are_one_part(a, b)):
        return False
    number_a, number_b = number_of(qa), number_of(qb)
    if number_a is not None and number_a == number_b:
        return True
    return _vague_fits(qa, qb) or _vague_fits(qb, qa)


def number_of(quantity: Quantity) -> int | None:
    """Give the number that the words name, whatever they make of it: 30 for "more than 30" and for "up to 30"."""
    if quantity.qualifier == "more_than" and quantity.low is not None:
        return quantity.low - 1
    if quantity.qualifier in {"vague", "plural"}:
        return None
    return quantity.best if quantity.best is not None else quantity.high


def _vague_fits(vague: Quantity, other: Quantity) -> bool:
    number = number_of(other)
    return vague.qualifier == "vague" and vague.low is not None and number is not None and vague.low <= number


def same_place(a: Place | None, b: Place | None) -> bool:
    """Whether two places can be one, or one lies in the other as far as is known."""
    if a is None or b is None or a.text.casefold() == b.text.casefold():
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if (a.where_prec or 0) >= 5 or (b.where_prec or 0) >= 5:  # noqa: PLR2004 - UCDP: larger than a province
        return True
    return bool(a.adm1 and a.adm1 == b.adm1 and 4 in {a.where_prec, b.where_prec})  # noqa: PLR2004 - UCDP: a province


def same_time(a: EventTime | None, b: EventTime | None) -> bool:
    """Whether two times overlap, or one of them is not told."""
    if a is None or b is None or a.start is None or b.start is None:
        return True
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)


def finer(a: Place | None, b: Place | None) -> Place | None:
    """Give the place that is known more closely."""
    if a is None or b is None:
        return a or b
    return b if (b.where_prec or 9) < (a.where_prec or 9) else a
