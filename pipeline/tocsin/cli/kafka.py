"""Which Kafka a command talks to: the one that is set, or the embedded one."""

from __future__ import annotations

import sys

from tocsin.broker import BrokerState, EmbeddedBroker, ProgressLine
from tocsin.errors import BrokerError
from tocsin.settings import Settings

__all__ = ["demo_broker", "embedded", "own_broker", "reach", "reach_or_start"]


def embedded(settings: Settings) -> EmbeddedBroker:
    """Give the embedded broker that keeps its data under the data directory."""
    return EmbeddedBroker(settings.data_dir / "kafka")


def demo_broker(settings: Settings) -> EmbeddedBroker:
    """Give the embedded broker of the demo, whose data lasts no longer than the demo."""
    return EmbeddedBroker(settings.data_dir / "demo" / "kafka")


def reach(settings: Settings) -> str:
    """Give the address of the Kafka to use; raise BrokerError when none is set and no embedded one runs."""
    if settings.bootstrap_servers:
        return settings.bootstrap_servers
    bootstrap = _running(settings)
    if bootstrap is None:
        raise BrokerError(
            "No Kafka to talk to: KAFKA_BOOTSTRAP_SERVERS is not set, and the embedded broker is not running.",
            hint="Start the embedded one with `tocsin broker start`, or everything with `tocsin up`.",
        )
    return bootstrap


def reach_or_start(settings: Settings) -> str:
    """Give the address of the Kafka to use, starting the embedded one if no other is set."""
    bootstrap = settings.bootstrap_servers or _running(settings)
    if bootstrap:
        return bootstrap
    with ProgressLine(sys.stderr) as report:
        return embedded(settings).start(report=report)


def own_broker(settings: Settings, bootstrap: str) -> EmbeddedBroker | None:
    """Give the embedded broker at this address; None when it is another's: a cluster, or the broker of a demo."""
    if settings.bootstrap_servers:
        return None
    broker = embedded(settings)
    return broker if broker.status().bootstrap == bootstrap else None


def _running(settings: Settings) -> str | None:
    # A demo that was left running is what whoever started it means, unless the real one runs too.
    for broker in (embedded(settings), demo_broker(settings)):
        status = broker.status()
        if status.state is BrokerState.RUNNING:
            return status.bootstrap
    return None
