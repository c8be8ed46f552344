"""Which addresses a webhook may be sent to: what a name stands for is looked at, and then that very address is used."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address

__all__ = ["ForbiddenAddressError", "is_public", "resolve"]

NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in the last four bytes."""


class ForbiddenAddressError(OSError):
    """A name that stands for an address within a private network, this machine or none at all."""


def is_public(address: str) -> bool:
    """Say whether an address is one of the Internet's, and carries no other one inside it."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in (found, *_inside(found)))


def _inside(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    teredo = address.teredo or ()
    translated = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
    return [each for each in (address.ipv4_mapped, address.sixtofour, *teredo, translated) if each is not None]


async def resolve(host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """Give the addresses to connect to, the best first; raise ForbiddenAddressError when any address of the name is not a public one."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    forbidden = [address for address in addresses if not allow_private and not is_public(address)]
    if forbidden or not addresses:
        raise ForbiddenAddressError(f"{host} is {', '.join(forbidden) or 'nowhere'}, which is not on the Internet")
    return addresses
