"""An agent's process, made visible: it answers at an address, and is on the roster of this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tocsin.engine.service import Service
from tocsin.operation.endpoint import Endpoint
from tocsin.operation.roster import Roster
from tocsin.settings import Settings

__all__ = ["answering"]


@contextlib.contextmanager
def answering(service: Service, settings: Settings, *, member: str) -> Iterator[None]:
    """Answer for a service as long as the context lasts; raises SettingsError when the address cannot be had."""
    endpoint = Endpoint(service.spec.name, service.health, service.metrics.registry)
    if settings.operation_address:
        endpoint.open(settings.operation_address)
    entry = Roster(settings).entered(
        agent=service.spec.name, version=service.spec.version, member=member, address=endpoint.address
    )
    try:
        with entry:
            yield
    finally:
        endpoint.close()
