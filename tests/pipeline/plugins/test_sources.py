import asyncio
import importlib
import sys
from pathlib import Path

import pytest

from tocsin.plugins.agent import AnyAgent
from tocsin.plugins.discovery import load
from tocsin.plugins.sources import source_of, watch

MODULE = """
from tocsin import Agent, Article, Spec

class Loose(Agent[Article]):
    spec = Spec(name="loose", summary="Does nothing.", consumes=("articles",))

    def process(self, article):
        return []
"""


@pytest.fixture
def loose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type[AnyAgent]:
    (tmp_path / "loose_agent.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    sys.modules.pop("loose_agent", None)
    return load("loose_agent:Loose")


def test_the_source_of_a_loose_agent_is_its_file(loose: type[AnyAgent], tmp_path: Path) -> None:
    assert source_of(loose) == tmp_path / "loose_agent.py"


def test_the_source_of_an_agent_in_a_package_is_its_folder() -> None:
    assert source_of(load("dedup")).name == "dedup"


@pytest.mark.parametrize("change", ["written", "added", "removed"])
async def test_a_change_is_told_under_the_name_of_its_source(tmp_path: Path, change: str) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "agent.py").write_text("first")
    told: asyncio.Queue[str] = asyncio.Queue()
    watching = asyncio.create_task(watch({n: tmp_path / n for n in ("one", "two")}, told.put_nowait))
    await asyncio.sleep(0)

    if change == "written":
        (tmp_path / "two" / "agent.py").write_text("second")
    elif change == "added":
        (tmp_path / "two" / "other.py").touch()
    else:
        (tmp_path / "two" / "agent.py").unlink()

    assert await asyncio.wait_for(told.get(), 20) == "two"
    watching.cancel()
