"""One endpoint's HTTP: an attempt, what came of it, and how long to wait before the next."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from tocsin.delivery.webhooks.endpoint import Endpoint
from tocsin.delivery.webhooks.message import Posted, signed_headers
from tocsin.outgoing.address import Guard, anywhere
from tocsin.outgoing.transport import GuardedTransport

__all__ = ["Outcome", "Pauses", "Sender"]

GONE = 410
THROTTLED = frozenset({429, 502, 504})
"""Answers by which an endpoint asks for less: Standard Webhooks."""

LONGEST_ASKED = 3600.0
"""Seconds of `retry-after` that are honoured at most, so that no answer can silence an endpoint for days."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds between attempts: doubled from the first to the longest; after an answer that asks for less, no less than so."""

    first: float = 1.0
    longest: float = 300.0
    throttled: float = 15.0

    def after(self, failures: int, outcome: Outcome) -> float:
        """Give the pause after so many failures in a row."""
        pause = min(self.first * 2.0 ** min(failures - 1, 30), self.longest)
        if outcome.throttled:
            pause = max(pause, self.throttled)
        return max(pause, outcome.retry_after)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: a status, or none and the reason."""

    status: int | None = None
    reason: str = ""
    retry_after: float = 0.0

    @property
    def accepted(self) -> bool:
        """Whether the endpoint has it."""
        return self.status is not None and httpx.codes.is_success(self.status)

    @property
    def gone(self) -> bool:
        """Whether the endpoint wants nothing any more."""
        return self.status == GONE

    @property
    def throttled(self) -> bool:
        """Whether the endpoint asks for less."""
        return self.status in THROTTLED


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
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._client.__aexit__(kind, error, trace)

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
