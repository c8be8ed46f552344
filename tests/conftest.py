"""What all tests share: an environment without anyone's settings."""

import logging
import os
import tomllib
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

BUILT_IN = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
ALLOWED = ",".join(BUILT_IN["project"]["entry-points"]["tocsin.agents"])

# Agents that happen to be installed beside the built-in ones do not take part, not even while tests are collected.
os.environ["TOCSIN_AGENTS_ALLOW"] = ALLOWED


LONGEST_FIRST = ("test_torture.py", "test_guarantee.py", "test_pipeline.py")
"""Of the tests on Kafka; begun last, one of them would be waited for alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest, in whole files, as they are dealt out to the processes that run them."""

    def place(item: pytest.Item) -> int:
        on_kafka = item.get_closest_marker("kafka") is not None
        long = on_kafka and item.path.name in LONGEST_FIRST
        return LONGEST_FIRST.index(item.path.name) if long else len(LONGEST_FIRST) + (not on_kafka)

    items.sort(key=place)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which a test was skipped: what could not be looked at is not known to work."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Forget the settings of whoever runs the tests, and keep theirs from being written."""
    for name in list(os.environ):
        if name.startswith(("TOCSIN_", "KAFKA_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TOCSIN_AGENTS_ALLOW", ALLOWED)
    monkeypatch.setenv("TOCSIN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TOCSIN_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """Undo what a command that was called here did to the logs of the process: other tests look at theirs."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with warnings.catch_warnings():
        yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
