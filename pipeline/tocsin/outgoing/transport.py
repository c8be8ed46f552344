"""Connections that go to the very address that was looked at, whatever a name stands for a moment later.

A name is looked up once for each request. The connection is then made to that address, as a number, while the `Host` header
and the name that TLS asks for and verifies stay those of the URL. A redirect that a client follows is a request of its own,
and is looked at like any other.
"""

from __future__ import annotations

import ssl
from types import TracebackType
from typing import Self

import httpx

from tocsin.outgoing.address import Guard

__all__ = ["GuardedTransport", "authorities"]

PORTS = {"http": 80, "https": 443}


def authorities() -> ssl.SSLContext:
    """Trust the authorities that come with httpx, and those of this machine, where a network's own one would be."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


class GuardedTransport(httpx.AsyncBaseTransport):
    """For `httpx.AsyncClient(transport=...)`: http and https, no proxy of the environment, only where `guard` permits.

    Raises httpx.ConnectError when no address of a name may, or can, be connected to.
    """

    def __init__(self, guard: Guard, *, verify: ssl.SSLContext | None = None) -> None:
        self._guard = guard
        self._verify = verify or authorities()
        # One pool a name: a connection that was verified for one name must not serve another at the same address.
        self._pools: dict[str, httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the first of the name's addresses that can be connected to."""
        url = request.url
        if url.scheme not in PORTS:
            raise httpx.UnsupportedProtocol(f"{url.scheme} is neither http nor https", request=request)
        try:
            addresses = await self._guard.addresses(url.raw_host.decode("ascii"), url.port or PORTS[url.scheme])
        except OSError as error:
            raise httpx.ConnectError(error.strerror or str(error), request=request) from error
        for address in addresses[:-1]:
            try:
                return await self._send(request, address)
            except httpx.ConnectError:
                continue
        return await self._send(request, addresses[-1])

    async def _send(self, request: httpx.Request, address: str) -> httpx.Response:
        name = request.url.raw_host.decode("ascii")
        if name not in self._pools:
            self._pools[name] = httpx.AsyncHTTPTransport(verify=self._verify, trust_env=False)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions | {"sni_hostname": name},
        )
        return await self._pools[name].handle_async_request(pinned)

    async def aclose(self) -> None:
        """Close all connections."""
        pools, self._pools = self._pools, {}
        for pool in pools.values():
            await pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        """Close all connections."""
        await self.aclose()
