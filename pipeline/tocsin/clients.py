"""What everything that talks to Kafka shares."""

from __future__ import annotations

import logging

from tocsin.errors import BrokerError

__all__ = ["quiet_libraries", "unreachable"]

LIBRARIES = ("aiokafka", "faust", "mode", "tocsin.engine.source")
"""Loggers of the Kafka libraries; Faust logs under the module that its subclasses are in."""


def quiet_libraries(*, debug: bool = False) -> None:
    """Keep the Kafka libraries from reporting as errors what heals by itself, or what we report better."""
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.INFO if debug else logging.CRITICAL)


def unreachable(bootstrap: str, error: BaseException) -> BrokerError:
    """Say that Kafka does not answer, in one sentence."""
    said = str(error).rstrip(".") or "no answer in time"
    if "Unable to bootstrap" in said:
        said = "no broker answers there"
    return BrokerError(
        f"Kafka at {bootstrap} cannot be reached: {said}.",
        hint="Is it running? KAFKA_BOOTSTRAP_SERVERS says where; `tocsin doctor` looks at the settings.",
    )
