from pathlib import Path

import pytest

from tocsin.broker.diagnosis import ended_for_want_of_a_port, last_run, why_it_ended

ENDED = "--- ended with status 1 2026-01-01T00:00:00+0000\n"


def test_only_the_last_run_counts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(f"--- started then\nERROR old\n{ENDED}--- started now\nERROR new\n{ENDED}")
    assert last_run(log) == ["ERROR new", ENDED.strip()]


def test_errors_are_quoted_without_the_rest_and_without_stacks(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(
        "--- started now\nINFO fine\nERROR kafka.Kafka - Exiting\n"
        "java.net.BindException: Address already in use\n\tat sun.nio.ch.Net.Exception(Net.java)\n" + ENDED
    )
    error = why_it_ended(log)
    assert "Exiting" in error.message
    assert "BindException" in error.message
    assert "fine" not in error.message
    assert "Net.java" not in error.message
    assert error.hint.startswith("Another program took its port")
    assert str(log) in error.hint
    assert ended_for_want_of_a_port(log)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("java.io.IOException: No space left on device", "disk is full"),
        ("java.lang.OutOfMemoryError: Java heap space", "larger heap"),
        ("Error occurred: Could not reserve enough space for object heap", "too little free memory"),
        ("--- ended with status -9 now", "It was killed"),
    ],
)
def test_known_causes_have_their_hint(tmp_path: Path, line: str, hint: str) -> None:
    (tmp_path / "log").write_text(f"--- started now\n{line}\n")
    assert hint in why_it_ended(tmp_path / "log").hint


def test_a_log_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    assert last_run(tmp_path / "absent") == []
    assert not ended_for_want_of_a_port(tmp_path / "absent")
