"""An archive replayed through real Kafka beside the same in memory: the tolls and the alerts must be those, whatever the way.

    python -m benchmarks replayed ARTICLES.jsonl [STORIES.jsonl]

STORIES says of each story which articles tell it, how they relate (agree, revised, conflict), and the fused numbers.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tocsin.broker import EmbeddedBroker
from tocsin.delivery.subscription import Subscription
from tocsin.engine.memory import MemoryEngine
from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import Malformed
from tocsin.plugins.discovery import load
from tocsin.records import Alert, Toll
from tocsin.records.codec import decode
from tocsin.settings import Settings
from tocsin.topics.table import ALERTS, ARTICLES, TOLLS

CHAIN = ("dedup", "casualties", "tolls", "alerts")
START_SECONDS = 300
QUIET_SECONDS = 20
"""Without a further toll or alert for so long, the replay is over."""

Outcome = tuple[list[Toll], list[Alert]]
"""All tolls and all alerts, in their order."""


def run() -> None:
    """Replay the first file that is named, and compare."""
    files = [argument for argument in sys.argv[1:] if argument.endswith(".jsonl")]
    if not files:
        print("\nreplayed: name a file of articles, and one of stories if there is one")
        return
    archive, *stories = files
    memory, kafka = _in_memory(archive), _through_kafka(archive)
    same = _state(memory[0]) == _state(kafka[0])
    print(f"\nreplayed {archive}: {len(_state(kafka[0]))} tolls, {len({a.id for a in kafka[1]})} alerts through Kafka")
    print(f"  the last tolls are {'the same' if same else 'NOT the same'} in memory and through Kafka")
    for rows in stories:
        _score(rows, *kafka)


def _in_memory(archive: str) -> Outcome:
    tolls: list[Toll] = []
    alerts: list[Alert] = []
    with MemoryEngine([load(name)() for name in CHAIN]) as engine:
        for read in Reader(find_inputs([archive])).read():
            if not isinstance(read, Malformed):
                engine.feed(ARTICLES.name, [read.article])
        for message in engine.history:
            if message.topic == TOLLS.name and message.value is not None:
                tolls.append(decode(Toll, message.value))
            if message.topic == ALERTS.name and message.value is not None:
                alerts.append(decode(Alert, message.value))
    return tolls, alerts


def _through_kafka(archive: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        broker = EmbeddedBroker(Path(folder) / "kafka")
        bootstrap = broker.start(timeout=START_SECONDS)
        try:
            return _replay(archive, bootstrap, Path(folder))
        finally:
            broker.stop()


def _replay(archive: str, bootstrap: str, folder: Path) -> Outcome:
    settings = Settings(prefix="replayed.", bootstrap_servers=bootstrap)
    environment = {**os.environ, "KAFKA_BOOTSTRAP_SERVERS": bootstrap, "TOCSIN_PREFIX": settings.prefix}
    environment |= {"TOCSIN_STATE_DIR": str(folder / "state"), "TOCSIN_LOG_LEVEL": "error"}
    tocsin = (sys.executable, "-m", "tocsin")
    subprocess.run([*tocsin, "topics", "ensure"], env=environment, check=True, stdout=subprocess.DEVNULL)
    with ExitStack() as running:
        for name in CHAIN:
            agent = running.enter_context(subprocess.Popen([*tocsin, "run", name], env=environment))
            running.callback(agent.terminate)
        subprocess.run([*tocsin, "replay", archive], env=environment, check=True)
        return asyncio.run(_read(settings, bootstrap))


async def _read(settings: Settings, bootstrap: str) -> Outcome:
    tolls: list[Toll] = []
    alerts: list[Alert] = []
    async with Subscription(settings, bootstrap, [TOLLS.name, ALERTS.name], from_beginning=True) as subscription:
        messages = aiter(subscription)
        while True:
            try:
                message = await asyncio.wait_for(anext(messages), QUIET_SECONDS if tolls else 10 * QUIET_SECONDS)
            except TimeoutError:
                return tolls, alerts
            if message.topic == TOLLS.name:
                tolls.append(decode(Toll, message.value or b""))
            else:
                alerts.append(decode(Alert, message.value or b""))


def _state(tolls: Iterable[Toll]) -> dict[str, tuple[Any, ...]]:
    last = {toll.event_key: toll for toll in tolls}
    return {key: (toll.low, toll.best, toll.high) for key, toll in last.items() if toll.statements}


def _score(rows: str, tolls: Sequence[Toll], alerts: Sequence[Alert]) -> None:
    last = {toll.event_key: toll for toll in tolls}
    right = 0
    stories = [json.loads(line) for line in Path(rows).read_text(encoding="utf-8").splitlines()]
    for story in stories:
        articles = set(story["articles"])
        own = [toll for toll in last.values() if not articles.isdisjoint(s.article_id for s in toll.statements)]
        fused = {toll.measure: {"low": toll.low, "best": toll.best, "high": toll.high} for toll in own}
        told = [alert for alert in alerts if not articles.isdisjoint(s.article_id for s in alert.statements)]
        disputes = {alert.id for alert in told if "toll-conflict" in alert.rules}
        updates = sum(alert.state == "updated" for alert in told)
        right += fused == story["fused"]
        print(
            f"  {story['story']} {story['relation']:<8} {'right' if fused == story['fused'] else f'WRONG: {fused}'}; "
            f"{len({alert.id for alert in told})} alerts, {updates} updates, {len(disputes)} disputed"
        )
    print(f"  {right} of {len(stories)} stories fused as they should be")
