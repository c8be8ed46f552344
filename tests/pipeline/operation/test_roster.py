"""Who runs here is found, who was killed is not."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tocsin.engine.supervisor import Member
from tocsin.operation.roster import MemberEntry, Roster
from tocsin.settings import Settings

ENTER = """
import sys, time
from tocsin.engine.supervisor import Member
from tocsin.operation.roster import Roster
from tocsin.settings import Settings
with Roster(Settings()).entered(agent="floods", version="1", member="0", address="127.0.0.1:1"):
    print("entered", flush=True)
    sys.stdin.read()
"""


def entered(roster: Roster) -> list[tuple[str, str, str, int]]:
    return [(entry.agent, entry.member, entry.address, entry.pid) for entry in roster.processes()]


def test_a_process_is_listed_as_long_as_it_runs() -> None:
    roster = Roster(Settings())
    with roster.entered(agent="floods", version="1", member="0", address="127.0.0.1:1"):
        assert entered(Roster(Settings())) == [("floods", "0", "127.0.0.1:1", os.getpid())]
    assert entered(Roster(Settings())) == []


@pytest.mark.parametrize("ending", [signal.SIGKILL, None])
def test_another_process_is_found_and_forgotten_however_it_ends(ending: signal.Signals | None) -> None:
    process = subprocess.Popen([sys.executable, "-c", ENTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "entered\n"
        assert entered(Roster(Settings())) == [("floods", "0", "127.0.0.1:1", process.pid)]
        if ending:
            process.send_signal(ending)
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(30)
    assert entered(Roster(Settings())) == []
    assert list((Settings().state_dir / "running").iterdir()) == []


def test_pipelines_under_other_prefixes_are_others(monkeypatch: pytest.MonkeyPatch) -> None:
    with Roster(Settings()).entered(agent="floods", version="1", member="", address=""):
        monkeypatch.setenv("TOCSIN_PREFIX", "other.")
        assert entered(Roster(Settings())) == []


def test_a_supervisor_tells_how_its_processes_are_time_and_again() -> None:
    roster = Roster(Settings())
    with roster.supervising():
        for restarts in range(5):
            roster.members([Member("floods", 0, restarts=restarts, ended="exit 1", reason="It leaks.")])
            [found] = Roster(Settings()).supervisors()
            told = MemberEntry(
                agent="floods", number=0, pid=None, restarts=restarts, ended="exit 1", reason="It leaks."
            )
            assert (found.pid, found.members) == (os.getpid(), (told,))
    assert Roster(Settings()).supervisors() == []


def test_files_that_are_none_of_ours_are_passed_over() -> None:
    folder = Settings().state_dir / "running"
    folder.mkdir(parents=True)
    (folder / "agent-1.json").write_text("{}")
    (folder / "note.txt").write_text("x")
    assert entered(Roster(Settings())) == []
    assert [path.name for path in folder.iterdir()] == ["note.txt"]


def test_where_nothing_can_be_written_the_agent_runs_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("TOCSIN_STATE_DIR", str(tmp_path / "file"))
    with capture_logs() as logs, Roster(Settings()).entered(agent="floods", version="1", member="", address=""):
        assert entered(Roster(Settings())) == []
    assert [line["event"] for line in logs] == ["roster_not_written"]


def test_what_is_written_is_plain_json() -> None:
    with Roster(Settings()).entered(agent="floods", version="1", member="0", address="127.0.0.1:9"):
        [path] = (Settings().state_dir / "running").iterdir()
        assert json.loads(path.read_text())["address"] == "127.0.0.1:9"
