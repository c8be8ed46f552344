"""The count: which statements about one measure of one event stand, and which did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tocsin_agents.tolls.counting.sayings import Said

__all__ = ["Count"]


@dataclass(slots=True)
class Count:
    """What has been said so far: `standing` counts, `superseded` did once, `negations` deny or withdraw."""

    standing: list[Said] = field(default_factory=list)
    superseded: list[Said] = field(default_factory=list)
    negations: list[Said] = field(default_factory=list)
    contested: bool = False
    """Somebody else denies a figure that stands."""

    @property
    def origins(self) -> int:
        """The number of independent sources whose figures stand."""
        return len({said.origin.name for said in self.standing})

    def drop(self, gone: Iterable[Said]) -> None:
        """Let statements no longer count."""
        ids = {said.claim.id for said in gone}
        self.superseded += [said for said in self.standing if said.claim.id in ids]
        self.standing = [said for said in self.standing if said.claim.id not in ids]
