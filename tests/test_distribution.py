"""The built-in agents could be a distribution of their own: built and installed apart from the runtime, they work."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

PYPROJECT = """
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "0.1.0"
{entry_points}

[tool.hatch.build.targets.wheel]
packages = ["{package}"]
"""


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the runtime and the agents as two wheels, and install both into one folder."""
    folder = tmp_path_factory.mktemp("apart")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    agents = project["entry-points"]["tocsin.agents"]
    listed = "\n".join(f'{name} = "{target}"' for name, target in agents.items())
    build(folder, "tocsin", ROOT / "pipeline" / "tocsin", "")
    build(
        folder, "tocsin-agents", ROOT / "agents" / "tocsin_agents", f'[project.entry-points."tocsin.agents"]\n{listed}'
    )
    wheels = [str(wheel) for wheel in (folder / "wheels").glob("*.whl")]
    assert len(wheels) == 2
    pip("install", "--no-deps", "--target", str(folder / "site"), *wheels)
    return folder / "site"


def build(folder: Path, name: str, package: Path, entry_points: str) -> None:
    source = folder / name
    shutil.copytree(package, source / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    pyproject = PYPROJECT.format(name=name, entry_points=entry_points, package=package.name)
    (source / "pyproject.toml").write_text(pyproject)
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder / "wheels"), str(source))


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, timeout=100)


def tocsin(site: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "tocsin", *arguments]
    ended = subprocess.run(command, env=environment, cwd=site, capture_output=True, text=True, timeout=100, check=True)
    return ended.stdout


def test_the_agents_are_found_in_their_own_distribution(apart: Path) -> None:
    agents = json.loads(tocsin(apart, "agents", "--json"))

    assert {agent["package"] for agent in agents} == {"tocsin-agents 0.1.0"}
    assert {"dedup", "entities", "casualties", "tolls", "alerts"} <= {agent["name"] for agent in agents}


def test_they_work_from_there(apart: Path) -> None:
    lines = tocsin(apart, "try", "dedup+casualties+tolls+alerts", str(ROOT / "seeds"), "--topic", "alerts").splitlines()

    assert json.loads(lines[-1])["headline"] == "Syria, Friday 9 March 2012: 26 to 31 reported killed"


def test_the_wheel_brings_the_seeds(tmp_path: Path) -> None:
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT))

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        for seed in (ROOT / "seeds").iterdir():
            assert wheel.read(f"tocsin/seeds/{seed.name}") == seed.read_bytes()
