"""Which addresses a request may go to: those of the Internet, unless told otherwise."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address

__all__ = ["ForbiddenAddressError", "Guard", "LookUp", "anywhere", "is_public", "look_up"]

GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
"""RFC 4291: the only part of IPv6 in which the Internet's machines are. Mapped, unique-local, link-local, multicast and
loopback addresses lie outside."""

SPECIAL = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocols' own, RFC 2928: Teredo with an IPv4 address inside, ORCHID, benchmarks
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4, RFC 3056: an IPv4 address inside
        "3fff::/20",  # documentation, RFC 9637
    )
)

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in the last four bytes. Where there is only IPv6, every IPv4 host is reached by one."""

RELAYS = tuple(ipaddress.IPv4Network(network) for network in ("192.0.0.0/24", "192.88.99.0/24"))
"""Protocols' own, RFC 6890, and the relays of 6to4, RFC 7526."""

LookUp = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the addresses that a name stands for, the best first; raises OSError when there are none."""


class ForbiddenAddressError(OSError):
    """A name that stands for an address within a private network, this machine or none at all."""


def is_public(address: str) -> bool:
    """Say whether an address is one of the Internet's, and carries no other one inside it.

    An address of NAT64 is as public as the IPv4 address in it; all others that carry one are refused.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _is_public_ipv4(found)
    if found in NAT64:
        return _is_public_ipv4(IPv4Address(int(found) & 0xFFFFFFFF))
    return found in GLOBAL_UNICAST and found.scope_id is None and not any(found in network for network in SPECIAL)


def _is_public_ipv4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in network for network in RELAYS)


def anywhere(_address: str) -> bool:
    """Permit every address."""
    return True


async def look_up(host: str, port: int) -> tuple[str, ...]:
    """Ask the system which addresses a name stands for."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Who says which addresses a name stands for, and which of them are permitted."""

    permits: Callable[[str], bool] = is_public
    look_up: LookUp = look_up

    async def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Give the addresses to connect to, the best first; raise ForbiddenAddressError when any of them is forbidden."""
        found = tuple(await self.look_up(host, port))
        forbidden = [address for address in found if not self.permits(address)]
        if forbidden or not found:
            said = "" if forbidden == [host] else f" is {', '.join(forbidden) or 'nowhere'}, which"
            raise ForbiddenAddressError(f"{host}{said} is not on the Internet; allow_private permits it")
        return found
