"""An agent with exactly the rights that its Spec asks for works; with one right less it says which, and ends."""

import asyncio
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest

from tests.commands import Tocsin
from tests.kafka.driving import Processes, numbered_articles, produce, read_until
from tests.kafka.receiving import SECRET
from tests.kafka.secured import SecuredKafka
from tocsin.access.checking import check_rights, missing_rights
from tocsin.access.rights import Right, agent_rights
from tocsin.errors import AccessError
from tocsin.plugins.discovery import load, load_all
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings, load_settings
from tocsin.topics.admin import TopicAdmin, declared_topics

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(240)]

RESOURCES = {"topic": 2, "group": 3, "transactional-id": 5}
OPERATIONS = {"Read": 3, "Write": 4, "DescribeConfigs": 10}
LITERAL, ANY_HOST, ALLOW = 3, "*", 3


FED = ("articles", "deadletters")
ROOT = Path(__file__).parents[2]
DEDUP = load("dedup").spec


class Acls:
    """Grants and takes away, as whoever runs the cluster does, and waits until that is known everywhere."""

    def __init__(self, secured: SecuredKafka) -> None:
        self._plain = secured.plain

    def grant(self, rights: Iterable[Right], user: str = "agent") -> None:
        """Grant rights to a user."""
        for answer in asyncio.run(self._asked([CreateAclsRequest(*_acl(right, user)) for right in rights])):
            assert [code for code, *_ in answer.creation_responses] == [0]

    def revoke(self, right: Right, user: str = "agent") -> None:
        """Take a right away."""
        for answer in asyncio.run(self._asked([DeleteAclsRequest(*_acl(right, user))])):
            assert [(code, len(found)) for code, _, found in answer.filter_responses] == [(0, 1)]

    async def _asked(self, requests: Sequence[Any]) -> list[Any]:
        admin = AIOKafkaAdminClient(bootstrap_servers=self._plain)
        await admin.start()
        try:
            return [await admin._send_to_controller(request) for request in requests]
        finally:
            await admin.close()


def _acl(right: Right, user: str) -> tuple[int, str, int, str, str, int, int]:
    return (
        RESOURCES[right.resource], right.name, LITERAL, f"User:{user}", ANY_HOST, OPERATIONS[right.operation], ALLOW,
    )  # fmt: skip


@pytest.fixture
def acls(secured: SecuredKafka) -> Acls:
    return Acls(secured)


@pytest.fixture(scope="session")
def bootstrap(secured: SecuredKafka) -> str:
    """Give what the processes are started with: no other broker is needed here."""
    return secured.plain


@pytest.fixture
def settings(secured: SecuredKafka, prefix: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Give the settings of a user who may do nothing yet."""
    for name, value in secured.login("SCRAM-SHA-256", "agent").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TOCSIN_PREFIX", prefix)
    return load_settings()


@pytest.fixture
def topics(secured: SecuredKafka, settings: Settings) -> Wiring:
    """Create every topic, as an operator does."""
    wiring = Wiring([each.spec for each in load_all()])
    operator = settings.model_copy(update={"security_protocol": "PLAINTEXT"})
    asyncio.run(TopicAdmin(operator, secured.plain).ensure(declared_topics(wiring, operator)))
    return wiring


def wait_until_missing(settings: Settings, rights: Sequence[Right], *missing: Right) -> None:
    """Wait until Kafka's authorizer has heard what its controller was told."""

    async def wait() -> None:
        admin = AIOKafkaAdminClient(**settings.kafka_options())
        await admin.start()
        try:
            while await missing_rights(admin, rights) != list(missing):  # noqa: ASYNC110 - Kafka tells nobody
                await asyncio.sleep(0.05)
        finally:
            await admin.close()

    asyncio.run(asyncio.wait_for(wait(), 30))


def test_with_any_right_less_an_agent_ends_with_one_line_that_names_it(
    settings: Settings, topics: Wiring, acls: Acls, tocsin: Tocsin
) -> None:
    rights = agent_rights(DEDUP, topics, settings)
    assert {right.resource for right in rights} == {"topic", "group", "transactional-id"}
    acls.grant(rights)
    wait_until_missing(settings, rights)

    for right in rights:
        acls.revoke(right)
        wait_until_missing(settings, rights, right)
        ended = tocsin("run", "dedup")
        assert (ended.status, ended.out) == (1, "")
        assert ended.err == (
            f"tocsin: Kafka does not allow the user agent what dedup needs: {right}. "
            "`tocsin topics acls dedup` prints all of it.\n"
        )
        acls.grant([right])


def test_an_agent_whose_right_is_taken_away_while_it_runs_ends_and_goes_on_when_it_is_back(
    secured: SecuredKafka, settings: Settings, topics: Wiring, acls: Acls, processes: Processes
) -> None:
    rights = agent_rights(DEDUP, topics, settings)
    acls.grant(rights)
    wait_until_missing(settings, rights)
    unique = f"{settings.prefix}articles.unique"
    agents = processes.another(**secured.login("SCRAM-SHA-256", "agent"))
    asyncio.run(produce(secured.plain, settings.prefix, numbered_articles(5)))
    process = agents.start("run", "dedup")
    assert len(asyncio.run(read_until(secured.plain, [unique], 5))) == 5

    acls.revoke(Right("topic", unique, "Write"))

    assert process.wait(60) == 1
    assert f"what dedup needs: Write on topic {unique}" in agents.log()
    assert "Traceback" not in agents.log()

    acls.grant([Right("topic", unique, "Write")])
    wait_until_missing(settings, rights)
    asyncio.run(produce(secured.plain, settings.prefix, numbered_articles(8)))
    agents.start("run", "dedup")
    assert len(asyncio.run(read_until(secured.plain, [unique], 8))) == 8


def test_the_whole_pipeline_runs_with_a_user_for_each_part_and_exactly_its_rights(
    secured: SecuredKafka, settings: Settings, topics: Wiring, acls: Acls, processes: Processes
) -> None:
    prefix = settings.prefix
    for each in topics.specs:
        acls.grant(agent_rights(each, topics, settings), each.name)
        processes.another(**secured.login("SCRAM-SHA-512", each.name)).start("run", each.name)
    acls.grant([Right("topic", f"{prefix}{name}", "Write") for name in FED], "feeder")
    acls.grant([Right("topic", f"{prefix}{name}", "DescribeConfigs") for name in FED], "feeder")
    acls.grant([Right("topic", f"{prefix}alerts", "Read")], "reader")

    feeder = processes.another(**secured.login("PLAIN", "feeder")).start("replay", str(ROOT / "seeds"))
    assert feeder.wait(90) == 0, processes.log()
    reader = processes.another(**secured.login("SCRAM-SHA-256", "reader"))
    assert reader.start("subscribe", "--from-beginning", "--count", "2", "alerts").wait(120) == 0, processes.log()
    assert "does not allow" not in processes.log()


# The other commands


def test_who_may_not_see_a_topic_is_not_told_that_it_is_absent(
    settings: Settings, topics: Wiring, tocsin: Tocsin
) -> None:
    del topics
    for command in (
        ("subscribe", "claims"), ("topics", "check"), ("topics", "ensure"), ("replay", str(ROOT / "seeds")),
    ):  # fmt: skip
        ended = tocsin(*command)
        assert ended.status == 1
        assert ended.err.startswith("tocsin: Kafka forbids the user agent the topic"), ended
        assert settings.prefix in ended.err
        assert "`tocsin topics acls` prints the rights" in ended.err
        assert ended.err.count("\n") == 1


def test_who_may_see_but_not_read_is_told_so(
    secured: SecuredKafka, settings: Settings, topics: Wiring, acls: Acls, tocsin: Tocsin
) -> None:
    del topics
    articles = f"{settings.prefix}articles"
    asyncio.run(produce(secured.plain, settings.prefix, numbered_articles(1)))
    acls.grant([Right("topic", articles, "Write")])
    wait_until_missing(settings, [Right("topic", articles, "Write")])
    for command in (("subscribe", "articles", "--from-beginning", "--count", "1"), ("trace", "x")):
        ended = tocsin(*command)
        assert ended.status == 1
        assert ended.err.startswith(f"tocsin: Kafka forbids the user agent the topic {articles}:"), ended


def test_who_may_not_create_topics_is_told_so(settings: Settings, acls: Acls, tocsin: Tocsin) -> None:
    declared = declared_topics(Wiring([each.spec for each in load_all()]), settings)
    rights = [Right("topic", each.name, "Read") for each in declared]
    acls.grant(rights)
    wait_until_missing(settings, rights)
    ended = tocsin("topics", "ensure")
    assert ended.status == 1
    assert ended.err.startswith("tocsin: Kafka forbids the user agent the topic")
    assert "(to create it)" in ended.err


def test_webhooks_without_the_right_to_their_group_end_with_one_line(
    settings: Settings, topics: Wiring, acls: Acls, tocsin: Tocsin, folder: Path
) -> None:
    del topics
    (folder / "tocsin.toml").write_text(
        '[[webhooks]]\nname = "hook"\nurl = "https://hooks.example/"\nsecret_file = "secret"\n'
    )
    (folder / "secret").write_text(SECRET)
    reading = Right("topic", f"{settings.prefix}alerts", "Read")
    acls.grant([reading])
    wait_until_missing(settings, [reading])
    ended = tocsin("deliver", "webhooks")
    assert ended.status == 1
    assert f"tocsin: Kafka forbids the user agent the consumer group {settings.prefix}webhooks.hook" in ended.err
    assert "Traceback" not in ended.err


def test_many_missing_rights_are_counted_and_topics_still_to_be_created_are_none(
    secured: SecuredKafka, settings: Settings, topics: Wiring
) -> None:
    free = settings.model_copy(update={"security_protocol": "PLAINTEXT", "prefix": "none."})
    asyncio.run(check_rights(free, secured.plain, agent_rights(DEDUP, topics, free), "dedup"))
    with pytest.raises(AccessError, match=r"and \d more"):
        asyncio.run(check_rights(settings, secured.address("SASL"), agent_rights(DEDUP, topics, settings), "dedup"))
