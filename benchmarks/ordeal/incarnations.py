"""Accounting for a topic that was deleted and made anew: which of its incarnations a record must stand on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benchmarks.ordeal.audit import Audit, Prints, prints
from benchmarks.ordeal.reckoning import Derived
from benchmarks.ordeal.recreation import Recreation

__all__ = ["audit_incarnations"]

Thing = tuple[bytes, str]
"""Key and print: records that are alike are told apart by number only."""


def audit_incarnations(  # noqa: PLR0913
    audit: Audit,
    name: str,
    expected: Sequence[Derived],
    now: Prints,
    *,
    sampled: set[bytes] | None,
    recreations: Sequence[Recreation],
) -> list[Derived]:
    """Check what stood on the incarnations that are gone, and give what should stand on the present one.

    What an agent derived while the topic was being deleted and made anew may stand on either side, or be gone with the
    old one; it must not stand on both.
    """
    ages = [_age(recreations, derived, name) for derived in expected]
    standing = [_count(prints(made.lines, sampled)) for made in recreations] + [_count(now)]
    due = [Counter(_thing(d) for d, age in zip(expected, ages, strict=True) if age == n) for n in range(len(standing))]
    loose = Counter(_thing(d) for d, age in zip(expected, ages, strict=True) if age is None)
    surplus: Counter[Thing] = Counter()
    for number, (wanted, found) in enumerate(zip(due, standing, strict=True)):
        for thing in (wanted - found).elements():
            if number < len(recreations):  # what is missing now is told when the present topic is compared
                audit.note("lost", f"{name} {thing[0]!r}: not on topic {number + 1} of {len(standing)}")
        surplus += found - wanted
    for thing in (surplus - loose).elements():
        audit.note("repeated", f"{name} {thing[0]!r}: {[found[thing] for found in standing]}")
    audit.went_with_topic += (loose - surplus).total()
    kept = standing[-1] - due[-1]
    return [derived for derived, age in zip(expected, ages, strict=True) if _is_present(derived, age, kept, standing)]


def _is_present(derived: Derived, age: int | None, kept: Counter[Thing], standing: Sequence[Counter[Thing]]) -> bool:
    if age is not None:
        return age == len(standing) - 1
    thing = _thing(derived)
    kept[thing] -= 1
    return kept[thing] >= 0


def _age(recreations: Sequence[Recreation], derived: Derived, name: str) -> int | None:
    """Say on which of the successive incarnations a record must stand; None: on either, or gone with one."""
    topic, number, offset = derived.cause
    place = (f"{recreations[0].topic.removesuffix(name)}{topic}", number)
    for age, made in enumerate(recreations):
        if offset < made.before.get(place, 0):
            return age
        if offset < made.after.get(place, 0):
            return None
    return len(recreations)


def _thing(derived: Derived) -> Thing:
    return derived.key, derived.print


def _count(found: Prints) -> Counter[Thing]:
    return Counter((key, text) for key, texts in found.items() for text in texts)
