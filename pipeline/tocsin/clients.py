"""What everything that talks to Kafka shares."""

from __future__ import annotations

import logging

__all__ = ["quiet_libraries"]

LIBRARIES = ("aiokafka", "faust", "mode", "tocsin.engine.source")
"""Loggers of the Kafka libraries; Faust logs under the module that its subclasses are in."""


def quiet_libraries(*, debug: bool = False) -> None:
    """Keep the Kafka libraries from reporting as errors what heals by itself, or what we report better."""
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.INFO if debug else logging.CRITICAL)
