"""The webhook service: a courier for every endpoint."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.delivery.courier import Courier, Trade, deliver
from tocsin.delivery.webhooks.endpoint import Endpoint
from tocsin.delivery.webhooks.sender import Sender
from tocsin.settings import Settings

__all__ = ["post"]

TRADE = Trade("webhook", "webhooks", "tocsin deliver webhooks")


async def post(
    settings: Settings, bootstrap: str, endpoints: Sequence[Endpoint], *, enable: Sequence[str] = ()
) -> None:
    """Post alerts to every endpoint, until cancelled. Those named in `enable` are tried again though they were gone."""
    await deliver(
        [Courier(settings, bootstrap, each, Sender(each), TRADE, revive=each.label in enable) for each in endpoints]
    )
