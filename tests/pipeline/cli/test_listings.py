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

BUILT_IN_AGENTS = {"dedup", "stories", "entities", "casualties", "tolls", "alerts"}

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
        f"tocsin: Two agents are named floods: {floods}:Floods and {floods}:Again.",
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


def test_one_agent_is_told_with_its_settings_and_their_variables(tocsin: Any) -> None:
    ended = tocsin("agents", "dedup")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("dedup, version ")
    assert "near = 0.45   TOCSIN_DEDUP_NEAR" in ended.out
    assert json.loads(tocsin("agents", "dedup", "--json").out)["status"] == "ok"


def test_a_loose_agent_is_told_too(tocsin: Any, floods: str) -> None:
    assert tocsin("agents", f"{floods}:Floods").out.startswith("floods, version 1, of a loose file")


def test_an_agent_that_is_not_there_cannot_be_told(tocsin: Any) -> None:
    assert tocsin("agents", "nowhere").err.startswith("tocsin: There is no agent 'nowhere'.")


def test_asyncapi_is_printed_with_the_prefix_that_is_set(tocsin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_PREFIX", "news.")
    document = json.loads(tocsin("schema", "--asyncapi").out)
    assert document["asyncapi"] == "3.0.0"
    assert document["channels"]["claims"]["address"] == "news.claims"


@pytest.mark.parametrize("options", [(), ("--asyncapi",)])
def test_schemas_that_are_as_they_were_break_nothing(tocsin: Any, folder: Path, options: tuple[str, ...]) -> None:
    (folder / "old.json").write_text(tocsin("schema", *options).out)
    ended = tocsin("schema", "check", "old.json")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("Nothing breaks: ")


@pytest.mark.parametrize("options", [(), ("--asyncapi",)])
def test_a_breaking_change_is_told_with_topic_and_field(tocsin: Any, folder: Path, options: tuple[str, ...]) -> None:
    old = json.loads(tocsin("schema", *options).out)
    records = old["components"]["schemas"] if options else {"Claim": old["claims"]}
    records["Claim"]["properties"]["weather"] = {"type": "string"}
    records["Claim"]["properties"]["title"] = {"type": ["string", "null"]}
    (folder / "old.json").write_text(json.dumps(old))

    ended = tocsin("schema", "check", "old.json")

    assert ended.status == 1
    assert set(ended.out.splitlines()) == {"claims: weather is gone.", "claims: title was null, and is string."}


def test_a_topic_that_is_gone_breaks(tocsin: Any, folder: Path) -> None:
    (folder / "old.json").write_text('{"rumours": {"type": "object", "properties": {}}}')
    ended = tocsin("schema", "check", "old.json")
    assert (ended.status, ended.out) == (1, "rumours: the topic is gone.\n")


@pytest.mark.parametrize(
    "text", ["[1]", '{"asyncapi": "3.0.0"}', '{"claims": 7}', "nothing", '{"claims": {"$ref": "#/no"}}']
)
def test_a_file_that_holds_no_schemas_is_refused(tocsin: Any, folder: Path, text: str) -> None:
    (folder / "old.json").write_text(text)
    ended = tocsin("schema", "check", "old.json")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("tocsin: old.json")


@pytest.mark.parametrize("arguments", [("check",), ("claim", "old.json"), ("claim", "--asyncapi")])
def test_schema_is_called_in_one_of_three_ways(tocsin: Any, arguments: tuple[str, ...]) -> None:
    assert tocsin("schema", *arguments).status == 2


def test_a_new_package_is_written_here_and_its_files_are_told(tocsin: Any, folder: Path) -> None:
    ended = tocsin("new", "flood-watch")
    assert ended.status == 0
    assert all((folder / line).is_file() for line in ended.out.splitlines())
    assert tocsin("new", "flood-watch").err.startswith("tocsin: tocsin-flood-watch is there already.")
    assert tocsin("new", "flood-watch", "--into", "elsewhere").status == 0


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
