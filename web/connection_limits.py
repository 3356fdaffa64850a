"""How many connections may be open, and how long each may keep us waiting. Pure: the moment is an argument.

Nothing here knows HTTP. A request is there when the application was called, whatever parser called it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, IPv6Network, ip_address


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Seconds, connections, and the descriptors that are kept for mail and the database."""

    most: int = 400
    an_address: int = 20  # beyond loopback, where proxies and tunnels are
    headers: float = 10.0  # from the first octet (or the connection itself) to a whole request
    idle: float = 30.0  # without an octet in either direction, while it is not our turn
    body: float = 600.0  # for all of a request: 11 MB over a very slow line
    reserve: int = 64

    def ceiling(self, descriptors: int) -> int:
        """How many a process may have open before a connection has to make room, where it may have that many at all."""
        return max(descriptors - self.reserve, descriptors // 2)


@dataclass(slots=True)
class ConnectionStanding:
    """What one connection did, by the octets that came and went and by what it asked of the application."""

    moved: float  # when an octet last came or went
    begun: float | None  # since when it owes us the rest of a request's headers
    taken: float = 0.0  # when the newest request in hand came
    in_hand: int = 0
    unread: int = 0  # requests in hand of which the body has not all come
    unsent: int = 0  # octets of ours that it has not taken yet

    def came(self, now: float) -> None:
        self.moved = now
        if not self.in_hand and self.begun is None:
            self.begun = now

    def went(self, unsent: int, now: float) -> None:
        if unsent != self.unsent:
            self.unsent, self.moved = unsent, now

    def asked(self, now: float, *, has_body: bool) -> None:
        self.in_hand += 1
        self.unread += has_body
        self.begun, self.taken, self.moved = None, now, now

    def answered(self, now: float) -> None:
        self.in_hand -= 1
        self.moved = now

    @property
    def is_ours_to_move(self) -> bool:
        """Whether it waits for us, and not we for it: then it may be neither hurried nor closed."""
        return self.in_hand > 0 and not self.unread and not self.unsent

    def fault(self, limits: ConnectionLimits, now: float) -> str | None:
        """Why it has to go; None while it may stay."""
        if self.is_ours_to_move:
            return None
        if self.begun is not None and now - self.begun > limits.headers:
            return f"no request within {limits.headers:g} s"
        if now - self.moved > limits.idle:
            return f"idle for {limits.idle:g} s"
        if self.unread and now - self.taken > limits.body:
            return f"a request longer than {limits.body:g} s"
        return None


def whose(host: str) -> str | None:
    """What counts as one address: an IPv4 address, the /64 of an IPv6 one; None for loopback."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None  # no peer on a network: a local socket
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return None if address.is_loopback else str(IPv6Network((address, 64), strict=False))
        address = address.ipv4_mapped
    return None if address.is_loopback else str(address)


def longest_waiting(standings: Iterable[ConnectionStanding]) -> ConnectionStanding | None:
    """The one that makes room for another: that we have waited for longest. None if all wait for us."""
    waiting = (standing for standing in standings if not standing.is_ours_to_move)
    return min(waiting, key=lambda standing: standing.begun or standing.moved, default=None)


@dataclass(slots=True)
class ClosingTally:
    """Connections that were closed or refused, gathered into one line a minute: an attack must not fill the disk."""

    every: float = 60.0
    _counts: dict[str, int] = field(default_factory=dict)
    _said: float | None = None

    def add(self, why: str) -> None:
        self._counts[why] = self._counts.get(why, 0) + 1

    def line(self, now: float) -> str | None:
        """What to write down now; None if there is nothing, or a line was written less than a minute ago."""
        if not self._counts or (self._said is not None and now - self._said < self.every):
            return None
        said = "; ".join(f"{count} × {why}" for why, count in sorted(self._counts.items()))
        self._counts, self._said = {}, now
        return f"connections closed: {said}"
