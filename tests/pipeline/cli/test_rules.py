"""`tocsin rules`: mistakes with their lines, the rules in force, and what they would have raised."""

import json
from pathlib import Path
from typing import Any

import pytest

WRONG = """[agents.alerts]
status = "Actul"
volume = 11

[agents.alerts.thresholds]
killd = 3

[[agents.alerts.rules]]
name = "fine"
kind = "missing-people"

[[agents.alerts.rules]]
name = "second"
kind = "toll-treshold"
mesures = ["killed"]
"""

RIGHT = """[[agents.alerts.rules]]
name = "border"
kind = "toll-threshold"
measures = ["killed"]
least = 5
labels = { desk = "east" }
"""

RULE = """[[agents.alerts.rules]]
name = "{}"
kind = "toll-threshold"
{}
"""


@pytest.fixture
def archive(folder: Path) -> Path:
    articles = [
        {
            "title": "Six die in avalanche",
            "text": "An avalanche killed six people near Andermatt on Monday, police said.",
        },
        {"title": "A lorry crash", "text": "A lorry crash killed two people in Lyon on Monday, police said."},
    ]
    path = folder / "archive.jsonl"
    lines = [{**article, "published": f"2021-02-0{day}T10:00:00Z"} for day, article in enumerate(articles, 2)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_every_mistake_has_its_line_and_what_may_be_meant(tocsin: Any, folder: Path) -> None:
    (folder / "wrong.toml").write_text(WRONG, encoding="utf-8")
    ended = tocsin("rules", "check", "wrong.toml")
    assert ended.status == 1
    found = {line.split(": ")[0]: line for line in ended.err.splitlines()}
    assert set(found) == {f"wrong.toml:{number}" for number in (2, 3, 6, 14, 15)}
    for number, meant in [(2, "Actual"), (6, "killed"), (14, "toll-threshold"), (15, "measures")]:
        assert found[f"wrong.toml:{number}"].endswith(f"Did you mean {meant}?")


def test_an_agent_that_there_is_none_of_is_a_mistake_too(tocsin: Any, folder: Path) -> None:
    (folder / "typo.toml").write_text('[[agents.alert.rules]]\nname = "border"\n', encoding="utf-8")
    ended = tocsin("rules", "check", "typo.toml")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "typo.toml:1: [agents.alert]: there is no such agent. Did you mean [agents.alerts]?\n"


def test_a_table_of_an_agent_that_may_be_loose_is_told(tocsin: Any, folder: Path) -> None:
    (folder / "loose.toml").write_text("[agents.rivers]\ndepth = 3\n", encoding="utf-8")
    ended = tocsin("rules", "check", "loose.toml")
    assert (ended.status, ended.out) == (0, "loose.toml: 2 rules, nothing wrong.\n")
    assert ended.err.startswith("[agents.rivers] is of no agent that is installed")


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("severities = { killed = { Extreme = 5, Severe = 50 } }", 2, "severities, killed, Extreme: must be more than"),
        (RULE.format("a", "severities = { Severe = 5, Minor = 5 }"), 5, "rules number 1, severities, Severe: must be"),
        (RULE.format("a", "") + RULE.format("a", ""), 7, "rules number 2, name: another rule is named so."),
        (RULE.format("a", 'places = "SY"'), 5, 'rules number 1, places: must be a list: ["SY"].'),
    ],
)
def test_what_makes_no_sense_is_told_where_it_stands(
    tocsin: Any, folder: Path, table: str, line: int, said: str
) -> None:
    (folder / "wrong.toml").write_text(f"[agents.alerts]\n{table}", encoding="utf-8")
    ended = tocsin("rules", "check", "wrong.toml")
    assert ended.status == 1
    assert ended.err.startswith(f"wrong.toml:{line}: [agents.alerts] {said}")


@pytest.mark.parametrize("command", [("up",), ("try", "alerts"), ("rules", "list")])
def test_nothing_starts_on_a_rule_that_is_wrong(tocsin: Any, folder: Path, command: tuple[str, ...]) -> None:
    (folder / "tocsin.toml").write_text(WRONG, encoding="utf-8")
    ended = tocsin(*command)
    assert ended.status == 1
    assert "tocsin.toml:14: [agents.alerts] rules number 2, kind: must be" in ended.err
    assert ended.err.count("Did you mean toll-threshold?") == 1


def test_settings_that_are_right_are_said_to_be(tocsin: Any, folder: Path) -> None:
    (folder / "right.toml").write_text(RIGHT, encoding="utf-8")
    ended = tocsin("rules", "check", "right.toml")
    assert (ended.status, ended.out) == (0, "right.toml: 3 rules, nothing wrong.\n")


def test_rules_are_listed_with_topic_and_labels(tocsin: Any, folder: Path) -> None:
    (folder / "right.toml").write_text(RIGHT, encoding="utf-8")
    listed = [line.split() for line in tocsin("rules", "list", "right.toml").out.splitlines()]
    assert listed[0] == ["border", "alerts.toll-threshold", "desk=east"]
    assert [name for name, *_ in listed] == ["border", "toll-conflict", "toll-threshold"]


def test_a_test_shows_what_would_have_been_raised(tocsin: Any, folder: Path, archive: Path) -> None:
    (folder / "right.toml").write_text(RIGHT, encoding="utf-8")
    ended = tocsin("rules", "test", "right.toml", "--replay", archive.name)
    assert ended.status == 0
    raised = ended.out.splitlines()
    assert raised[0] == "border: 1 alert"
    assert "6 reported killed" in raised[2]
    assert [line for line in raised if not line.startswith(" ")][1:] == [
        "toll-conflict: 0 alerts",
        "toll-threshold: 2 alerts",
    ]
    assert tocsin("rules", "test", "right.toml", "--replay", archive.name, "--rule", "none").status == 2


def test_an_alert_is_told_as_a_story(tocsin: Any, archive: Path) -> None:
    ended = tocsin("alerts", "explain", "", "--replay", archive.name)
    assert ended.status == 1
    ids = ended.err.rpartition("There are: ")[2].strip(" .\n").split(", ")
    assert len(ids) == 2
    stories = [tocsin("alerts", "explain", each[:12], "--replay", archive.name).out for each in ids]
    (avalanche,) = [story for story in stories if "6 reported killed" in story]
    assert "toll-threshold (the number is high enough)" in avalanche
    assert 'Police, in an unnamed outlet: 6 killed: "Six die in avalanche"' in avalanche
    assert avalanche.splitlines()[-1] == "Next notice: as soon as its numbers or rules change."


def test_when_the_next_notice_may_go_follows_the_settings(
    tocsin: Any, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_ALERTS_GROUP_INTERVAL_MINUTES", "30")
    monkeypatch.setenv("TOCSIN_ALERTS_REPEAT_INTERVAL_MINUTES", "60")
    ids = tocsin("alerts", "explain", "", "--replay", archive.name).err.rpartition("There are: ")[2].strip(" .\n")
    last = tocsin("alerts", "explain", ids.split(", ")[0], "--replay", archive.name).out.splitlines()[-1]
    assert "not before 2021-02-0" in last
    assert "T10:30:00+00:00 unless it becomes Severe" in last
    assert "repeated at 2021-02-0" in last


def test_a_silence_needs_something_to_silence_and_a_while(tocsin: Any) -> None:
    assert "give an event, a place or a measure" in tocsin("silence", "add").err
    assert tocsin("silence", "add", "--place", "Syria", "--for", "soon").status == 2
    assert tocsin("silence", "add", "--place", "Syria", "--starts", "soon").status == 1
