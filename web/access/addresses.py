"""From where a request comes: the peer, or what proxies that the settings trust say of it."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from fastapi import Request

from web.connection_limits import whose

Networks = Sequence[IPv4Network | IPv6Network]


def address_of(request: Request, trusted: Networks) -> str:
    """The address of the browser; what anybody may write into a header counts for nothing."""
    peer = request.client.host if request.client else ""
    return seen_address(peer, request.headers.getlist("x-forwarded-for"), trusted)


def seen_address(peer: str, forwarded: Sequence[str], trusted: Networks) -> str:
    """The last address in the chain that is no trusted proxy; what stands before it may be made up."""
    chain = [part.strip() for line in forwarded for part in line.split(",")]
    while _is_trusted(peer, trusted) and chain:
        following = chain.pop()
        if not _is_address(following):
            return peer
        peer = following
    return peer


def counted_address(address: str) -> str:
    """What counts as one origin when guesses are counted: an IPv4 address, the /64 of an IPv6 one."""
    return whose(address) or address


def networks(written: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Raises ValueError for what is neither an address nor a network."""
    return tuple(ip_network(each, strict=False) for each in written)


def _is_trusted(address: str, trusted: Networks) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
