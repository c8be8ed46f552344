"""One endpoint's HTTP: a signed attempt, and what came of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import time
from typing import Self

import httpx

from tocsin.delivery.attempts import Outcome
from tocsin.delivery.webhooks.endpoint import Endpoint
from tocsin.delivery.webhooks.message import Posted, posted, signed_headers
from tocsin.outgoing.address import Guard, anywhere
from tocsin.outgoing.transport import GuardedTransport
from tocsin.records import Alert

__all__ = ["Sender"]

LONGEST_ASKED = 3600.0
"""Seconds of `retry-after` that are honoured at most, so that no answer can silence an endpoint for days."""


class Sender:
    """Posts to one endpoint, over connections of its own. Use it as an async context.

    Redirects are not followed, proxies of the environment not used, and each attempt looks at the address first.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._keys = endpoint.keys()
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(Guard(anywhere) if endpoint.allow_private else Guard()),
            trust_env=False,
            follow_redirects=False,
            timeout=endpoint.timeout_seconds,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        """Close the connections."""
        await self._client.aclose()

    def prepare(self, alert: Alert, raised: dt.datetime) -> Posted:
        """Make the message of an alert that was raised at a moment."""
        return posted(alert, raised)

    async def attempt(self, message: Posted) -> Outcome:
        """Post once. Never raises for what the other side, or the way to it, does."""
        try:
            async with asyncio.timeout(self._endpoint.timeout_seconds):
                return await self._post(message)
        except TimeoutError:
            return Outcome(reason=f"no answer within {self._endpoint.timeout_seconds:g} s")
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            return Outcome(reason=str(error) or type(error).__name__)

    async def _post(self, message: Posted) -> Outcome:
        headers = signed_headers(message, self._keys, int(time.time()))
        async with self._client.stream("POST", self._endpoint.url, content=message.body, headers=headers) as answer:
            # The body may be endless, and says nothing that is needed.
            return Outcome(answer.status_code, retry_after=_retry_after(answer.headers.get("retry-after", "")))


def _retry_after(value: str) -> float:
    """Read seconds, or a date, as seconds from now; 0 when it is neither."""
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_ASKED)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError):
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max(0.0, moment.timestamp() - time.time()), LONGEST_ASKED)
