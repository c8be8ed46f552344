"""Processes are started again when they end, heard while they live, and all gone when the supervisor is."""

import asyncio
import math
import os
import signal
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from tocsin.engine import supervisor as module
from tocsin.engine.supervisor import Member, Supervisor

Install = Callable[[str], None]

SAY = r'say = lambda *words: os.write(2, (" ".join(words) + "\n").encode())'

PATIENT = """
    signal.signal(signal.SIGTERM, lambda *_: say("stopping") and sys.exit(0))
    say("ready")
    while True:
        signal.pause()
"""
DEAF = """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    say("ready")
    while True:
        signal.pause()
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a little program in the place of `python -m tocsin run`, and let it be started again at once."""
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(module, "LONGEST_PAUSE", 0.004)
    monkeypatch.setattr(module, "HEALTHY_PAUSES", math.inf)  # beside such pauses every life is long
    python = sys.executable

    def install(source: str) -> None:
        program = tmp_path / "program"
        head = f"#!{python} -IS\nimport os, signal, sys\n{SAY}\n"
        program.write_text(head + textwrap.dedent(source))
        program.chmod(0o700)
        monkeypatch.setattr(sys, "executable", str(program))

    return install


class Supervision:
    """A supervisor and what its processes said; it stops when it has heard enough: a number of lines, or a certain one."""

    def __init__(self, workers: dict[str, int], *, enough: int | str, stop: bool = True) -> None:
        self.lines: list[tuple[str, str]] = []
        self.heard = asyncio.Event()
        self._enough = enough
        self._stop = stop
        self.supervisor = Supervisor(workers, {"SAID": "hello"}, self._hear)

    def _hear(self, member: Member, line: str) -> None:
        self.lines.append((member.name, line))
        if line == self._enough or len(self.lines) == self._enough:
            self.heard.set()
            if self._stop:
                self.supervisor.stop()


def gone(members: list[Member]) -> bool:
    return not any(member.process is None or psutil.pid_exists(member.process.pid) for member in members)


async def test_each_process_is_started_with_its_agent_number_and_environment(install: Install) -> None:
    install('say(*sys.argv[1:], os.environ["SAID"], os.environ["TOCSIN_SUPERVISOR"])\nsignal.pause()')
    supervision = Supervision({"floods": 2, "rivers:Rivers": 1}, enough=3)
    await supervision.supervisor.run()
    assert sorted(supervision.lines) == [
        (f"{agent}-{number}", f"-m tocsin run {agent} --instance {number} hello {os.getpid()}")
        for agent, number in (("floods", 0), ("floods", 1), ("rivers:Rivers", 0))
    ]
    assert gone(supervision.supervisor.members)


@pytest.mark.parametrize(
    ("end", "status"), [("sys.exit(3)", "exit 3"), ("os.kill(os.getpid(), signal.SIGKILL)", "killed by SIGKILL")]
)
async def test_a_process_that_ends_is_started_again_after_longer_and_longer_pauses(
    install: Install, end: str, status: str
) -> None:
    install(f'say("alive")\n{end}')
    supervision = Supervision({"floods": 1}, enough=5)
    with capture_logs() as logs:
        await supervision.supervisor.run()
    downs = [entry for entry in logs if entry["event"] == "agent_down"]
    assert [entry["restart_in_seconds"] for entry in downs[:4]] == [0.001, 0.002, 0.004, 0.004]
    assert {(entry["agent"], entry["status"]) for entry in downs} == {("floods-0", status)}
    assert supervision.supervisor.members[0].restarts == len(downs) >= 4


async def test_a_process_that_lived_long_is_started_again_soon(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HEALTHY_PAUSES", 0.0)
    install('say("alive")')
    with capture_logs() as logs:
        await Supervision({"floods": 1}, enough=4).supervisor.run()
    assert {entry["restart_in_seconds"] for entry in logs} == {0.001}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("tocsin: The topic is gone.", "The topic is gone."),
        ('{"event": "agent_overgrown", "level": "error", "reason": "It holds 9 MiB."}', "It holds 9 MiB."),
        ('{"event": "agent_in_doubt", "level": "error"}', "agent_in_doubt"),
        ('{"event": "agent_started", "level": "info"}', ""),
        ("{not JSON", ""),
        ("nothing of the kind", ""),
    ],
)
async def test_what_a_process_gave_as_the_reason_of_its_end_is_kept_and_told(
    install: Install, said: str, reason: str
) -> None:
    install(f'say({said!r})\nsay("then this")\nsys.exit(3)')
    told: list[tuple[str, str, int, bool]] = []
    supervision = Supervision({"floods": 1}, enough=4)
    supervision.supervisor._changed = lambda members: told.extend(
        (member.ended, member.reason, member.restarts, member.running) for member in members
    )
    with capture_logs() as logs:
        await supervision.supervisor.run()
    assert told[0] == ("", "", 0, True)
    assert told[1:3] == [("exit 3", reason, 1, False), ("exit 3", reason, 1, True)]
    assert next(line["reason"] for line in logs if line["event"] == "agent_down") == reason


async def test_a_process_is_told_how_often_it_was_started_again(install: Install) -> None:
    install('say(os.environ["TOCSIN_RESTARTS"])')
    supervision = Supervision({"floods": 1}, enough=3)
    await supervision.supervisor.run()
    assert [line for _, line in supervision.lines[:3]] == ["0", "1", "2"]


async def test_one_that_keeps_ending_does_not_disturb_another(install: Install) -> None:
    install(f'if sys.argv[-1] == "0":\n    say("ends")\n    sys.exit(1)\n{textwrap.dedent(PATIENT)}')
    supervision = Supervision({"floods": 2}, enough=6)
    await supervision.supervisor.run()
    assert [line for name, line in supervision.lines if name == "floods-1"][:1] == ["ready"]
    assert supervision.supervisor.members[1].restarts == 0
    assert supervision.supervisor.members[0].restarts > 0


async def test_processes_are_started_anew_when_their_environment_changes(install: Install) -> None:
    install(f'say(os.environ["SAID"])\n{textwrap.dedent(PATIENT)}')
    supervision = Supervision({"floods": 1, "rivers": 1}, enough="moved")
    running = asyncio.create_task(supervision.supervisor.run())
    while [line for _, line in supervision.lines].count("ready") < 2:  # noqa: ASYNC110 - they come one by one
        await asyncio.sleep(0.01)
    supervision.supervisor.move({"SAID": "moved"})
    await running
    assert [line for _, line in supervision.lines if line in {"hello", "moved"}][:3] == ["hello", "hello", "moved"]
    assert {member.restarts for member in supervision.supervisor.members} == {0}


async def test_an_orderly_stop_lets_processes_finish_and_hears_their_last_words(install: Install) -> None:
    install(PATIENT)
    supervision = Supervision({"floods": 1}, enough=1)
    await supervision.supervisor.run()
    assert supervision.lines == [("floods-0", "ready"), ("floods-0", "stopping")]
    [member] = supervision.supervisor.members
    assert member.process is not None
    assert (member.process.returncode, member.running, member.restarts) == (0, False, 0)


async def test_a_process_that_will_not_stop_is_killed(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STOP_SECONDS", 0.05)
    install(DEAF)
    supervision = Supervision({"floods": 1}, enough=1)
    await supervision.supervisor.run()
    [member] = supervision.supervisor.members
    assert member.process is not None
    assert member.process.returncode == -signal.SIGKILL
    assert gone([member])


async def test_a_supervisor_that_is_cancelled_leaves_no_process(install: Install) -> None:
    install(DEAF)
    supervision = Supervision({"floods": 2}, enough=2, stop=False)
    running = asyncio.create_task(supervision.supervisor.run())
    await supervision.heard.wait()
    assert all(member.running for member in supervision.supervisor.members)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert gone(supervision.supervisor.members)


async def test_a_line_beyond_all_measure_does_not_end_the_listening(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LINE_LIMIT", 1_024)
    install(f'os.write(2, b"x" * 100_000 + b"\\n\\xff\\n")\nsay("after")\n{textwrap.dedent(PATIENT)}')
    supervision = Supervision({"floods": 1}, enough="ready")
    await supervision.supervisor.run()
    assert [line for _, line in supervision.lines[-4:]] == ["\ufffd", "after", "ready", "stopping"]


async def test_a_grandchild_that_holds_stderr_open_does_not_keep_the_agent_from_being_started_again(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LAST_LINES_SECONDS", 0.01)
    pids = tmp_path / "pids"
    install(f"""
        say("alive")
        child = os.fork()
        if child == 0:
            signal.alarm(60)
            signal.pause()
        with open({str(pids)!r}, "a") as file:
            file.write(f"{{child}}\\n")
    """)
    supervision = Supervision({"floods": 1}, enough=3)
    try:
        await supervision.supervisor.run()
    finally:
        for pid in pids.read_text().split():
            os.kill(int(pid), signal.SIGKILL)
    assert supervision.supervisor.members[0].restarts >= 2
