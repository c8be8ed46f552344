"""Notifying one service through Apprise, which is an optional part of Tocsin."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from tocsin.delivery.attempts import Outcome
from tocsin.delivery.courier import Courier, Trade, deliver
from tocsin.delivery.markup import clean, one_line
from tocsin.delivery.notify.service import Service
from tocsin.errors import SettingsError
from tocsin.records import Alert
from tocsin.records.codec import content_id
from tocsin.settings import Settings

__all__ = ["Notification", "Notifier", "notify"]

TRADE = Trade("notify", "notify", "tocsin deliver notify")

MOST_TITLE = 200
MOST_BODY = 2_000
"""Characters of a notification; Apprise cuts further where a service takes less."""

TYPES = {"Extreme": "failure", "Severe": "failure", "Moderate": "warning"}
"""Apprise's kinds of notifications, by which services choose colours, for CAP's severities; the others are `info`."""

TAKEN, NOT_TAKEN = 200, None


@dataclass(frozen=True, slots=True)
class Notification:
    """What is said: a line, and below it who said what."""

    id: str
    title: str
    body: str
    type: str


def notification_of(alert: Alert) -> Notification:
    """Say an alert in plain text."""
    state = "" if alert.state == "firing" else f" ({alert.state}, revision {alert.revision})"
    facts = [", ".join(alert.rules), alert.severity, *([alert.grade] if alert.grade else []), alert.status]
    lines = [*clean(alert.description).splitlines(), f"{' - '.join(facts)} - alert {alert.id}"]
    body = "\n".join(lines)
    if len(body) > MOST_BODY:
        body = f"{body[: MOST_BODY - len(lines[-1]) - 2].rstrip()}\u2026\n{lines[-1]}"
    kind = "success" if alert.state in {"resolved", "cancelled"} else TYPES.get(alert.severity, "info")
    name = content_id("notify", alert.model_dump(mode="json", by_alias=True))
    return Notification(name, one_line(f"{alert.headline}{state}", MOST_TITLE), body, kind)


class Notifier:
    """Notifies one service. The service is reached by Apprise, in threads of its own."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._apprise = _apprise()
        # What it logs may hold an address, and with it a token.
        logging.getLogger("apprise").disabled = True
        self._target: Any = self._apprise.Apprise.instantiate(service.address(), suppress_exceptions=True)
        if not self._target:
            raise SettingsError(
                f"{service.where} does not hold an address that Apprise knows.",
                hint="Forms are listed at https://github.com/caronc/apprise/wiki.",
            )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Nothing is kept open."""

    def prepare(self, alert: Alert, raised: dt.datetime) -> Notification:
        """Make the notification of an alert."""
        del raised
        return notification_of(alert)

    async def attempt(self, message: Notification) -> Outcome:
        """Notify once. Never raises for what the service, or the way to it, does."""
        seconds = self._service.timeout_seconds
        try:
            async with asyncio.timeout(seconds):
                taken = await self._target.async_notify(
                    title=message.title,
                    body=message.body,
                    notify_type=message.type,
                    body_format=self._apprise.NotifyFormat.TEXT,
                )
        except TimeoutError:
            return Outcome(reason=f"no answer within {seconds:g} s")
        except Exception as error:  # noqa: BLE001 - a hundred services raise what they like, and it may hold an address
            return Outcome(reason=type(error).__name__)
        return Outcome(TAKEN) if taken else Outcome(NOT_TAKEN, f"{self._target.service_name} did not take it")


def _apprise() -> Any:  # noqa: ANN401 - a module without types
    try:
        import apprise  # noqa: PLC0415 - an optional part
    except ImportError:
        raise SettingsError(
            "Notifications need Apprise, which is not installed.", hint="pip install 'tocsin[notify]'"
        ) from None
    return apprise


async def notify(settings: Settings, bootstrap: str, services: Sequence[Service]) -> None:
    """Notify every service of every alert, until cancelled."""
    await deliver([Courier(settings, bootstrap, each, Notifier(each), TRADE) for each in services])
