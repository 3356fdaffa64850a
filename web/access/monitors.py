"""Who may read what only monitors on this machine may read: whoever came over no wire and through no proxy."""

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from fastapi import Request

from web.origin import is_loopback

# What proxies add, or pass on from a visitor. A proxy on this machine connects from here too, so its peer says nothing:
# whatever came with one of these came from elsewhere, even where it claims 127.0.0.1.
FORWARDED = ("forwarded", "via", "x-real-ip", "cf-connecting-ip", "true-client-ip", "client-ip")
PREFIX = "x-forwarded"


def is_local(request: Request) -> bool:
    """Whether the request was made on this machine, to this machine. In doubt it was not."""
    peer = request.client.host if request.client else ""
    version, host = str(request.scope.get("http_version")), request.headers.get("host", "")
    return came_directly(request.headers.keys(), version) and _is_ours(peer) and _names_us(host)


def came_directly(headers: Iterable[str], version: str) -> bool:
    """Whether nothing says that a proxy was between. One that adds no header speaks HTTP/1.0 unless told otherwise."""
    names = [name.lower() for name in headers]
    return version != "1.0" and not any(name in FORWARDED or name.startswith(PREFIX) for name in names)


def _is_ours(peer: str) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (inner or address).is_loopback


def _names_us(host: str) -> bool:
    """A name of this machine: a proxy asks for the public one, as does a page whose name was made to lead here."""
    try:
        return is_loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False
