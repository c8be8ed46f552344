"""Which rights a client has, asked of Kafka itself: what is missing is known before an agent waits for it in vain. Loads aiokafka.

A consumer that may not join its group, and one that may not read its topic, wait without a word.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    IncompatibleBrokerVersion,
    KafkaError,
    TopicAuthorizationFailedError,
    TransactionalIdAuthorizationFailed,
)
from aiokafka.protocol.admin import DescribeGroupsRequest_v3, DescribeGroupsResponse_v3
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Int16, Int32, Schema, String

from tocsin.access.refusals import failure, user_of
from tocsin.access.rights import Right
from tocsin.errors import AccessError
from tocsin.settings import Settings

__all__ = ["check_rights", "missing_rights", "refusal"]

BITS = {"Read": 3, "Write": 4, "DescribeConfigs": 10}
"""Kafka's AclOperation codes, each a bit of what it answers."""

GROUP, TRANSACTION = 0, 1
"""Kafka's kinds of coordinators."""

ATTEMPTS = 40
PAUSE_SECONDS = 0.25
"""How long a cluster that has just started may be without coordinators: ten seconds."""

MOST_NAMED = 4


class _TopicsAnswer(Response):  # type: ignore[misc]  # aiokafka ships no types
    API_KEY = 3
    API_VERSION = 8
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            Array(("node_id", Int32), ("host", String("utf-8")), ("port", Int32), ("rack", String("utf-8"))),
        ),
        ("cluster_id", String("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            Array(
                ("error_code", Int16),
                ("topic", String("utf-8")),
                ("is_internal", Boolean),
                (
                    "partitions",
                    Array(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", Array(Int32)),
                        ("isr", Array(Int32)),
                        ("offline_replicas", Array(Int32)),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
        ("authorized_operations", Int32),
    )


class _TopicsQuestion(RequestStruct):  # type: ignore[misc]
    """Metadata 8: the first that tells which operations are allowed (KIP-430)."""

    API_KEY = 3
    API_VERSION = 8
    RESPONSE_TYPE = _TopicsAnswer
    SCHEMA = Schema(
        ("topics", Array(String("utf-8"))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
    )


class _TopicRights(Request[_TopicsQuestion]):  # type: ignore[misc]
    API_KEY = 3

    def __init__(self, topics: list[str]) -> None:
        self._topics = topics

    def build(self, request_struct_class: type[_TopicsQuestion]) -> _TopicsQuestion:
        return request_struct_class(self._topics, False, False, True)  # noqa: FBT003 - as the schema has them


class _GroupsQuestion(DescribeGroupsRequest_v3):  # type: ignore[misc]
    """As aiokafka has it, which reads the answer as that of version 2."""

    RESPONSE_TYPE = DescribeGroupsResponse_v3


class _GroupRights(Request[_GroupsQuestion]):  # type: ignore[misc]
    API_KEY = 15

    def __init__(self, groups: list[str]) -> None:
        self._groups = groups

    def build(self, request_struct_class: type[_GroupsQuestion]) -> _GroupsQuestion:
        return request_struct_class(self._groups, True)  # noqa: FBT003 - as the schema has it


async def check_rights(settings: Settings, bootstrap: str, rights: Collection[Right], agent: str) -> None:
    """Raise AccessError, in one sentence, when Kafka does not let us in or any of the rights of an agent is missing."""
    admin = AIOKafkaAdminClient(**settings.kafka_options(bootstrap))
    try:
        await admin.start()
        missing = await missing_rights(admin, rights)
    except (KafkaError, OSError, TimeoutError) as error:
        raise await failure(settings, bootstrap, error) from error
    finally:
        await admin.close()
    if missing:
        raise refusal(settings, missing, agent)


def refusal(settings: Settings, missing: Collection[Right], agent: str) -> AccessError:
    """Say which rights an agent's user lacks."""
    named = "; ".join(str(right) for right in list(missing)[:MOST_NAMED])
    more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    return AccessError(
        f"Kafka does not allow {user_of(settings)} what {agent} needs: {named}{more}. "
        f"`tocsin topics acls {agent}` prints all of it."
    )


async def missing_rights(admin: AIOKafkaAdminClient, rights: Collection[Right]) -> list[Right]:
    """Give those of the rights that Kafka says we have not. What does not exist yet, and what it cannot be asked, is not missing.

    Raises KafkaError when it does not answer.
    """
    try:
        return sorted(
            [
                *await _of_topics(admin, [right for right in rights if right.resource == "topic"]),
                *await _of_groups(admin, [right for right in rights if right.resource == "group"]),
                *await _of_transactional_ids(
                    admin, [right for right in rights if right.resource == "transactional-id"]
                ),
            ]
        )
    except (IncompatibleBrokerVersion, NotImplementedError):  # before Kafka 2.3
        return []


async def _of_topics(admin: AIOKafkaAdminClient, rights: Iterable[Right]) -> list[Right]:
    wanted = _by_name(rights)
    if not wanted:
        return []
    answer = await admin._send_request(_TopicRights(sorted(wanted)))  # noqa: SLF001 - the client has no public way
    return [
        right
        for code, name, _, _, allowed in answer.topics
        for right in wanted[name]
        # A topic that is hidden may well have the right to describe its configuration: only the others would show it.
        if (code == TopicAuthorizationFailedError.errno and right.operation != "DescribeConfigs")
        or (code == 0 and not _allows(allowed, right))
    ]


async def _of_groups(admin: AIOKafkaAdminClient, rights: Iterable[Right]) -> list[Right]:
    missing = []
    for name, wanted in _by_name(rights).items():
        try:
            coordinator = await _coordinator(admin, name, GROUP)
            answer = await admin._send_request(_GroupRights([name]), coordinator)  # noqa: SLF001 - see above
        except GroupAuthorizationFailedError:
            missing += wanted
            continue
        for code, *_, allowed in answer.groups:
            forbidden = code == GroupAuthorizationFailedError.errno
            missing += [right for right in wanted if forbidden or (code == 0 and not _allows(allowed, right))]
    return missing


async def _of_transactional_ids(admin: AIOKafkaAdminClient, rights: Iterable[Right]) -> list[Right]:
    """Ask for each id's coordinator, which those who may write under it may know; to try the id would shut out its owner."""
    missing = []
    for right in rights:
        try:
            await _coordinator(admin, right.name, TRANSACTION)
        except TransactionalIdAuthorizationFailed:
            missing.append(right)
    return missing


async def _coordinator(admin: AIOKafkaAdminClient, name: str, kind: int) -> int:
    for attempt in range(ATTEMPTS):
        try:
            found: int = await admin.find_coordinator(name, kind)
        except KafkaError as error:
            if not error.retriable or attempt == ATTEMPTS - 1:
                raise
            await asyncio.sleep(PAUSE_SECONDS)
        else:
            return found
    raise AssertionError  # the last attempt returns or raises


def _by_name(rights: Iterable[Right]) -> dict[str, list[Right]]:
    found: dict[str, list[Right]] = defaultdict(list)
    for right in rights:
        found[right.name].append(right)
    return found


def _allows(allowed: Any, right: Right) -> bool:  # noqa: ANN401 - what a schema without types gives
    return bool(int(allowed) >> BITS[right.operation] & 1)
