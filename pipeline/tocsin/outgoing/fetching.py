"""Getting something whole over HTTP, within limits of time, size and redirects."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from tocsin.errors import FetchError
from tocsin.outgoing.address import Guard
from tocsin.outgoing.transport import GuardedTransport

__all__ = ["Fetched", "Fetcher", "Limits"]

GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: `seconds` in all, `most_bytes` of body both as sent and as unpacked, and so many redirects."""

    seconds: float = 30.0
    most_bytes: int = 8 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whatever its status: the body is unpacked, `url` is where it came from after redirects."""

    status: int
    headers: httpx.Headers
    body: bytes
    url: str


class Fetcher:
    """Gets URLs. Use it as an async context; one may serve any number of URLs, at once too.

    No cookie is kept, no proxy or password file of the environment used, and no scheme but http and https followed.
    """

    def __init__(
        self, guard: Guard | None = None, limits: Limits | None = None, *, verify: ssl.SSLContext | None = None
    ) -> None:
        self._limits = limits or Limits()
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(guard or Guard(), verify=verify),
            trust_env=False,
            follow_redirects=False,  # done here: httpx would read the body of each, however large
            timeout=self._limits.seconds,
            headers={"user-agent": "tocsin", "accept-encoding": "gzip"},
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._client.__aexit__(kind, error, trace)

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Fetched:
        """Get a URL; raise FetchError when nothing whole comes back within the limits. Any status is an answer."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._get(url, dict(headers or {}))
        except TimeoutError:
            raise FetchError(f"{url}: no whole answer within {self._limits.seconds:g} s.") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, zlib.error) as error:
            raise FetchError(f"{url}: {str(error).rstrip('.') or type(error).__name__}.") from error
        finally:
            self._client.cookies.clear()

    async def _get(self, url: str, headers: dict[str, str]) -> Fetched:
        request = self._client.build_request("GET", url, headers=headers)
        for _ in range(self._limits.redirects + 1):
            answer = await self._client.send(request, stream=True)
            try:
                following = answer.next_request
                if following is None:
                    return Fetched(answer.status_code, answer.headers, await self._body(answer), str(answer.url))
            finally:
                await answer.aclose()
            if request.url.scheme == "https" and following.url.scheme != "https":
                raise FetchError(f"{url}: is sent on from https to {following.url}.")
            request = following
        raise FetchError(f"{url}: is sent on more than {self._limits.redirects} times.")

    async def _body(self, answer: httpx.Response) -> bytes:
        """Read and unpack, never holding more than the limit: httpx would unpack whatever a few bytes grow to."""
        most = self._limits.most_bytes
        encoding = answer.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
            raise FetchError(f"{answer.url}: packed as {encoding[:40]!r}, which was not asked for.")
        unpacker = None if encoding in {"identity", ""} else zlib.decompressobj(GZIP_OR_ZLIB)
        body, received = bytearray(), 0
        async for chunk in answer.aiter_raw():
            received += len(chunk)
            body += chunk if unpacker is None else unpacker.decompress(chunk, most + 1 - len(body))
            if max(received, len(body)) > most:
                raise FetchError(f"{answer.url}: more than {most:,} bytes.")
        if unpacker is not None and received and not unpacker.eof:
            raise FetchError(f"{answer.url}: ended in the midst of packed text.")
        return bytes(body)
