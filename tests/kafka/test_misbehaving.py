"""Installed plugins that misbehave, beside one that does not: it goes on, and what is wrong with them is told by name."""

from pathlib import Path

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
"""

ENTRY_POINTS = """
[tocsin.agents]
sound = bad_lot:Sound
unopened = bad_lot:Unopened
raising = bad_lot:Raising
exiting = bad_lot:Exiting
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
