"""Whether a story has drifted into two: its articles parted by what they are more like, and how unlike the parts are.

Articles join one by one, each like what was there, so that a story may end far from where it began. It is looked at
again each time that it has doubled, up to a size at which that would take long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin_agents.stories.group import Group
from tocsin_agents.stories.vector import Vector

__all__ = ["FEWEST", "come_apart", "is_due"]

FEWEST = 2
"""Articles of a part at least: one that is unlike the others is no story that was overlooked."""

SMALLEST, LARGEST = 4, 256
"""Articles of a story that is looked at."""

ROUNDS = 4
"""Times that the articles are put to the part that they are more like; more change little."""


def is_due(size: int) -> bool:
    """Say whether a story of this many articles is looked at."""
    return SMALLEST <= size <= LARGEST and not size & (size - 1)


def come_apart(vectors: Mapping[str, Vector]) -> tuple[list[str], float] | None:
    """Give the part of a story that does not hold its first article, and how like the other it is; in the order given.

    None when it does not come apart in two. Whole numbers are summed, so the order of a vector's words does not matter.
    """
    keys = list(vectors)
    whole = _together(vectors.values())
    far = min(keys, key=lambda key: whole.likeness(vectors[key]))
    one = _together([vectors[far]])
    opposite = min(keys, key=lambda key: one.likeness(vectors[key]))
    other = _together([vectors[opposite]])
    ours: set[str] = set()
    for _ in range(ROUNDS):
        ours = {key for key in keys if one.likeness(vectors[key]) >= other.likeness(vectors[key])}
        if not FEWEST <= len(ours) <= len(keys) - FEWEST:
            return None
        one, other = (_together(vectors[key] for key in keys if (key in ours) is side) for side in (True, False))
    has_first = keys[0] in ours
    return [key for key in keys if (key in ours) is not has_first], one.likeness(other.vector)


def _together(vectors: Iterable[Vector]) -> Group:
    group = Group()
    for vector in vectors:
        group.add(vector, 0)  # of which day does not matter here
    return group
