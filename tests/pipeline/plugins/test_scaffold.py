"""A new package is whole: it passes its own tests, mypy and ruff as it is written."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tocsin import InputError
from tocsin.plugins.scaffold import FILES, scaffold

CHECKS = {
    "pytest": ("pytest", "--quiet", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestDeprecationWarning"),
    "mypy": ("mypy", "--cache-dir"),
    "ruff": ("ruff", "check", "--no-cache", "."),
    "format": ("ruff", "format", "--no-cache", "--check", "."),
}


@pytest.fixture(scope="module", params=["flood-watch", "x1", "agent"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a new package; the names are a plain one, a short one, and one that the template uses."""
    return scaffold(request.param, tmp_path_factory.mktemp("new"), version="0.1.0")[0].parent


@pytest.mark.timeout(300)
@pytest.mark.parametrize("check", CHECKS)
def test_a_new_package_passes_its_own_checks(
    package: Path, check: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    arguments = list(CHECKS[check])
    if check == "mypy":  # one cache for all packages: pydantic is looked at once
        arguments.append(str(tmp_path_factory.getbasetemp() / "mypy"))
    done = subprocess.run(
        [sys.executable, "-B", "-m", *arguments], cwd=package, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_new_package_announces_its_agent(tmp_path: Path) -> None:
    [project, *_] = [
        path for path in scaffold("flood-watch", tmp_path, version="0.1.0") if path.name == "pyproject.toml"
    ]
    announced = tomllib.loads(project.read_text())["project"]["entry-points"]["tocsin.agents"]
    assert announced == {"flood-watch": "tocsin_flood_watch:FloodWatch"}


def test_no_placeholder_is_left(tmp_path: Path) -> None:
    for path in scaffold("flood-watch", tmp_path, version="0.1.0"):
        assert "$" not in path.read_text()


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    [first, *_] = scaffold("floods", tmp_path, version="0.1.0")
    first.write_text("mine")
    with pytest.raises(InputError, match="tocsin-floods is there already"):
        scaffold("floods", tmp_path, version="0.1.0")
    assert first.read_text() == "mine"


@pytest.mark.parametrize("name", ["", "Floods", "1flood", "flood_watch", "flood-", "a--b", "../up", "a" * 41, "flüsse"])
def test_a_name_that_no_agent_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="is no name for an agent"):
        scaffold(name, tmp_path, version="0.1.0")
    assert list(tmp_path.iterdir()) == []


def test_the_template_is_in_the_wheel(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=root,
        capture_output=True,
        check=True,
        timeout=100,
    )
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"tocsin/plugins/template/{name}" for name in FILES} <= names
    assert "tocsin/py.typed" in names
