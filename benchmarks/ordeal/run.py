"""One torture run, from an empty folder to the verdict."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.ordeal.accounts import Accounts
from benchmarks.ordeal.audit import Audit
from benchmarks.ordeal.disk import can_mount
from benchmarks.ordeal.faults import Applied, Faults
from benchmarks.ordeal.feed import Feed
from benchmarks.ordeal.news import Item, news, probes
from benchmarks.ordeal.plan import KINDS, schedule
from benchmarks.ordeal.reading import Offsets, admin, committed, outstanding, patiently
from benchmarks.ordeal.stage import TALLY, Stage
from benchmarks.ordeal.topics import keep_whole, send_silence
from benchmarks.ordeal.verdict import Verdict
from tocsin.plugins.discovery import installed, load

__all__ = ["Ordeal", "Size"]

PROBES = 90
"""Articles in the last wave: enough that each of six partitions gets some."""

WRITERS = {"entities": "entities", "stories": "stories"}
"""Topics that may be deleted and made anew, as no agent reads them, and who writes each."""

START_SECONDS = 300
OVERRUN_SECONDS = 300
"""How much longer the last faults may take, which wait for what they are to hit."""

FEED_SHARE = 0.98
LOOK_SECONDS = 2.0
SHOW_SECONDS = 20.0
POISON = frozenset({"undecodable", "misshapen", "raising"})


@dataclass(frozen=True, slots=True)
class Size:
    """How large a run is; `kinds` are the kinds of fault to choose from, all when empty."""

    seed: int
    minutes: float
    articles: int
    faults: int
    kinds: tuple[str, ...] = ()

    @property
    def drain_seconds(self) -> float:
        """How long the agents have, after the last fault, for what is left; then the run has failed."""
        return 600 + 60 * self.minutes


class Ordeal:
    """A run in a folder of its own. `run` gives the verdict, whatever happens."""

    def __init__(self, size: Size, folder: Path) -> None:
        self._size = size
        references = [*(agent.name for agent in installed()), TALLY]
        self._agents = [load(reference) for reference in references]
        self._stage = Stage(folder / "stage", references)
        self._items = list(news(size.seed, size.articles))
        self._probes = list(probes(size.seed, size.articles, PROBES))
        self._seconds: dict[str, float] = {}
        self._began = time.monotonic()

    async def run(self) -> Verdict:
        """Set up, feed under faults, drain, probe, audit."""
        size = self._size
        stage = self._stage
        stage.folder.mkdir(parents=True)
        faults = self._planned()
        bound = START_SECONDS + 60 * size.minutes + OVERRUN_SECONDS + 3 * size.drain_seconds
        self._say(f"seed {size.seed}: {size.articles:,} articles over {size.minutes:g} minutes, {size.faults} faults;")
        self._say(f"the audit begins after {bound / 60:.0f} minutes at the latest")
        for result in faults.results:
            self._say(f"  {result.fault}")
        verdict = Verdict(size.seed, size.articles, sum(i.kind in POISON for i in self._items), faults.results, Audit())
        async with stage:
            try:
                await self._phase("start", self._start())
                feed = Feed(stage.bootstrap, stage.topic("articles"))
                await self._phase("faults", self._torment(faults, feed))
                await self._phase("drain", self._drain())
                await faults.finish()
                await self._phase("probe", self._probe(verdict))
                await self._phase("audit", self._audit(verdict, faults))
                if not verdict.audit.is_well:
                    # The disk goes with the run: what there is to look at is kept beside the logs.
                    shutil.copytree(stage.broker_disk.path, stage.folder / "kafka-as-found", dirs_exist_ok=True)
            except TimeoutError as error:
                verdict.trouble = str(error) or "out of time"
        verdict.seconds = self._seconds
        verdict.events = _events(stage.folder)
        return verdict

    def _planned(self) -> Faults:
        size = self._size
        kinds = tuple(kind for kind in KINDS if not size.kinds or kind in size.kinds)
        if not can_mount(self._stage.folder / "trial"):
            self._say("no small disk can be mounted here (not root, or not permitted): no disk will be filled")
            kinds = tuple(kind for kind in kinds if not kind.startswith("fill-"))
        names, topics = self._stage.names, tuple(WRITERS)
        drawn = schedule(size.seed, size.faults, 60 * size.minutes, agents=names, topics=topics, kinds=kinds)
        return Faults(self._stage, drawn, WRITERS, self._say)

    async def _start(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        needed = len(self._stage.names)
        while not self._stage.log.exists() or self._stage.log.read_text().count('"agent_started"') < needed:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the agents did not start in {START_SECONDS} s")
            await asyncio.sleep(0.5)
        await keep_whole(self._stage.bootstrap, self._stage.topic(""))

    async def _torment(self, faults: Faults, feed: Feed) -> None:
        rate = len(self._items) / (60 * self._size.minutes * FEED_SHARE)
        showing = asyncio.create_task(self._show(feed, faults.results))
        try:
            await asyncio.gather(faults.run(), feed.run(self._items, rate=rate))
        finally:
            showing.cancel()

    async def _show(self, feed: Feed, results: list[Applied]) -> None:
        while True:
            await asyncio.sleep(1 if sys.stdout.isatty() else SHOW_SECONDS)
            applied = sum(result.began is not None for result in results)
            line = f"{self._clock()} {feed.sent:,} of {len(self._items):,} articles fed, {applied} faults"
            print(f"\r{line}" if sys.stdout.isatty() else line, end="" if sys.stdout.isatty() else "\n", flush=True)

    async def _drain(self) -> None:
        """Wait until every agent has committed all there is."""
        deadline = time.monotonic() + self._size.drain_seconds
        left: object = "not known"
        shown = 0.0
        while left:
            await asyncio.sleep(LOOK_SECONDS)
            late = f"not drained after {self._size.drain_seconds:.0f} s, left {left}"
            left = await patiently(deadline - time.monotonic(), late, self._left)
            if left and time.monotonic() > deadline:
                raise TimeoutError(late)
            if left and time.monotonic() - shown > SHOW_SECONDS:
                shown = time.monotonic()
                self._say(f"left: {left}")

    async def _left(self) -> dict[str, int]:
        topic = self._stage.topic
        groups = {topic(agent.spec.name): tuple(map(topic, agent.spec.inputs)) for agent in self._agents}
        return await outstanding(self._stage.bootstrap, groups)

    async def _probe(self, verdict: Verdict) -> None:
        """Send a last wave, and see every agent move on every partition."""
        before = await self._positions()
        await Feed(self._stage.bootstrap, self._stage.topic("articles")).run(self._probes, rate=1_000)
        await self._drain()
        await send_silence(self._stage.bootstrap, self._stage.topic("silences"))
        await self._drain()
        after = await self._positions()
        moved = {key for key, offset in after.items() if offset > before.get(key, 0)}
        wanted = await self._partitions()
        verdict.partitions, verdict.served = len(wanted), len(wanted & moved)
        verdict.unserved = sorted(map(str, wanted - moved))

    async def _positions(self) -> dict[tuple[str, str, int], int]:
        async def look() -> dict[tuple[str, str, int], int]:
            found: dict[tuple[str, str, int], int] = {}
            async with admin(self._stage.bootstrap) as client:
                for agent in self._agents:
                    offsets: Offsets = await committed(client, self._stage.topic(agent.spec.name))
                    found |= {(agent.spec.name, *tp): offset for tp, offset in offsets.items()}
            return found

        return await patiently(60, "positions", look)

    async def _partitions(self) -> set[tuple[str, str, int]]:
        counts = await Accounts.partitions(self._stage.bootstrap)
        return {
            (agent.spec.name, self._stage.topic(name), number)
            for agent in self._agents
            for name in agent.spec.inputs
            for number in range(counts[self._stage.topic(name)])
        }

    async def _audit(self, verdict: Verdict, faults: Faults) -> None:
        fed: list[Item] = [*self._items, *self._probes]
        accounts = Accounts(self._stage.bootstrap, self._stage.topic(""), self._agents, fed, faults.recreations)
        verdict.audit = await accounts.audit()
        verdict.letters = verdict.audit.checked.get("deadletters", 0)

    async def _phase(self, name: str, work: Awaitable[None]) -> None:
        began = time.monotonic()
        try:
            await work
        finally:
            self._seconds[name] = round(time.monotonic() - began, 1)
            self._say(f"{name}: {self._seconds[name]:.0f} s")

    def _say(self, text: str) -> None:
        print(f"{self._clock()} {text}", flush=True)

    def _clock(self) -> str:
        minutes, seconds = divmod(int(time.monotonic() - self._began), 60)
        return f"{minutes:3d}:{seconds:02d}"


def _events(folder: Path) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.log")):
        for line in path.read_text(errors="replace").splitlines():
            try:
                event: Any = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict) and str(event.get("event")).isidentifier():
                counts[str(event["event"])] += 1
    return dict(counts)
