"""The schedule of faults: drawn from the seed, so that a run can be repeated, and printed before it begins."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["KINDS", "Fault", "schedule"]

KINDS = {
    "kill-agent": 14,
    "stop-agent": 5,
    "add-worker": 7,
    "zombie": 5,
    "sleep-agent": 3,
    "slow-agent": 4,
    "kill-supervisor": 2,
    "stop-supervisor": 2,
    "kill-broker": 4,
    "stop-broker": 2,
    "sleep-broker": 2,
    "fill-broker-disk": 3,
    "fill-agent-disk": 3,
    "jump-clock": 4,
    "drop-connections": 5,
    "recreate-topic": 3,
}
"""The kinds of fault, and how often each is drawn compared with the others."""

SECONDS = {
    "add-worker": (8, 25),
    "zombie": (13, 17),
    "sleep-agent": (12, 16),
    "slow-agent": (10, 25),
    "sleep-broker": (4, 14),
    "fill-broker-disk": (4, 10),
    "fill-agent-disk": (4, 10),
    "jump-clock": (5, 40),
}
"""Seconds between which the duration of such a fault is drawn. The session of a member ends after ten."""

JUMPS = (-10 * 365 * 86400, -86400, -3700, -30, 45, 3700, 86400, 5 * 365 * 86400)
"""Seconds by which a clock is set."""

FIRST_SECONDS = 3.0
LAST_SHARE = 0.97


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: when it begins (seconds from the start of the feed), what it hits, how long it lasts (0: a moment)."""

    number: int
    at: float
    kind: str
    target: str = ""
    seconds: float = 0.0
    shift: float = 0.0
    """Seconds by which a clock jumps."""

    def __str__(self) -> str:
        words = [f"{self.at:6.1f} s", f"{self.kind:<16}", self.target]
        if self.seconds:
            words.append(f"for {self.seconds:.0f} s")
        if self.shift:
            words.append(f"by {self.shift:+,.0f} s")
        return " ".join(word for word in words if word)


def schedule(  # noqa: PLR0913 - all that a schedule depends on
    seed: int,
    count: int,
    seconds: float,
    *,
    agents: Sequence[str],
    topics: Sequence[str],
    kinds: Sequence[str] = tuple(KINDS),
) -> tuple[Fault, ...]:
    """Draw `count` faults over `seconds`: each kind at least once, if there are enough, and none at the same moment."""
    chance = random.Random(f"faults {seed}")
    chosen = list(kinds)
    chance.shuffle(chosen)
    more = chance.choices(kinds, [KINDS[kind] for kind in kinds], k=max(0, count - len(chosen)))
    drawn = [*chosen, *more][:count]
    chance.shuffle(drawn)
    span = (seconds * LAST_SHARE - FIRST_SECONDS) / max(1, count)
    return tuple(
        Fault(
            number=number,
            at=round(FIRST_SECONDS + (number + chance.random()) * span, 1),
            kind=kind,
            target=_target(chance, kind, agents, topics),
            seconds=round(chance.uniform(*SECONDS.get(kind, (0, 0))), 1),
            shift=chance.choice(JUMPS) if kind == "jump-clock" else 0.0,
        )
        for number, kind in enumerate(drawn)
    )


def _target(chance: random.Random, kind: str, agents: Sequence[str], topics: Sequence[str]) -> str:
    if kind == "recreate-topic":
        return chance.choice(topics)
    one_agent = kind.endswith(("-agent", "-worker", "-clock")) or kind == "zombie"
    return chance.choice(agents) if one_agent else ""
