"""Creating the declared topics on a broker, and refusing to work with ones that differ."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from tocsin.access.refusals import failure, forbidden, refuse_hidden
from tocsin.engine.changelog import changelog_topic
from tocsin.errors import TopicError
from tocsin.plugins.spec import Spec
from tocsin.plugins.wiring import Wiring
from tocsin.settings import Settings
from tocsin.topics.table import DEADLETTERS

__all__ = ["Declared", "Drift", "TopicAdmin", "declared_topics"]

USUAL_REPLICAS = 3
REQUEST_TIMEOUT_MS = 15_000

KNOWN_ATTEMPTS = 100
KNOWN_PAUSE_SECONDS = 0.1
"""How long a topic that was just created may take to be listed: ten seconds."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A topic as it should be on the broker: its whole name, partitions, `cleanup.policy`, `retention.ms`."""

    name: str
    partitions: int
    cleanup: str
    retention_ms: int | None
    summary: str = ""

    def config(self) -> dict[str, str]:
        """Give the topic's configuration as Kafka takes it."""
        retention = -1 if self.retention_ms is None else self.retention_ms
        return {"cleanup.policy": self.cleanup, "retention.ms": str(retention)}


@dataclass(frozen=True, slots=True)
class Drift:
    """A topic that is absent, or what about it differs: setting, declared, found."""

    topic: Declared
    differences: tuple[tuple[str, str, str], ...]

    @property
    def absent(self) -> bool:
        """Whether the topic does not exist at all."""
        return not self.differences

    def __str__(self) -> str:
        if self.absent:
            return f"{self.topic.name} does not exist"
        listed = ", ".join(f"{name} is {found}, declared {wanted}" for name, wanted, found in self.differences)
        return f"{self.topic.name}: {listed}"


def declared_topics(wiring: Wiring, settings: Settings, only: Spec | None = None) -> tuple[Declared, ...]:
    """Give every topic that the agents need: the table, their own, and the changelogs of those that remember.

    With `only`, those that this one agent reads and writes: its user may not be allowed to see any other.
    """
    own = None if only is None else {*only.inputs, *(t.name for t in only.outputs), DEADLETTERS.name}
    topics = [
        Declared(settings.topic(t.name), t.partitions, t.cleanup, t.retention_ms, t.summary)
        for t in wiring.topics()
        if own is None or t.name in own
    ]
    states = [
        Declared(
            settings.topic(changelog_topic(spec.name)),
            wiring.partitions(spec),
            "compact",
            None,
            f"What the agent {spec.name} remembers.",
        )
        for spec in ((only,) if only else wiring.specs)
        if spec.state
    ]
    return (*topics, *states)


class TopicAdmin:
    """Looks at a broker's topics and creates missing ones. Raises BrokerError when the broker cannot be reached."""

    def __init__(self, settings: Settings, bootstrap: str) -> None:
        self._settings = settings
        self._bootstrap = bootstrap

    async def ensure(self, declared: tuple[Declared, ...]) -> tuple[str, ...]:
        """Create what is absent and give the names; raise TopicError when something that exists differs."""
        drifts = await self.drift(declared)
        self.refuse([drift for drift in drifts if not drift.absent])
        missing = [drift.topic for drift in drifts]
        if missing:
            await self._with_admin(lambda admin: self._create(admin, missing))
        return tuple(topic.name for topic in missing)

    async def check(self, declared: tuple[Declared, ...]) -> None:
        """Raise TopicError unless every topic is there and as declared."""
        self.refuse(list(await self.drift(declared)))

    async def drift(self, declared: tuple[Declared, ...]) -> tuple[Drift, ...]:
        """Give what is absent or differs."""
        return tuple(await self._with_admin(lambda admin: self._compare(admin, declared)))

    def refuse(self, drifts: list[Drift]) -> None:
        """Raise TopicError that names every drift, unless there is none."""
        if not drifts:
            return
        if all(drift.absent for drift in drifts):
            hint = "`tocsin topics ensure` creates what is missing."
        else:
            hint = (
                "Change the topic with Kafka's own tools (partitions can only grow), delete it if its records may go, or "
                "choose another TOCSIN_PREFIX."
            )
        listed = "; ".join(str(drift) for drift in drifts)
        raise TopicError(f"Topics are not as declared: {listed}.", hint=hint)

    async def _with_admin(self, work: Any) -> Any:  # noqa: ANN401 - gives what the work gives
        admin = AIOKafkaAdminClient(
            **self._settings.kafka_options(self._bootstrap), request_timeout_ms=REQUEST_TIMEOUT_MS
        )
        try:
            await admin.start()
            return await work(admin)
        except (KafkaError, OSError) as error:
            raise await failure(self._settings, self._bootstrap, error) from error
        finally:
            await admin.close()

    async def _compare(self, admin: AIOKafkaAdminClient, declared: tuple[Declared, ...]) -> list[Drift]:
        existing = set(await admin.list_topics())
        await refuse_hidden(admin, [topic.name for topic in declared if topic.name not in existing])
        present = [topic for topic in declared if topic.name in existing]
        partitions = await self._partition_counts(admin, [topic.name for topic in present])
        configs = await self._configs(admin, present)
        drifts = []
        for topic in declared:
            if topic.name not in existing:
                drifts.append(Drift(topic, ()))
                continue
            pairs = {"partitions": (str(topic.partitions), str(partitions[topic.name]))} | {
                name: (wanted, configs[topic.name].get(name, "")) for name, wanted in topic.config().items()
            }
            differing = tuple((name, *pair) for name, pair in pairs.items() if _norm(pair[0]) != _norm(pair[1]))
            if differing:
                drifts.append(Drift(topic, differing))
        return drifts

    async def _partition_counts(self, admin: AIOKafkaAdminClient, names: list[str]) -> dict[str, int]:
        described = await admin.describe_topics(names) if names else []
        return {entry["topic"]: len(entry["partitions"]) for entry in described}

    async def _configs(self, admin: AIOKafkaAdminClient, topics: list[Declared]) -> dict[str, dict[str, str]]:
        if not topics:
            return {}
        resources = [ConfigResource(ConfigResourceType.TOPIC, t.name, dict.fromkeys(t.config(), "")) for t in topics]
        found: dict[str, dict[str, str]] = {}
        for response in await admin.describe_configs(resources):
            for code, _message, _kind, name, entries in response.resources:
                if code:
                    raise for_code(code)(name)
                found[name] = {entry[0]: entry[1] for entry in entries}
        return found

    async def _create(self, admin: AIOKafkaAdminClient, topics: list[Declared]) -> None:
        replicas = self._settings.replication or min(USUAL_REPLICAS, len(admin._client.cluster.brokers()))  # noqa: SLF001
        wanted = [NewTopic(t.name, t.partitions, replicas, topic_configs=t.config() | _tuning(t)) for t in topics]
        response = await admin.create_topics(wanted)
        for name, code, *message in response.topic_errors:
            # Someone else may have created it in the meantime; the next check looks at it.
            if code not in (0, TopicAlreadyExistsError.errno):
                error = for_code(code)(name)
                denied = forbidden(error, self._settings, "to create it")
                reason = message[0] if message and message[0] else for_code(code).__name__
                raise denied or TopicError(f"The topic {name} cannot be created: {reason.rstrip('.')}.")
        await self._wait_until_known(admin, {topic.name for topic in topics})

    async def _wait_until_known(self, admin: AIOKafkaAdminClient, names: set[str]) -> None:
        """Wait until a broker lists what the controller has created, which on a busy machine may take a moment."""
        for _ in range(KNOWN_ATTEMPTS):
            if names <= set(await admin.list_topics()):
                return
            await asyncio.sleep(KNOWN_PAUSE_SECONDS)


def _tuning(topic: Declared) -> dict[str, str]:
    # By the broker's clock: a writer whose clock is slow would have its records deleted before their time, and those of
    # one whose clock is fast are refused.
    tuning = {"message.timestamp.type": "LogAppendTime"}
    if topic.cleanup != "compact":
        return tuning
    # A changelog is read back whole: small segments are compacted soon, and compaction keeps it short.
    return tuning | {"segment.bytes": str(16 * 1024 * 1024), "min.cleanable.dirty.ratio": "0.2"}


def _norm(value: str) -> str:
    return ",".join(sorted(value.replace(" ", "").split(",")))
