"""An agent may hold half of what there is, or what is set, and is told by name when it holds more."""

import gc
from pathlib import Path

import psutil
import pytest

from tocsin.engine.footprint import memory_limit, overgrown, resident
from tocsin.settings import Settings

MIB = 1024 * 1024


def test_a_process_knows_what_it_holds() -> None:
    gc.collect()  # what earlier tests left must not go in between
    before = resident()
    ballast = bytearray(b"x" * (64 * MIB))
    assert resident() - before > 32 * MIB
    assert len(ballast) == 64 * MIB


@pytest.mark.parametrize(
    ("told", "limit"),
    [
        ("1048576\n", MIB // 2),
        ("max\n", psutil.virtual_memory().total // 2),
        (None, psutil.virtual_memory().total // 2),
    ],
)
def test_by_default_it_may_hold_half_of_what_machine_and_container_have(
    told: str | None, limit: int, tmp_path: Path
) -> None:
    container = tmp_path / "memory.max"
    if told is not None:
        container.write_text(told)
    assert memory_limit(Settings(), container) == limit


@pytest.mark.parametrize(("set_to", "limit"), [(0, 0), (300, 300 * MIB)])
def test_a_limit_that_is_set_counts(set_to: int, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_MEMORY_LIMIT_MB", str(set_to))
    assert memory_limit(Settings()) == limit


@pytest.mark.parametrize(("held", "limit"), [(10 * MIB, 0), (10 * MIB, 10 * MIB)])
def test_within_its_limit_or_without_one_nothing_happens(held: int, limit: int) -> None:
    assert overgrown("floods", held, limit) is None


def test_beyond_it_agent_and_cause_are_named_and_what_to_do() -> None:
    error = overgrown("floods", 2048 * MIB, 1024 * MIB)
    assert error is not None
    assert error.message.startswith("Agent floods holds 2,048 MiB of memory, more than its limit of 1,024 MiB.")
    assert "TOCSIN_MEMORY_LIMIT_MB" in error.hint
