"""The examples are packages like anyone's: public names only, their own tests, mypy and ruff."""

import ast
import os
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tocsin.plugins.discovery import load_all
from tocsin.plugins.wiring import Wiring

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/pyproject.toml"))

CHECKS = {
    "pytest": ("pytest", "--quiet", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestDeprecationWarning"),
    "mypy": ("mypy", "--cache-dir"),
    "ruff": ("ruff", "check", "--no-cache", "."),
    "format": ("ruff", "format", "--no-cache", "--check", "."),
}


def announced(example: Path) -> dict[str, str]:
    project = tomllib.loads((example / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, str] = project["entry-points"]["tocsin.agents"]
    return found


def test_there_are_examples() -> None:
    assert [example.name for example in EXAMPLES] == ["front-line", "keyword-watch", "languages"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_passes_its_own_checks(example: Path, check: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    arguments = list(CHECKS[check])
    if check == "mypy":  # one cache for all of them: pydantic is looked at once
        arguments.append(str(tmp_path_factory.getbasetemp() / "mypy"))
    done = subprocess.run(
        [sys.executable, "-B", "-m", *arguments],
        cwd=example,
        env=os.environ | {"PYTHONPATH": str(example)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_imports_only_the_public_door(example: Path) -> None:
    sources = list(example.rglob("*.py"))
    assert sources
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            ours = {name for name in names if name.split(".")[0] in {"tocsin", "tocsin_agents"}}
            assert ours <= {"tocsin", "tocsin.testing"}, path


def test_all_examples_fit_beside_the_built_in_agents(monkeypatch: pytest.MonkeyPatch) -> None:
    agents = []
    for example in EXAMPLES:
        monkeypatch.syspath_prepend(str(example))
        for name, target in announced(example).items():
            agent = EntryPoint(name, target, "tocsin.agents").load()
            assert agent.spec.name == name
            agents.append(agent.spec)
    assert Wiring([*(agent.spec for agent in load_all()), *agents]).writers("front.line") == ("front-line",)
