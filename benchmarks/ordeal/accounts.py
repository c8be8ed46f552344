"""The whole audit: read every topic, reckon what should be there, compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks.ordeal.audit import (
    Audit,
    audit_feed,
    audit_letters,
    audit_state,
    audit_topic,
    audit_whereabouts,
    letters_on,
    prints,
)
from benchmarks.ordeal.incarnations import audit_incarnations
from benchmarks.ordeal.news import Item
from benchmarks.ordeal.reading import Line, admin, read
from benchmarks.ordeal.reckoning import Derived, Letter, Reckoning, reckon
from benchmarks.ordeal.recreation import Recreation
from benchmarks.ordeal.stage import SETTINGS
from tocsin.plugins.wiring import Wiring

__all__ = ["Accounts"]

Lines = dict[int, list[Line]]


class Accounts:
    """Accounts for everything under a prefix. `agents` are classes; `fed` what was fed."""

    def __init__(
        self, bootstrap: str, prefix: str, agents: Sequence[Any], fed: Sequence[Item], recreations: Sequence[Recreation]
    ) -> None:
        self._bootstrap = bootstrap
        self._prefix = prefix
        self._agents = agents
        self._fed = fed
        self._recreations = recreations
        self._wiring = Wiring([agent.spec for agent in agents])
        self._read: dict[str, Lines] = {}

    async def audit(self) -> Audit:
        """Read, reckon and compare."""
        audit = Audit()
        audit_feed(audit, self._fed, [line for part in (await self._lines("articles")).values() for line in part])
        await self._whereabouts(audit)
        derived: dict[str, list[Derived]] = {}
        sampled: dict[str, set[bytes] | None] = {}
        letters: Counter[Letter] = Counter()
        for agent_class in self._agents:
            reckoning = await self._reckon(agent_class)
            letters += reckoning.letters
            for topic in agent_class.spec.outputs:
                derived.setdefault(topic.name, []).extend(d for d in reckoning.derived if d.topic == topic.name)
                sampled[topic.name] = reckoning.sampled
            if agent_class.spec.state:
                audit_state(
                    audit, agent_class.spec.name, reckoning, await self._lines(f"{agent_class.spec.name}.state")
                )
        for name, wanted in derived.items():
            expected = wanted
            now = prints(await self._lines(name), sampled[name])
            made = [recreation for recreation in self._recreations if recreation.topic == f"{self._prefix}{name}"]
            if made:
                expected = audit_incarnations(audit, name, expected, now, sampled=sampled[name], recreations=made)
            audit_topic(audit, name, expected, now)
        audit_letters(audit, letters, letters_on(await self._lines("deadletters")))
        return audit

    async def _whereabouts(self, audit: Audit) -> None:
        unique, duplicates = await self._lines("articles.unique"), await self._lines("duplicates")
        flat = [[line for part in lines.values() for line in part] for lines in (unique, duplicates)]
        audit_whereabouts(audit, self._fed, *flat)

    async def _reckon(self, agent_class: Any) -> Reckoning:  # noqa: ANN401 - any agent class
        inputs = {name: await self._lines(name) for name in agent_class.spec.inputs}
        chosen = SETTINGS.get(agent_class.spec.name)
        agent = agent_class(agent_class.spec.settings(**chosen)) if chosen else agent_class()
        return reckon(agent, inputs, self._wiring.inputs(agent_class.spec))

    async def _lines(self, topic: str) -> Lines:
        if topic not in self._read:
            self._read[topic] = await read(self._bootstrap, f"{self._prefix}{topic}")
        return self._read[topic]

    @staticmethod
    async def partitions(bootstrap: str) -> dict[str, int]:
        """Count the partitions of every topic."""
        async with admin(bootstrap) as client:
            described = await client.describe_topics(await client.list_topics())
        return {entry["topic"]: len(entry["partitions"]) for entry in described}
