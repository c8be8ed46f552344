import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil

from tocsin.broker import keeper
from tocsin.broker.keeper import BoundedLog


def keep(
    log: Path, *command: str, log_bytes: int = 100_000, least_free_bytes: int = 0
) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, "-I", "-S", keeper.__file__, str(log), str(log_bytes), str(least_free_bytes), *command]
    return subprocess.run(script, capture_output=True, text=True, timeout=30, check=True)


def wait_for(text: str, log: Path) -> str:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if text in (written := log.read_text()):
            return written
        time.sleep(0.02)
    raise AssertionError(f"{text!r} never came: {log.read_text()}")


def test_what_the_command_prints_goes_to_the_log(tmp_path: Path) -> None:
    keep(tmp_path / "log", "sh", "-c", "echo out; echo err >&2; exit 3")
    written = wait_for("ended with status 3", tmp_path / "log")
    assert written.startswith("--- started")
    assert "out\nerr\n" in written


def test_the_process_it_names_is_in_a_session_of_its_own(tmp_path: Path) -> None:
    pid = int(keep(tmp_path / "log", "sleep", "60").stdout)
    try:
        assert psutil.Process(pid).name() == "sleep"
        assert os.getsid(pid) != os.getsid(0)
    finally:
        psutil.Process(pid).kill()
    wait_for("ended with status -9", tmp_path / "log")


def test_a_server_is_asked_to_end_when_its_disk_is_nearly_full(tmp_path: Path) -> None:
    more_than_any_disk = 1 << 62
    keep(tmp_path / "log", "sleep", "60", least_free_bytes=more_than_any_disk)
    written = wait_for("ended with status", tmp_path / "log")
    assert "the disk is nearly full" in written
    assert f"ended with status -{signal.SIGTERM}" in written


def test_a_server_whose_memory_map_failed_is_killed_even_when_the_words_come_in_pieces(tmp_path: Path) -> None:
    log = tmp_path / "log"
    pieces = ("java.la", "ng.Inter", "nal")
    shown = "".join(f"printf {piece}; until grep -q {piece} {log}; do :; done; " for piece in pieces)
    in_pieces = f"{shown}echo Error: a fault; exec sleep 60"
    keep(log, "sh", "-c", in_pieces)
    written = wait_for("ended with status -9", log)
    assert "a write to a memory map failed" in written


def test_a_command_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert keep(tmp_path / "log", "/no/such/command").stdout.startswith("error ")


def test_the_log_never_outgrows_its_bound(tmp_path: Path) -> None:
    with closing(BoundedLog(tmp_path / "log", 1000)) as log:
        for number in range(500):
            log.write(f"line {number}\n".encode())
            assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 1000
    assert (tmp_path / "log").read_text().endswith("line 499\n")


def test_a_log_is_continued(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("before\n")
    with closing(BoundedLog(tmp_path / "log", 1000)) as log:
        log.write(b"after\n")
    assert (tmp_path / "log").read_text() == "before\nafter\n"
