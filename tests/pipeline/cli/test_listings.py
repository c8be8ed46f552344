"""Commands that need no broker: what is installed, how it fits together, what is on each topic."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tocsin import Article
from tocsin.plugins.discovery import installed
from tocsin.topics.table import BUILT_IN

BUILT_IN_AGENTS = {"dedup", "entities", "casualties", "tolls", "alerts"}

AGENTS = """
from tocsin import Agent, Article, Spec, Topic, Record

class Flood(Record):
    river: str = ""

class Floods(Agent[Article]):
    spec = Spec(name="floods", summary="Floods.", consumes=("articles",), produces=(Topic("floods", Flood),))

    def process(self, article, /):
        return []

class Again(Floods):
    spec = Spec(name="floods", summary="Floods again.", consumes=("articles",), produces=("claims",))

class Lost(Floods):
    spec = Spec(name="lost", summary="Lost.", consumes=("quakes",))
"""


@pytest.fixture
def floods(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the name of a module with loose agents."""
    (folder / "floods_to_list.py").write_text(AGENTS)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.delitem(sys.modules, "floods_to_list", raising=False)
    return "floods_to_list"


def test_agents_are_listed_with_topics_and_package(tocsin: Any) -> None:
    ended = tocsin("agents")
    assert (ended.status, ended.err) == (0, "")
    assert all(any(line.startswith(f"{name} ") for line in ended.out.splitlines()) for name in BUILT_IN_AGENTS)
    assert "articles -> articles.unique, duplicates   (tocsin 0.1.0)" in ended.out


def test_agents_as_json_tell_all_that_is_declared(tocsin: Any) -> None:
    rows = {row["name"]: row for row in json.loads(tocsin("agents", "--json").out)}
    assert set(rows) == {agent.name for agent in installed()} >= BUILT_IN_AGENTS
    assert rows["dedup"]["consumes"] == ["articles"]
    assert rows["dedup"]["state"]
    assert rows["dedup"]["target"] == "tocsin_agents.dedup:Dedup"
    assert isinstance(rows["dedup"]["settings"], dict)


def test_the_graph_shows_the_flow_from_articles_to_alerts(tocsin: Any) -> None:
    ended = tocsin("graph")
    assert (ended.status, ended.err) == (0, "")
    order = [line.split("[")[1].split("]")[0] for line in ended.out.splitlines()]
    assert order.index("dedup") < order.index("casualties") < order.index("tolls") < order.index("alerts")


def test_the_graph_can_be_mermaid_or_json(tocsin: Any) -> None:
    assert tocsin("graph", "--format", "mermaid").out.startswith("flowchart LR\n")
    drawn = json.loads(tocsin("graph", "--format", "json").out)
    assert {topic["name"] for topic in drawn["topics"]} >= set(BUILT_IN)


def test_what_merely_looks_odd_in_the_graph_is_said_on_stderr(tocsin: Any) -> None:
    ended = tocsin("graph", "tolls")
    assert ended.status == 0
    assert "Nothing here writes claims, which tolls reads." in ended.err


def test_a_loose_agent_takes_its_place_in_the_graph(tocsin: Any, floods: str) -> None:
    ended = tocsin("graph", "dedup", f"{floods}:Floods")
    assert ended.status == 0
    assert "[floods] -> floods" in ended.out


def test_two_agents_with_one_name_do_not_fit_together(tocsin: Any, floods: str) -> None:
    ended = tocsin("graph", f"{floods}:Floods", f"{floods}:Again")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.splitlines() == [
        "tocsin: Two agents are named floods: 'Floods.' and 'Floods again.'.",
        "Rename one, or leave one out.",
    ]


def test_an_agent_that_reads_what_nobody_declares_does_not_fit(tocsin: Any, floods: str) -> None:
    ended = tocsin("graph", f"{floods}:Lost")
    assert ended.status == 1
    assert ended.err.startswith("tocsin: There is no topic 'quakes'.")


def test_an_unknown_agent_is_answered_with_the_nearest(tocsin: Any) -> None:
    ended = tocsin("graph", "casualty")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("tocsin: There is no agent 'casualty'.\nDid you mean casualties? Installed: ")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("record", sorted({topic.record.__name__ for topic in BUILT_IN.values()}))
def test_every_record_has_a_schema(tocsin: Any, record: str) -> None:
    for name in (record, record.lower()):
        schema = json.loads(tocsin("schema", name).out)
        Draft202012Validator.check_schema(schema)
        assert schema["title"] == record


def test_the_printed_schema_is_that_of_what_is_written(tocsin: Any) -> None:
    schema = json.loads(tocsin("schema", "article").out)
    Draft202012Validator(schema).validate(json.loads(Article(text="The bridge fell.").model_dump_json()))


def test_all_schemas_are_printed_by_topic(tocsin: Any) -> None:
    assert set(json.loads(tocsin("schema").out)) >= set(BUILT_IN)


def test_an_unknown_record_is_answered_with_those_there_are(tocsin: Any) -> None:
    ended = tocsin("schema", "flood")
    assert ended.status == 1
    assert ended.err.startswith("tocsin: There is no record 'flood'.\nThere are: alert, article, claim, ")


def test_topics_are_listed_without_a_broker(tocsin: Any) -> None:
    ended = tocsin("topics", "list")
    assert (ended.status, ended.err) == (0, "")
    rows = {line.split()[0]: line for line in ended.out.splitlines()}
    assert {f"tocsin.{name}" for name in BUILT_IN} <= rows.keys()
    assert "for ever" in rows["tocsin.tolls"]
    assert "30 days" in rows["tocsin.articles"]
    assert "tocsin.dedup.state" in rows


def test_topics_as_json_carry_the_prefix_that_is_set(tocsin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", "news.")
    rows = {row["name"]: row for row in json.loads(tocsin("topics", "list", "--json").out)}
    assert rows["news.articles.unique"]["partitions"] == BUILT_IN["articles.unique"].partitions
    assert rows["news.tolls"] == {
        "name": "news.tolls",
        "partitions": 1,
        "cleanup": "compact",
        "retention_ms": None,
        "summary": BUILT_IN["tolls"].summary,
    }
