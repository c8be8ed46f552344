"""Requests go to the address that was looked at, under the name that was meant: real sockets, a scripted resolver."""

import ssl
from collections.abc import Sequence

import httpx
import pytest
import trustme

from tests.pipeline.outgoing.serving import Names, answered, guard, serving
from tocsin.outgoing.address import Guard
from tocsin.outgoing.transport import GuardedTransport

GOOD = "127.0.0.1"
INNER = "127.0.0.2"
"""Stands for a machine of a private network; it answers too, so that only the guard keeps a request from it."""


async def get(url: str, guarded: Guard, *, follow: bool = False, verify: ssl.SSLContext | None = None) -> int:
    transport = GuardedTransport(guarded, verify=verify)
    async with httpx.AsyncClient(transport=transport, trust_env=False, follow_redirects=follow, timeout=10) as client:
        return (await client.get(url)).status_code


def server_context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_a_name_is_asked_for_once_and_its_answer_is_what_is_connected_to() -> None:
    """Rebinding: the name is public when looked at, and another machine's a moment later."""
    names = Names({"hooks.example": [(GOOD,), (INNER,)]})
    async with serving(answered()) as good, serving(answered(), host=INNER, port=good.port) as inner:
        assert await get(f"http://hooks.example:{good.port}/x", guard(names, GOOD)) == 200

    assert names.asked == ["hooks.example"]
    assert (len(good.asked), inner.asked) == (1, [])
    assert f"host: hooks.example:{good.port}".encode() in good.asked[0].lower()
    assert good.asked[0].lower().count(b"\r\nhost:") == 1


async def test_the_next_request_looks_again_and_is_refused() -> None:
    names = Names({"hooks.example": [(GOOD,), (INNER,)]})
    async with serving(answered()) as good, serving(answered(), host=INNER, port=good.port) as inner:
        transport = GuardedTransport(guard(names, GOOD))
        async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
            await client.get(f"http://hooks.example:{good.port}/")
            with pytest.raises(httpx.ConnectError, match="not on the Internet"):
                await client.get(f"http://hooks.example:{good.port}/")

    assert inner.asked == []


async def test_a_name_that_mixes_public_and_private_addresses_is_refused() -> None:
    async with serving(answered()) as good:
        names = Names({"hooks.example": [(GOOD, INNER)]})
        with pytest.raises(httpx.ConnectError, match=f"hooks.example is {INNER}"):
            await get(f"http://hooks.example:{good.port}/", guard(names, GOOD))

    assert good.asked == []


async def test_a_redirect_that_is_followed_is_looked_at_too() -> None:
    names = Names({"hooks.example": [(GOOD,)], "inner.example": [(INNER,)]})
    async with serving(answered(), host=INNER) as inner:
        there = answered(b"", f"location: http://inner.example:{inner.port}/", status="302 Found")
        async with serving(there) as good:
            with pytest.raises(httpx.ConnectError, match=f"inner.example is {INNER}"):
                await get(f"http://hooks.example:{good.port}/", guard(names, GOOD), follow=True)

    assert (len(good.asked), inner.asked) == (1, [])


@pytest.mark.parametrize("place", ["127.0.0.2", "2130706434", "0x7f.2", "[::ffff:127.0.0.2]"])
async def test_a_redirect_to_a_number_is_looked_at_too(place: str) -> None:
    async with serving(answered(), host=INNER) as inner:
        there = answered(b"", f"location: http://{place}:{inner.port}/", status="302 Found")
        async with serving(there) as good:
            system = Guard(permits=lambda address: address == GOOD)
            with pytest.raises(httpx.ConnectError):
                await get(f"http://{GOOD}:{good.port}/", system, follow=True)

    assert (len(good.asked), inner.asked) == (1, [])


async def test_when_an_address_does_not_answer_the_next_one_is_tried() -> None:
    async with serving(answered()) as good:
        names = Names({"hooks.example": [(INNER, GOOD)]})
        assert await get(f"http://hooks.example:{good.port}/", guard(names, GOOD, INNER)) == 200


async def test_tls_asks_for_the_name_and_verifies_it() -> None:
    authority = trustme.CA()
    names = Names({"hooks.example": [(GOOD,)], "other.example": [(GOOD,)]})
    async with serving(answered(), tls=server_context(authority, "hooks.example")) as server:
        assert await get(f"https://hooks.example:{server.port}/", guard(names, GOOD), verify=trusting(authority)) == 200
        with pytest.raises(httpx.ConnectError, match=r"not valid for .other\.example."):
            await get(f"https://other.example:{server.port}/", guard(names, GOOD), verify=trusting(authority))
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            await get(f"https://hooks.example:{server.port}/", guard(names, GOOD))

    assert server.names == ["hooks.example", "other.example", "hooks.example"]
    assert len(server.asked) == 1


async def test_a_connection_made_for_one_name_serves_no_other() -> None:
    """Two names of one address, kept alive: the second must be verified for itself."""
    authority = trustme.CA()
    names = Names({"hooks.example": [(GOOD,)], "other.example": [(GOOD,)]})
    kept_alive = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
    async with serving(kept_alive, tls=server_context(authority, "hooks.example"), hang=True) as server:
        transport = GuardedTransport(guard(names, GOOD), verify=trusting(authority))
        async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
            await client.get(f"https://hooks.example:{server.port}/")
            with pytest.raises(httpx.ConnectError, match=r"not valid for .other\.example."):
                await client.get(f"https://other.example:{server.port}/")


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names({"hooks.example": [(GOOD,)]})
    async with serving(answered()) as good, serving(answered(status="502 Bad Gateway")) as proxy:
        for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(variable, f"http://{GOOD}:{proxy.port}")
        assert await get(f"http://hooks.example:{good.port}/", guard(names, GOOD)) == 200

    assert proxy.asked == []


async def test_no_scheme_but_http_and_https_is_spoken() -> None:
    with pytest.raises(httpx.UnsupportedProtocol):
        await get("ftp://hooks.example/", guard(Names({}), GOOD))


async def test_a_name_that_nobody_knows_is_a_failure_to_connect() -> None:
    async def nobody(_host: str, _port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(httpx.ConnectError, match="Name or service not known"):
        await get("http://hooks.example/", Guard(look_up=nobody))
