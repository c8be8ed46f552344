"""Installed plugins that misbehave, beside one that does not: it goes on, and what is wrong with them is told by name."""

import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.kafka.driving import Processes, numbered_articles, produce, read_until

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(180)]

PLUGINS = """
import os
from tocsin import Agent, Article, Record, Spec, Topic

class Note(Record):
    article_id: str

class Sound(Agent[Article]):
    spec = Spec(name="sound", summary="Sound.", consumes=("articles",), produces=(Topic("notes", Note),))

    def process(self, record, /):
        yield Note(article_id=record.id)

class Unopened(Sound):
    spec = Spec(name="unopened", summary="Cannot load.", consumes=("articles",), produces=(Topic("unopened", Note),))

    def open(self):
        raise OSError("the model file is broken")

class Raising(Sound):
    spec = Spec(name="raising", summary="Always raises.", consumes=("articles",), produces=(Topic("raising", Note),))

    def process(self, record, /):
        raise LookupError("no such word")

class Exiting(Sound):
    spec = Spec(name="exiting", summary="Ends its process.", consumes=("articles",), produces=(Topic("exiting", Note),))

    def process(self, record, /):
        os._exit(3)

class Leaking(Agent[Article]):
    spec = Spec(
        name="leaking", summary="Holds on.", consumes=("articles",), produces=(Topic("leaking", Note),), batch=5
    )
    held = []

    def process(self, record, /):
        self.held.append(os.urandom(4 * 1024 * 1024))
        yield Note(article_id=record.id)
"""

ENTRY_POINTS = """
[tocsin.agents]
sound = bad_lot:Sound
unopened = bad_lot:Unopened
raising = bad_lot:Raising
exiting = bad_lot:Exiting
leaking = bad_lot:Leaking
missing = bad_lot_missing:Missing
"""


@pytest.fixture
def bad_lot(processes: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package of plugins for the processes of this test, and let no other plugins load."""
    information = tmp_path / "bad_lot-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-lot\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(ENTRY_POINTS)
    (tmp_path / "bad_lot.py").write_text(PLUGINS)
    (tmp_path / "bad_lot_missing.py").write_text("import no_such_library\n")
    monkeypatch.setitem(processes._environment, "PYTHONPATH", str(tmp_path))
    monkeypatch.setitem(processes._environment, "TOCSIN_AGENTS_ALLOW", "sound,unopened,raising,exiting,missing")


@pytest.mark.usefixtures("bad_lot")
async def test_plugins_that_fail_in_every_way_leave_a_sound_one_alone(
    processes: Processes, bootstrap: str, prefix: str
) -> None:
    processes.start("up")
    await produce(bootstrap, prefix, numbered_articles(20))

    notes = await read_until(bootstrap, [f"{prefix}notes"], 20)
    letters = await read_until(bootstrap, [f"{prefix}deadletters"], 20)

    assert len({note.value for note in notes}) == len(notes) == 20
    assert {dict(letter.headers)["__connect.errors.connector.name"] for letter in letters} == {b"raising"}
    assert {dict(letter.headers)["__connect.errors.exception.message"] for letter in letters} == {b"no such word"}
    await processes.wait_for("Agent missing of bad-lot 1.0 needs the module no_such_library")
    await processes.wait_for("Agent unopened cannot be opened: OSError: the model file is broken.", times=2)
    await processes.wait_for('"agent": "unopened-0", "status": "exit 1"')
    await processes.wait_for('"agent": "exiting-0", "status": "exit 3"', times=2)


async def seen_by_the_supervisor(processes: Processes, agent: str, patience: float = 60) -> dict[str, Any]:
    """Give the line of `tocsin top` about an agent, once the supervisor has started it again."""
    deadline = asyncio.get_running_loop().time() + patience
    while asyncio.get_running_loop().time() < deadline:
        shown = await asyncio.to_thread(processes.ask, "top", "--json", "--every", "0.2")
        lines: list[dict[str, Any]] = [json.loads(line) for line in shown.splitlines()]
        for line in lines:
            if line["agent"] == agent and line["restarts"]:
                return line
    pytest.fail(processes.log()[-4000:])


@pytest.mark.usefixtures("bad_lot")
async def test_a_plugin_that_leaks_ends_before_it_takes_the_others_along_and_nothing_is_lost(
    processes: Processes, bootstrap: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(processes._environment, "TOCSIN_AGENTS_ALLOW", "sound,leaking")
    monkeypatch.setitem(processes._environment, "TOCSIN_MEMORY_LIMIT_MB", "256")
    articles = numbered_articles(120)
    processes.start("up")
    await processes.wait_for("agent_started", times=2)
    await produce(bootstrap, prefix, articles[:60])
    line = await seen_by_the_supervisor(processes, "leaking")
    await produce(bootstrap, prefix, articles[60:])

    notes = await read_until(bootstrap, [f"{prefix}notes", f"{prefix}leaking"], 240)
    made = Counter((note.topic, json.loads(note.value or b"")["article_id"]) for note in notes)

    assert made == {(f"{prefix}{topic}", article.id): 1 for topic in ("notes", "leaking") for article in articles}
    assert "Agent leaking holds" in line["reason"]
    assert "more than its limit of 256 MiB" in line["reason"]
    assert '"agent": "sound-0", "status"' not in processes.log()
