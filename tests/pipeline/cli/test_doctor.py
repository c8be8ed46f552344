"""`tocsin doctor`: what is amiss is named, with what to do, and the rest is looked at all the same."""

import importlib.metadata
import json
import shutil
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from tocsin.plugins.discovery import GROUP

AGENTS = """
from tocsin import Agent, Article, PluginError, Spec


class Floods(Agent[Article]):
    spec = Spec(name="floods", summary="Finds floods.", consumes=("articles",), produces=("claims",))

    def process(self, article, /):
        return []


class Unready(Floods):
    spec = Spec(name="unready", summary="Is not ready.", consumes=("articles",), produces=("claims",))

    def open(self):
        raise OSError("no model.bin")


class Wanting(Floods):
    spec = Spec(name="wanting", summary="Wants a model.", consumes=("articles",), produces=("claims",))

    def open(self):
        raise PluginError("There is no model.", hint="pip install a-model")
"""

CHECKS = ["python", "settings", "secrets", "agents", "feeds", "recipients", "kafka parts", "kafka", "topics", "disk"]


@pytest.fixture(autouse=True)
def agents(folder: Path, nowhere: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Install one agent that is well, and point at a Kafka that is not there."""
    (folder / "agents_for_the_doctor.py").write_text(AGENTS)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "agents_for_the_doctor", raising=False)
    monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", nowhere)
    monkeypatch.delenv("TOCSIN_AGENTS_ALLOW")

    def install(*names: str) -> None:
        points = [EntryPoint(name.lower(), f"agents_for_the_doctor:{name}", GROUP) for name in names]
        monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: points if group == GROUP else [])

    install("Floods")
    return install


def examined(tocsin: Any) -> dict[str, dict[str, Any]]:
    ended = tocsin("doctor", "--json")
    rows = json.loads(ended.out)
    assert [row["check"] for row in rows] == CHECKS
    assert ended.status == (0 if all(row["ok"] for row in rows) else 1)
    assert "Traceback" not in ended.err
    return {row["check"]: row for row in rows}


def test_a_kafka_that_is_not_there_is_the_only_thing_amiss(tocsin: Any, nowhere: str) -> None:
    rows = examined(tocsin)
    assert [name for name, row in rows.items() if not row["ok"]] == ["kafka", "topics"]
    assert nowhere in rows["kafka"]["found"]
    assert rows["kafka"]["hint"]
    assert rows["agents"]["found"] == "floods load, with their models"


def test_in_words_what_is_amiss_stands_out(tocsin: Any) -> None:
    ended = tocsin("doctor")
    assert ended.status == 1
    assert [line[:4] for line in ended.out.splitlines() if line[:1].strip()] == [*["ok  "] * 7, "FAIL", "FAIL", "ok  "]


@pytest.mark.parametrize(
    ("agent", "found", "hint"),
    [
        ("Unready", "Agent unready does not start: OSError: no model.bin.", ""),
        ("Wanting", "There is no model.", "pip install a-model"),
        ("Missing", "has no Missing", "Agents in it: Floods, Unready, Wanting."),
    ],
)
def test_an_agent_that_cannot_start_is_named(tocsin: Any, agents: Any, agent: str, found: str, hint: str) -> None:
    agents("Floods", agent)
    row = examined(tocsin)["agents"]
    assert not row["ok"]
    assert found in row["found"]
    assert row["hint"] == hint


def test_a_password_is_mentioned_and_never_shown(tocsin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_SASL_PASSWORD", "hush-hush")
    ended = tocsin("doctor")
    assert "password set" in ended.out
    assert "hush" not in ended.out + ended.err


def test_a_password_file_that_is_gone_is_amiss(tocsin: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAFKA_SASL_PASSWORD_FILE", str(folder / "gone"))
    row = examined(tocsin)["settings"]
    assert "KAFKA_SASL_PASSWORD_FILE cannot be read" in row["found"]


@pytest.mark.parametrize("place", ["a-file", "/proc"])
def test_a_place_that_cannot_be_written_to_is_amiss(
    tocsin: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """To root permission bits say that it could, in both places."""
    (folder / "a-file").touch()
    monkeypatch.setenv("TOCSIN_DATA_DIR", str(folder / place / "data" / "kafka"))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(2**40, 0, 2**40))
    row = examined(tocsin)["disk"]
    assert not row["ok"]
    assert "cannot be written to" in row["found"]
    assert "TOCSIN_DATA_DIR" in row["hint"]


def test_a_disk_that_is_nearly_full_is_amiss(tocsin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(2**40, 2**40, 2**30))
    row = examined(tocsin)["disk"]
    assert row["found"].startswith("Only 1.0 GiB are free at ")


def test_looking_leaves_nothing_behind(tocsin: Any, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    examined(tocsin)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_with_a_secret_that_others_may_read_is_a_warning(
    tocsin: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("password", "hook", "key"):
        (folder / name).write_text("hush-hush")
        (folder / name).chmod(0o600)
    (folder / "tocsin.toml").write_text('[[webhooks]]\nurl = "https://hooks.example/"\nsecret_file = "hook"\n')
    monkeypatch.setenv("KAFKA_SASL_PASSWORD_FILE", str(folder / "password"))
    monkeypatch.setenv("TOCSIN_FLOODS_KEY_FILE", str(folder / "key"))
    assert examined(tocsin)["secrets"]["found"] == "3 files, which nobody else may read"

    (folder / "key").chmod(0o640)
    (folder / "hook").chmod(0o604)
    row = examined(tocsin)["secrets"]
    assert row["ok"]
    assert row["found"] == f"Other users may read hook, {folder / 'key'}."
    assert row["hint"] == f"Keep them out: chmod 600 hook {folder / 'key'}"
    assert any(line.startswith("warn secrets") for line in tocsin("doctor").out.splitlines())


@pytest.mark.parametrize(
    ("tables", "check", "said"),
    [
        ('[[feeds]]\nurl = "nope"\n', "feeds", "tocsin.toml:2: [[feeds]] number 1, url: must be an http or https"),
        (
            '[[webhooks]]\nurl = "https://a.example/"\n',
            "recipients",
            "tocsin.toml:1: [[webhooks]] number 1: name the secret",
        ),
        ('[[webhooks]]\nurl = "https://a.example/"\nsecret_env = "NONE"\n', "recipients", "The secret of webhook"),
        ('[[notify]]\nname = "a"\nurl_file = "gone"\n', "recipients", "The address of a cannot be read"),
        ("[agents.flood]\ndepth = 1\n", "agents", "tocsin.toml:1: [agents.flood]: there is no such agent."),
    ],
)
def test_what_is_wrong_in_a_table_is_found_before_it_is_used(
    tocsin: Any, folder: Path, tables: str, check: str, said: str
) -> None:
    (folder / "tocsin.toml").write_text(tables)
    row = examined(tocsin)[check]
    assert not row["ok"]
    assert row["found"].startswith(said)


def test_a_table_of_an_agent_that_may_be_loose_is_a_warning(tocsin: Any, folder: Path) -> None:
    (folder / "tocsin.toml").write_text("[agents.rivers]\ndepth = 3\n")
    row = examined(tocsin)["agents"]
    assert row["ok"]
    assert "[agents.rivers]: no such agent is installed" in row["found"]
