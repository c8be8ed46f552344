"""What a torture run amounts to: the last line, the details, the report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.ordeal.audit import Audit
from benchmarks.ordeal.faults import Applied

__all__ = ["Verdict"]


@dataclass(slots=True)
class Verdict:
    """All that is known at the end. `served` and `partitions` count the partitions that moved in the last wave, of all."""

    seed: int
    articles: int
    poison: int
    faults: Sequence[Applied]
    audit: Audit
    letters: int = 0
    served: int = 0
    partitions: int = 0
    unserved: Sequence[str] = ()
    trouble: str = ""
    """Why the run could not be brought to its end; empty when it was."""
    seconds: dict[str, float] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    """How often something was logged."""

    @property
    def applied(self) -> int:
        """How many faults were really applied."""
        return sum(result.began is not None for result in self.faults)

    @property
    def is_well(self) -> bool:
        """Whether nothing at all is wrong."""
        served = 0 < self.partitions == self.served
        return not self.trouble and self.audit.is_well and served and self.applied == len(self.faults)

    def line(self) -> str:
        """Give the last line."""
        audit = self.audit
        entries = sum(count for name, count in audit.checked.items() if name.endswith(".state"))
        parts = [
            f"{audit.lost:,} lost",
            f"{audit.repeated:,} repeated",
            f"{audit.unexpected:,} unexpected",
            f"{audit.disordered:,} out of order",
            f"state of {entries:,} entries " + ("equal" if not audit.state else f"differs in {audit.state:,}"),
            f"{self.letters:,} dead letters for {self.poison:,} poison records, {audit.letters:,} wrong",
            f"{self.served} of {self.partitions} partitions served at the end",
        ]
        if self.applied < len(self.faults):
            parts.append(f"{len(self.faults) - self.applied} faults could not be applied")
        if self.trouble:
            parts.append(self.trouble)
        return f"{self.articles:,} articles, {self.applied} faults: {', '.join(parts)}"

    def details(self) -> Iterator[str]:
        """Give lines about what was checked, what was logged, and examples of what is wrong."""
        yield "checked: " + ", ".join(f"{name} {count:,}" for name, count in sorted(self.audit.checked.items()))
        yield "logged: " + ", ".join(f"{name} {count:,}" for name, count in sorted(self.events.items()))
        yield "seconds: " + ", ".join(f"{name} {seconds:,.0f}" for name, seconds in self.seconds.items())
        if self.audit.went_with_topic:
            yield f"{self.audit.went_with_topic:,} records went with a topic that was deleted"
        if self.unserved:
            yield f"not served: {', '.join(self.unserved)}"
        for kind, examples in self.audit.examples.items():
            yield from (f"{kind}: {example}" for example in examples)

    def as_json(self) -> str:
        """Give everything as JSON."""
        found: dict[str, Any] = asdict(self)
        found |= {"line": self.line(), "applied": self.applied, "well": self.is_well}
        return json.dumps(found, indent=2, default=str)
