"""The borders between the parts that CONTRIBUTING.md names: who may import what."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.markdown import ROOT

PIPELINE = sorted((ROOT / "pipeline").rglob("*.py"))
AGENTS = sorted((ROOT / "agents").rglob("*.py"))

ONE_HOME = {"faust": "tocsin/engine/source.py", "orjson": "tocsin/records/codec.py"}
"""Packages that one module alone may import."""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", AGENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_agents_import_only_the_public_door(path: Path) -> None:
    ours = {name for name in _imports(path) if name.split(".")[0] == "tocsin"}

    assert ours <= {"tocsin", "tocsin.testing"}


@pytest.mark.parametrize("package", sorted(ONE_HOME))
def test_some_packages_are_imported_by_one_module_only(package: str) -> None:
    importers = [path for path in (*PIPELINE, *AGENTS) if package in {name.split(".")[0] for name in _imports(path)}]

    assert [path.relative_to(ROOT / "pipeline").as_posix() for path in importers] == [ONE_HOME[package]]


def test_the_pipeline_knows_no_agent() -> None:
    for path in PIPELINE:
        assert "tocsin_agents" not in {name.split(".")[0] for name in _imports(path)}


def test_importing_the_public_door_loads_nothing_heavy() -> None:
    program = "import sys, tocsin; print(sorted({'faust', 'spacy', 'aiokafka'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
