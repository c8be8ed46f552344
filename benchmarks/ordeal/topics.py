"""What the torture run itself does to topics: keep them whole for the audit, and send a silence that fits nothing."""

from __future__ import annotations

from aiokafka import AIOKafkaProducer
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from benchmarks.ordeal.reading import admin
from tocsin_agents.alerts.silences import Silence

__all__ = ["keep_whole", "send_silence"]

DYNAMIC_TOPIC_CONFIG = 1
"""Kafka's number for a value that was set for the topic itself."""

DAY_MS = 24 * 60 * 60 * 1000


async def keep_whole(bootstrap: str, prefix: str) -> None:
    """Have no compaction take records that are to be audited, for a day; changelogs are compacted as ever."""
    async with admin(bootstrap) as client:
        names = [name for name in await client.list_topics() if name.startswith(prefix) and not name.endswith(".state")]
        asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
        for response in await client.describe_configs(asked):
            for _code, _message, _kind, name, entries in response.resources:
                own = {entry[0]: entry[1] for entry in entries if entry[3] == DYNAMIC_TOPIC_CONFIG}
                kept = own | {"min.compaction.lag.ms": str(DAY_MS)}
                await client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, kept)])


async def send_silence(bootstrap: str, topic: str) -> None:
    """Send a silence for an event that there is not, so that the agent that reads it moves."""
    silence = Silence(event="zz/never", starts="2000-01-01", ends="2000-01-02")
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True)
    await producer.start()
    try:
        await producer.send_and_wait(topic, silence.model_dump_json().encode(), key=silence.id.encode())
    finally:
        await producer.stop()
