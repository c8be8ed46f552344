"""What an agent's user must be allowed, worked out from what the agent declares."""

import json
import shlex
from collections.abc import Iterable

import click.testing
import pytest

from tocsin import Agent, Article, Output, Spec
from tocsin.access.rights import Right, agent_rights, as_commands
from tocsin.cli import cli
from tocsin.plugins.discovery import load_all
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.admin import declared_topics


def wiring() -> Wiring:
    return Wiring([each.spec for each in load_all()])


def rights_of(spec: Spec) -> set[str]:
    return {str(right) for right in agent_rights(spec, wiring(), Settings(prefix="p."))}


def test_an_agent_that_remembers_nothing_reads_writes_and_commits() -> None:
    spec = Spec(name="echo", summary="x", consumes=("articles",), produces=("claims",))
    assert rights_of(spec) == {
        "Read on topic p.articles", "DescribeConfigs on topic p.articles",
        "Write on topic p.claims", "DescribeConfigs on topic p.claims",
        "Write on topic p.deadletters", "DescribeConfigs on topic p.deadletters",
        "Read on group p.echo", "Write on transactional-id p.echo-0",
    }  # fmt: skip


def test_one_that_remembers_reads_and_writes_its_changelog_too() -> None:
    plain = Spec(name="echo", summary="x", consumes=("articles",))
    remembering = Spec(name="echo", summary="x", consumes=("articles",), state=("seen",))
    assert rights_of(remembering) - rights_of(plain) == {
        f"{operation} on topic p.echo.state" for operation in ("Read", "Write", "DescribeConfigs")
    }


def test_there_is_a_transactional_id_for_each_partition_and_no_other() -> None:
    ids = {each for each in rights_of(Spec(name="a", summary="x", consumes=("articles.unique",))) if "transac" in each}
    assert ids == {f"Write on transactional-id p.a-{number}" for number in range(6)}


@pytest.mark.parametrize("agent", [each.spec for each in load_all()], ids=lambda spec: spec.name)
def test_every_topic_an_agent_starts_with_is_one_it_may_look_at(agent: Spec) -> None:
    settings = Settings(prefix="p.")
    rights = agent_rights(agent, wiring(), settings)
    looked_at = {right.name for right in rights if right.operation == "DescribeConfigs"}
    assert {topic.name for topic in declared_topics(wiring(), settings, agent)} == looked_at


def test_a_command_grants_all_that_one_thing_needs_and_is_quoted() -> None:
    rights = [Right("topic", "t", "Read"), Right("topic", "t", "Write"), Right("group", "g", "Read")]
    first, second = as_commands(rights, "User:CN=a b")
    assert shlex.split(first) == [
        "kafka-acls", "--add", "--allow-principal", "User:CN=a b", "--operation", "Read", "--operation", "Write",
        "--topic", "t",
    ]  # fmt: skip
    assert shlex.split(second)[-2:] == ["--group", "g"]


def printed(*arguments: str) -> str:
    answer = click.testing.CliRunner().invoke(cli, ["topics", "acls", *arguments])
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_the_command_prints_both_forms_of_the_same() -> None:
    lines = printed("tolls", "--principal", "User:t").splitlines()
    rows = json.loads(printed("tolls", "--principal", "User:t", "--json"))
    assert len(rows) == sum(line.count("--operation") for line in lines)
    assert {row["principal"] for row in rows} == {"User:t"}
    assert {(row["resource_type"], row["resource_name"]) for row in rows} == {
        (line.split()[-2].removeprefix("--").upper().replace("-", "_"), line.split()[-1]) for line in lines
    }


def test_without_an_agent_all_of_them_are_meant_and_the_user_is_the_one_who_logs_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KAFKA_SASL_USERNAME", "newsroom")
    rows = json.loads(printed("--json"))
    groups = {row["resource_name"] for row in rows if row["resource_type"] == "GROUP"}
    assert groups == {f"tocsin.{each.spec.name}" for each in load_all()}
    assert {row["principal"] for row in rows} == {"User:newsroom"}


class Stranger(Agent[Article]):
    spec = Spec(name="stranger", summary="Reads articles.", consumes=("articles",))

    def process(self, article: Article, /) -> Iterable[Output]:
        del article
        return ()


def test_an_agent_that_is_not_installed_is_named_by_its_module() -> None:
    assert "tocsin.stranger" in printed(f"{__name__}:Stranger")
