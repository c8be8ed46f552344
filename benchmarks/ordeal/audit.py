"""The auditor: compares what stands on the topics with what should, and says what is lost, repeated or otherwise wrong."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.ordeal.feed import number_of
from benchmarks.ordeal.news import Item
from benchmarks.ordeal.reading import Line
from benchmarks.ordeal.reckoning import Derived, Letter, Reckoning, print_of

__all__ = [
    "Audit",
    "Prints",
    "audit_feed",
    "audit_letters",
    "audit_state",
    "audit_topic",
    "audit_whereabouts",
    "letters_on",
    "prints",
]

Prints = Mapping[bytes, list[str]]
"""The prints of the values on a topic, by key, in their order."""

SHOWN = 5
"""Examples kept of each kind of finding."""


@dataclass(slots=True)
class Audit:
    """Counts of what is wrong, with examples; all zero is well."""

    lost: int = 0
    repeated: int = 0
    unexpected: int = 0
    """Records that nothing accounts for."""
    disordered: int = 0
    """Keys whose records stand in another order than they should."""
    state: int = 0
    """Entries of state that differ from the reckoning."""
    letters: int = 0
    """Dead letters missing or too many."""
    went_with_topic: int = 0
    """Records that a topic took with it when it was deleted; not an error."""
    checked: dict[str, int] = field(default_factory=dict)
    """How many records and entries were compared, by topic."""
    examples: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        wrong = (self.lost, self.repeated, self.unexpected, self.disordered, self.state, self.letters)
        return not any(wrong) and bool(self.checked)

    def note(self, kind: str, what: object) -> None:
        """Count one finding of a kind, and keep the first few."""
        setattr(self, kind, getattr(self, kind) + 1)
        shown = self.examples.setdefault(kind, [])
        if len(shown) < SHOWN:
            shown.append(str(what))

    def saw(self, topic: str, count: int) -> None:
        """Count what was compared."""
        self.checked[topic] = self.checked.get(topic, 0) + count


def audit_feed(audit: Audit, items: Sequence[Item], lines: Iterable[Line]) -> None:
    """Find every item that was fed on the topic once."""
    counts = Counter(number_of(line.headers) for line in lines)
    for item in items:
        if not counts[item.number]:
            audit.note("lost", f"articles: item {item.number}, {item.kind}")
        for _ in range(counts[item.number] - 1):
            audit.note("repeated", f"articles: item {item.number}")
    audit.saw("articles", sum(counts.values()))


def audit_topic(
    audit: Audit,
    name: str,
    expected: Sequence[Derived],
    now: Prints,
) -> None:
    """Find every derived record on the topic once, those of one key in their order, and nothing else."""
    wanted: dict[bytes, list[str]] = defaultdict(list)
    for derived in expected:
        wanted[derived.key].append(derived.print)
    for key in wanted.keys() | now.keys():
        _compare(audit, f"{name} {key!r}", wanted.get(key, []), now.get(key, []))
    audit.saw(name, sum(map(len, now.values())))


def _compare(audit: Audit, where: str, wanted: list[str], found: list[str]) -> None:
    if wanted == found:
        return
    missing, extra = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    for text in missing.elements():
        audit.note("lost", f"{where}: {text[:200]}")
    for text in extra.elements():
        audit.note("repeated" if text in wanted else "unexpected", f"{where}: {text[:200]}")
    if not missing and not extra:
        audit.note("disordered", where)


def prints(lines: Mapping[int, list[Line]], sampled: set[bytes] | None) -> Prints:
    """Give what stands on a topic, key by key; of keys that were not sampled only that there is something."""
    found: dict[bytes, list[str]] = defaultdict(list)
    for part in lines.values():
        for line in part:
            key = line.key or b""
            partial = sampled is not None and key not in sampled
            found[key].append("" if partial else print_of(json.loads(line.value or b"null")))
    return found


def audit_state(audit: Audit, agent: str, reckoning: Reckoning, changelog: Mapping[int, list[Line]]) -> None:
    """Compare what the changelog of each partition amounts to with what the agent should remember."""
    for number, wanted in reckoning.states.items():
        kept: dict[str, Any] = {}
        for line in changelog.get(number, []):
            kept[(line.key or b"").decode("utf-8", "surrogatepass")] = json.loads(line.value) if line.value else None
        found = {key: value for key, value in kept.items() if value is not None}
        for key in wanted.keys() | found.keys():
            if wanted.get(key) != found.get(key):
                shown = f"should be {str(wanted.get(key))[:100]}, is {str(found.get(key))[:100]}"
                audit.note("state", f"{agent}[{number}] {key}: {shown}")
        audit.saw(f"{agent}.state", len(found))


def letters_on(lines: Mapping[int, list[Line]]) -> Counter[Letter]:
    """Read what the dead letters are about from their headers."""
    found: Counter[Letter] = Counter()
    for part in lines.values():
        for line in part:
            says = {name.removeprefix("__connect.errors."): value.decode() for name, value in line.headers}
            found[says["topic"], int(says["partition"]), int(says["offset"]), says["connector.name"]] += 1
    return found


def audit_letters(audit: Audit, wanted: Counter[Letter], found: Counter[Letter]) -> None:
    """Find one dead letter for each record and agent that must fail, and no other."""
    for kind, difference in (("missing", wanted - found), ("too many", found - wanted)):
        for letter in difference.elements():
            audit.note("letters", f"{kind}: {letter}")
    audit.saw("deadletters", sum(found.values()))


def audit_whereabouts(
    audit: Audit, items: Sequence[Item], unique: Iterable[Line], duplicates: Iterable[Line]
) -> Counter[str]:
    """Find that every article went one way, on as unique or a revision, or to the duplicates, without asking an agent."""
    ways = Counter(line.key.decode() for line in unique if line.key)
    links = [json.loads(line.value or b"{}") for line in duplicates]
    ways.update(link["article_id"] for link in links if link["relation"] != "revision")
    fed = {item.article_id for item in items if item.article_id}
    for article_id in fed:
        if not ways[article_id]:
            audit.note("lost", f"article {article_id} went nowhere")
        elif ways[article_id] > 1:
            audit.note("repeated", f"article {article_id} went {ways[article_id]} ways")
    for article_id in ways.keys() - fed:
        audit.note("unexpected", f"article {article_id} was never fed")
    return ways
