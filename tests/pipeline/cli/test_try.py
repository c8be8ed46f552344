"""`tocsin try`: agents over files, without Kafka."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

AGENTS = """
from tocsin import Agent, Article, Record, Spec, Topic


class Flood(Record):
    river: str


class Level(Record):
    river: str
    metres: int


FLOODS = Topic("floods", Flood, key="river", partitions=2)
LEVELS = Topic("levels", Level, key="river", partitions=2)


class Floods(Agent[Article]):
    spec = Spec(name="floods", summary="Finds floods.", consumes=("articles",), produces=(FLOODS, "claims"))

    def process(self, article, /):
        for river in article.text.split():
            if river == "Styx":
                raise ValueError("no such river")
            yield Flood(river=river)


class Levels(Agent[Flood]):
    spec = Spec(name="levels", summary="Measures.", consumes=("floods",), produces=(LEVELS,))

    def process(self, flood, /):
        yield Level(river=flood.river, metres=len(flood.river))
"""


@pytest.fixture
def rivers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (folder / "rivers_to_try.py").write_text(AGENTS)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "rivers_to_try", raising=False)
    return "rivers_to_try"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_each_record_that_comes_out_is_a_line_of_json(tocsin: Any, folder: Path, rivers: str) -> None:
    (folder / "a.txt").write_text("Don Dee")
    ended = tocsin("try", f"{rivers}:Floods", "a.txt")
    assert (ended.status, ended.err) == (0, "")
    assert [record["river"] for record in lines(ended.out)] == ["Don", "Dee"]
    assert all(record["id"] for record in lines(ended.out))


def test_without_files_it_runs_over_the_seeds(tocsin: Any, folder: Path) -> None:
    del folder
    ended = tocsin("try", "dedup", "--topic", "articles.unique")

    assert ended.status == 0, ended.err
    assert [json.loads(line)["source"] for line in ended.out.splitlines()] == ["The Guardian", "GlobalPost"]


def test_agents_are_joined_by_a_plus_and_their_output_can_be_narrowed(tocsin: Any, folder: Path, rivers: str) -> None:
    (folder / "a.txt").write_text("Don Dee")
    together = f"{rivers}:Levels+{rivers}:Floods"
    assert len(lines(tocsin("try", together, "a.txt").out)) == 4
    narrowed = lines(tocsin("try", together, "a.txt", "--topic", "levels").out)
    assert sorted(record["metres"] for record in narrowed) == [3, 3]


def test_a_record_that_fails_is_told_and_the_others_are_not_lost(tocsin: Any, folder: Path, rivers: str) -> None:
    rows = [{"text": "Don"}, {"text": "Styx"}, {"text": "Dee"}]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    ended = tocsin("try", f"{rivers}:Floods", "a.jsonl")
    assert ended.status == 1
    assert [record["river"] for record in lines(ended.out)] == ["Don", "Dee"]
    line = next(number for number, text in enumerate(AGENTS.splitlines(), 1) if "raise ValueError" in text)
    raised = f"(rivers_to_try.py:{line} in process)"
    assert ended.err == f"floods failed on articles[0]@1: ValueError: no such river {raised}\n"


def test_a_line_that_is_no_article_is_told_by_its_place(tocsin: Any, folder: Path, rivers: str) -> None:
    (folder / "a.jsonl").write_text('{"text": "Don"}\n{"broken"\n')
    ended = tocsin("try", f"{rivers}:Floods", "a.jsonl")
    assert ended.status == 1
    assert len(lines(ended.out)) == 1
    assert ended.err.startswith("a.jsonl:2: ")


def test_more_articles_than_are_handed_over_at_once_all_come_through(tocsin: Any, folder: Path, rivers: str) -> None:
    (folder / "a.jsonl").write_text("".join(f'{{"text": "r{number}"}}\n' for number in range(100)))
    ended = tocsin("try", f"{rivers}:Floods", "a.jsonl")
    assert [record["river"] for record in lines(ended.out)] == [f"r{number}" for number in range(100)]


def test_articles_can_come_from_stdin(tocsin: Any, folder: Path, rivers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "piped").write_text('{"text": "Don"}\n')
    with (folder / "piped").open() as piped:
        monkeypatch.setattr(sys, "stdin", piped)
        assert [record["river"] for record in lines(tocsin("try", f"{rivers}:Floods", "-").out)] == ["Don"]


def test_a_topic_that_is_not_written_is_refused_with_those_that_are(tocsin: Any, folder: Path, rivers: str) -> None:
    (folder / "a.txt").write_text("Don")
    ended = tocsin("try", f"{rivers}:Floods", "a.txt", "--topic", "tolls")
    assert ended.status == 1
    assert "does not write to 'tolls'.\nIt writes to: floods, claims." in ended.err


def test_agents_that_read_no_articles_need_those_before_them(tocsin: Any, folder: Path) -> None:
    (folder / "a.txt").write_text("Don")
    ended = tocsin("try", "tolls", "a.txt")
    assert ended.status == 1
    assert "None of these agents reads articles; they read claims." in ended.err


def test_built_in_agents_tell_a_copy_from_a_new_article(tocsin: Any, folder: Path) -> None:
    story = "The ferry Anna left the port of Lume at dawn with forty people on board and came back at noon. " * 3
    rows = [{"title": "Ferry returns", "text": story, "source": source} for source in ("Argus", "Herald")]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    ended = tocsin("try", "dedup", "a.jsonl")
    assert ended.status == 0
    assert [record.get("relation") for record in lines(ended.out)] == [None, "exact"]
