"""The rules that keep the parts apart, each held by a test."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

import tocsin
import tocsin.testing

ROOT = Path(__file__).parents[1]
SOURCES = {"tocsin": ROOT / "pipeline" / "tocsin", "tocsin_agents": ROOT / "agents" / "tocsin_agents"}
MODULES = [path for folder in SOURCES.values() for path in sorted(folder.rglob("*.py"))]
AGENTS = [path for path in MODULES if path.is_relative_to(SOURCES["tocsin_agents"])]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> Iterator[str]:
    """Give every module that a source file imports anywhere in it, and every name it takes from one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(package: str) -> set[str]:
    return {name_of(path) for path in MODULES if any(name.split(".")[0] == package for name in imported(path))}


def loaded_by(statement: str) -> set[str]:
    """Give the top-level modules that a fresh interpreter has after a statement."""
    program = f"import sys; {statement}; print(*{{name.split('.')[0] for name in sys.modules}})"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(answer.stdout.split())


def test_there_are_modules_to_look_at() -> None:
    assert len(AGENTS) > 20
    assert len(MODULES) - len(AGENTS) > 40


@pytest.mark.parametrize("path", AGENTS, ids=name_of)
def test_an_agent_imports_only_the_public_door(path: Path) -> None:
    """What a built-in agent can do, anyone's can."""
    public = {f"tocsin.{name}" for name in tocsin.__all__} | {"tocsin", "tocsin.testing"}
    public |= {f"tocsin.testing.{name}" for name in tocsin.testing.__all__}
    names = {name for name in imported(path) if name.split(".")[0] == "tocsin"}
    assert names <= public


def test_only_the_source_of_batches_knows_faust() -> None:
    assert importers("faust") | importers("mode") == {"pipeline/tocsin/engine/source.py"}


def test_only_the_codec_knows_orjson() -> None:
    assert importers("orjson") == {"pipeline/tocsin/records/codec.py"}


def test_only_the_entities_agent_knows_spacy() -> None:
    assert all(name.startswith("agents/tocsin_agents/entities/") for name in importers("spacy"))


def test_the_runtime_does_not_know_the_agents() -> None:
    assert all(name.startswith("agents/") for name in importers("tocsin_agents"))


@pytest.mark.parametrize("statement", ["import tocsin", "import tocsin.testing", "import tocsin.cli"])
def test_the_public_door_opens_without_faust_spacy_or_kafka(statement: str) -> None:
    loaded = loaded_by(statement)
    assert "tocsin" in loaded
    assert not loaded & {"faust", "mode", "spacy", "aiokafka", "tocsin_agents"}


@pytest.mark.parametrize("module", [tocsin, tocsin.testing], ids=["tocsin", "tocsin.testing"])
def test_what_is_public_is_sorted_and_there(module: object) -> None:
    names: list[str] = vars(module)["__all__"]
    assert names == sorted(set(names))
    assert all(getattr(module, name) is not None for name in names)


def test_no_public_name_is_without_a_docstring() -> None:
    classes = [value for name in tocsin.__all__ if isinstance(value := getattr(tocsin, name), type)]
    assert all(vars(each).get("__doc__") for each in classes)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is_about(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("package", ["tocsin", "tocsin_agents"])
def test_every_folder_is_a_package_and_every_module_has_what_it_offers(package: str) -> None:
    spec = find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    found = {m.name for m in pkgutil.walk_packages(spec.submodule_search_locations, f"{package}.")}
    folder = SOURCES[package]
    there = {".".join([package, *p.relative_to(folder).with_suffix("").parts]) for p in folder.rglob("*.py")}
    assert found == {name for name in there if not name.endswith(".__init__")} | {
        name.removesuffix(".__init__") for name in there if name.endswith(".__init__") and name != f"{package}.__init__"
    }
    for name in found - {"tocsin.__main__"}:
        module = importlib.import_module(name)
        assert [offered for offered in vars(module).get("__all__", ()) if not hasattr(module, offered)] == [], name


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_grows_beyond_500_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


STAGES = {
    "casualties": ("text", "people", "parsing", "counting", "meaning", "drafts", "document", "agent"),
    "tolls": ("reading", "joining", "counting", "agent"),
}
"""The packages of agents that work in stages, in their order."""


@pytest.mark.parametrize(("agent", "stage"), [(agent, stage) for agent in STAGES for stage in STAGES[agent][:-1]])
def test_a_stage_of_an_agent_uses_no_later_one(agent: str, stage: str) -> None:
    start = SOURCES["tocsin_agents"] / agent / stage
    paths = sorted(start.glob("*.py")) if start.is_dir() else [start.with_suffix(".py")]
    assert paths
    later = STAGES[agent][STAGES[agent].index(stage) + 1 :]
    within = f"tocsin_agents.{agent}."
    used = {
        name.removeprefix(within).split(".")[0] for path in paths for name in imported(path) if name.startswith(within)
    }
    assert not used.intersection(later)
