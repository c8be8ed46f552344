from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tocsin.cli import cli
from tocsin.errors import BrokerError, InputError


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Point at a Kafka that is not there: whatever is refused must be refused before it is asked."""
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", f"127.0.0.1:{taken.getsockname()[1]}")
        monkeypatch.setenv("TOCSIN_STATE_DIR", str(tmp_path / "state"))
        yield


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text("Body.")
    return str(path)


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["replay", *arguments])


def test_help_opens_with_two_invocations() -> None:
    lines = [line.strip() for line in invoke("--help").output.splitlines()]
    assert sum(line.startswith("tocsin replay ") for line in lines[:6]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a.txt", "--rate", "fast"),
        ("a.txt", "--speed", "0"),
        ("a.txt", "--loop", "0"),
        ("a.txt", "--rate", "1/s", "--speed", "2"),
    ],
)
def test_wrong_usage_exits_with_2(article: str, arguments: tuple[str, ...]) -> None:
    del article
    assert invoke(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gone.txt",), "no such file"),
        (("a.csv",), "cannot tell what is in it"),
        (("a.txt", "--published", "Friday"), "not a date"),
        (("a.txt", "--resume"), "nothing to resume"),
        (("-", "--resume"), "can be read once only"),
        (("-", "--loop", "2"), "can be read once only"),
    ],
)
def test_an_input_that_cannot_be_is_refused_before_kafka_is_asked(
    tmp_path: Path, article: str, arguments: tuple[str, ...], said: str
) -> None:
    del article
    (tmp_path / "a.csv").touch()
    result = invoke(*arguments)
    assert isinstance(result.exception, InputError)
    assert said in str(result.exception)


def test_a_kafka_that_does_not_answer_is_a_broker_error_and_leaves_no_checkpoint(tmp_path: Path, article: str) -> None:
    result = invoke(article)
    assert isinstance(result.exception, BrokerError)
    assert not (tmp_path / "state").exists()


def test_files_of_other_kinds_in_a_folder_are_named(tmp_path: Path, article: str) -> None:
    (tmp_path / "notes.docx").touch()
    del article
    assert "passed over 1 file of other kinds, such as notes.docx" in invoke(".").stderr
