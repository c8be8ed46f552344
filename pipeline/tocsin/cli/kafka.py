"""Which Kafka a command talks to: the one that is set, or the embedded one."""

from __future__ import annotations

import sys

from tocsin.broker import BrokerState, EmbeddedBroker, ProgressLine
from tocsin.errors import BrokerError
from tocsin.settings import Settings

__all__ = ["embedded", "reach", "reach_or_start"]


def embedded(settings: Settings) -> EmbeddedBroker:
    """Give the embedded broker that keeps its data under the data directory."""
    return EmbeddedBroker(settings.data_dir / "kafka")


def reach(settings: Settings) -> str:
    """Give the address of the Kafka to use; raise BrokerError when none is set and the embedded one does not run."""
    if settings.bootstrap_servers:
        return settings.bootstrap_servers
    status = embedded(settings).status()
    if status.bootstrap is None or status.state is not BrokerState.RUNNING:
        raise BrokerError(
            "No Kafka to talk to: KAFKA_BOOTSTRAP_SERVERS is not set, and the embedded broker is not running.",
            hint="Start the embedded one with `tocsin broker start`, or everything with `tocsin up`.",
        )
    return status.bootstrap


def reach_or_start(settings: Settings) -> str:
    """Give the address of the Kafka to use, starting the embedded one if no other is set."""
    if settings.bootstrap_servers:
        return settings.bootstrap_servers
    with ProgressLine(sys.stderr) as report:
        return embedded(settings).start(report=report)
