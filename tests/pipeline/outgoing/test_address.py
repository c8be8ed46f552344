"""Which addresses are the Internet's, and what a guard makes of a name."""

import ipaddress
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.outgoing.address import ForbiddenAddressError, Guard, anywhere, is_public, look_up


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.0.8", "192.88.99.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::7f00:1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:808:808::", "2001:0:4136:e378::1",
        "2001:db8::1", "3fff::1", "100::1", "2606:4700::1111%eth0", "2130706433", "0x7f.1", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_on_the_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_hides_in_no_ipv6_address(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    hidden = (number, 0xFFFF << 32 | number, 0x2002 << 112 | number << 80, 0x20010000 << 96 | number)
    assert not any(is_public(str(ipaddress.IPv6Address(each))) for each in hidden)
    assert is_public(str(ipaddress.IPv6Address(0x64FF9B << 96 | number))) == is_public(str(address))


@given(st.ip_addresses())
def test_nothing_that_the_registries_call_private_is_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    wrong = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    translated = address.version == 6 and address in ipaddress.ip_network("64:ff9b::/96")
    assert not (is_public(str(address)) and wrong and not translated)


def standing_for(*addresses: str) -> Guard:
    async def answer(_host: str, _port: int) -> Sequence[str]:
        return addresses

    return Guard(look_up=answer)


async def test_a_name_of_which_any_address_is_private_is_refused() -> None:
    guard = standing_for("8.8.8.8", "10.0.0.1")

    with pytest.raises(ForbiddenAddressError, match=r"hooks\.example is 10\.0\.0\.1"):
        await guard.addresses("hooks.example", 443)
    assert await Guard(anywhere, guard.look_up).addresses("hooks.example", 443) == ("8.8.8.8", "10.0.0.1")


async def test_a_name_that_stands_for_nothing_is_refused() -> None:
    with pytest.raises(ForbiddenAddressError, match="nowhere"):
        await standing_for().addresses("hooks.example", 443)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost", "::1", "::ffff:127.0.0.1"])
async def test_however_this_machine_is_written_it_is_refused(host: str) -> None:
    with pytest.raises(OSError, match=r".+"):
        await Guard().addresses(host, 80)


async def test_the_system_is_asked_once_for_each_address() -> None:
    assert await look_up("127.0.0.1", 80) == ("127.0.0.1",)
