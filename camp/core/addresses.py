"""This machine's addresses on the local network."""

import ipaddress
import socket
import sys
from itertools import chain

PRIVATE = tuple(
    ipaddress.IPv4Network(each) for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)
"""RFC 1918: what a hall's router gives out."""
LOOPBACK = "127.0.0.1"


def lan_address() -> str:
    """Return the address that phones should use, or that of the machine itself."""
    return next(iter(lan_addresses()), LOOPBACK)


def lan_addresses() -> list[str]:
    """Return every private IPv4 address, the one that leads to the router first."""
    found = chain(_towards_others(), _of_interfaces(), _of_the_name())
    return list(dict.fromkeys(one for one in found if is_private(one)))


def is_private(text: str) -> bool:
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return any(address in network for network in PRIVATE)


def _towards_others() -> list[str]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the system only says which of its addresses it would use.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            # A hall's network may have no way out at all.
            return []
        return [str(probe.getsockname()[0])]


def _of_interfaces() -> list[str]:
    if sys.platform != "linux":
        return []
    import fcntl
    import struct

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _number, name in socket.if_nameindex():
            asked = struct.pack("256s", name.encode()[:15])
            try:
                told = fcntl.ioctl(probe, 0x8915, asked)  # SIOCGIFADDR
            except OSError:
                continue
            found.append(socket.inet_ntoa(told[20:24]))
    return found


def _of_the_name() -> list[str]:
    try:
        told = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []
    return [str(each[4][0]) for each in told]
