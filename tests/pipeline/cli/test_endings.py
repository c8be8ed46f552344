"""How commands end: 0 well, 1 something failed, 2 wrong usage; never with a traceback, and never in colour unasked."""

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import COMMANDS

ESCAPE = b"\x1b"


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "tocsin", *arguments]
    return subprocess.run(command, check=False, timeout=60, **options)


def on_a_terminal(arguments: Sequence[str], **environment: str) -> bytes:
    """Give what a command writes to stderr when that is a terminal."""
    leader, follower = pty.openpty()
    process(*arguments, stdout=subprocess.DEVNULL, stderr=follower, env={**os.environ, **environment})
    os.close(follower)
    with os.fdopen(leader, "rb", buffering=0) as terminal:
        return terminal.read(65_536)


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("topics", "list"), ("broker", "status")])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help_that_opens_with_an_example(tocsin: Any, command: tuple[str, ...], flag: str) -> None:
    ended = tocsin(*command, flag)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith(" ".join(["Usage: tocsin", *command]))
    if len(command) < 2:
        assert "\n  tocsin " in ended.out


def test_the_version_is_told(tocsin: Any) -> None:
    assert tocsin("--version").out == "tocsin, version 0.1.0\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("--nonsense",),
        ("graph", "--format", "png"),
        ("topics", "nonsense"),
        ("try",),
        ("run",),
        ("subscribe", "--severity", "dreadful"),
        ("subscribe", "--count", "0"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_so_on_stderr(tocsin: Any, arguments: tuple[str, ...]) -> None:
    ended = tocsin(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "Usage: tocsin" in ended.err
    assert "Traceback" not in ended.err


def test_commands_are_completed_by_a_shell() -> None:
    asked = {"_TOCSIN_COMPLETE": "bash_complete", "COMP_WORDS": "tocsin repl", "COMP_CWORD": "1"}
    ended = process(capture_output=True, env={**os.environ, **asked})
    assert (ended.stdout, ended.stderr) == (b"plain,replay\n", b"")


def test_a_misspelt_command_is_told_with_the_one_that_may_be_meant(tocsin: Any) -> None:
    assert "No such command 'reply'. Did you mean replay?" in tocsin("reply").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "nobody"), "There is no agent 'nobody'"),
        (("up", "nobody"), "There is no agent 'nobody'"),
        (("try", "nobody", "a.txt"), "There is no agent 'nobody'"),
        (("try", "nowhere:Agent", "a.txt"), "there is no module nowhere"),
        (("up", "--workers", "dedup=0"), "--workers dedup=0 is not NAME=N"),
        (("up", "--workers", "nobody=2"), "--workers nobody=2 is not NAME=N"),
        (("run", "dedup"), "No Kafka to talk to"),
        (("topics", "check"), "No Kafka to talk to"),
        (("subscribe",), "No Kafka to talk to"),
        (("replay", "gone.txt"), "no such file"),
        (("demo", "gone.txt"), "no such file"),
        (("new", "tolls"), "There is an agent tolls already"),
    ],
)
def test_what_cannot_be_done_exits_with_1_and_a_message(tocsin: Any, arguments: tuple[str, ...], said: str) -> None:
    ended = tocsin(*arguments)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("tocsin: ")
    assert said in ended.err
    assert len(ended.err.splitlines()) <= 2
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("command", ["topics list", "broker status", "doctor", "subscribe", "up", "demo", "try x y"])
def test_every_command_names_a_setting_that_is_wrong(
    tocsin: Any, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("TOCSIN_REPLICATION", "many")
    ended = tocsin(*command.split())
    assert (ended.status, ended.out) == (1, "")
    assert "TOCSIN_REPLICATION" in ended.err


@pytest.mark.parametrize("arguments", [("topics", "check"), ("subscribe",)])
def test_a_kafka_that_is_not_there_is_told_by_its_address(
    tocsin: Any, monkeypatch: pytest.MonkeyPatch, nowhere: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", nowhere)
    ended = tocsin(*arguments)
    assert ended.status == 1
    assert ended.err.startswith(f"tocsin: Kafka at {nowhere} cannot be reached")


def test_a_process_ends_as_a_call_does_with_results_and_messages_apart() -> None:
    ended = process("graph", "tolls", capture_output=True)
    assert ended.returncode == 0
    assert ended.stdout.startswith(b"claims -> [tolls] -> tolls")
    assert ended.stderr == b"Nothing here writes claims, which tolls reads.\n"


def test_debug_shows_where_an_error_comes_from() -> None:
    ended = process("--debug", "run", "nobody", capture_output=True)
    assert ended.returncode == 1
    assert b"Traceback" in ended.stderr
    assert b"PluginError" in ended.stderr


@pytest.mark.parametrize("arguments", [("schema",), ("topics", "list")])
def test_a_reader_that_has_had_enough_is_no_failure(arguments: tuple[str, ...]) -> None:
    """As in `tocsin schema | head -1`, at its worst: nobody reads at all."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    ended = process(*arguments, stdout=write_end, stderr=subprocess.PIPE)
    os.close(write_end)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_output_can_be_piped_into_head() -> None:
    script = '"$0" -m tocsin schema | head -n 1; echo "${PIPESTATUS[0]}"'
    ended = subprocess.run(["bash", "-c", script, sys.executable], capture_output=True, check=True, timeout=60)
    assert ended.stdout.split() == [b"{", b"0"]
    assert ended.stderr == b""


def test_errors_are_red_on_a_terminal_unless_colour_is_not_wanted() -> None:
    assert ESCAPE in on_a_terminal(["run", "nobody"], TERM="xterm")
    assert ESCAPE not in on_a_terminal(["run", "nobody"], TERM="xterm", NO_COLOR="1")


def test_nothing_is_coloured_in_a_pipe() -> None:
    assert ESCAPE not in process("run", "nobody", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE).stderr


@pytest.mark.parametrize("below", ["a-file", "/proc/nowhere"])
def test_the_state_of_a_broker_that_cannot_be_is_told_without_a_traceback(
    tocsin: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    (folder / "a-file").touch()
    monkeypatch.setenv("TOCSIN_DATA_DIR", str(folder / below / "data"))
    ended = tocsin("broker", "status")
    assert ended.status == 1
    assert "Traceback" not in ended.err
