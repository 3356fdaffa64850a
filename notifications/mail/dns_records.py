"""TXT records by name, asked of name servers: bounded in time and in number. The only module that knows dnspython."""

import ipaddress
import logging
from dataclasses import dataclass, field

from plan.foreign_text import clean

log = logging.getLogger(__name__)
PORT = 53


def name_server(text: str) -> tuple[str, int]:
    """The address and port of "192.0.2.1", "192.0.2.1:5353", "2001:db8::1" or "[2001:db8::1]:53". Raises ValueError."""
    host, _, port = text.rpartition(":") if text.count(":") == 1 or text.startswith("[") else (text, "", "")
    if text.endswith("]"):
        host, port = text, ""
    number = int(port) if port else PORT
    if not 0 < number < 65536:
        raise ValueError(text)
    return str(ipaddress.ip_address(host.strip("[]"))), number


@dataclass(slots=True)
class TextRecords:
    """What name servers say: those that are named, else those of the machine. Keeps what it heard: made anew for each run.

    A name that nobody answers for within `seconds` is not asked for again; after it nobody is asked at all, so that a
    machine without names reads its mailbox all the same.
    """

    servers: tuple[tuple[str, int], ...] = ()
    seconds: float = 5.0
    _heard: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _is_silent: bool = False

    def __call__(self, name: str) -> tuple[str, ...] | None:
        """All TXT records of the name, none if it has none; None where nobody answered."""
        if name not in self._heard and not self._is_silent:
            self._ask(name)
        return self._heard.get(name)

    def _ask(self, name: str) -> None:
        from dns import exception, resolver

        try:
            self._heard[name] = self._texts(name)
        except (resolver.NXDOMAIN, resolver.NoAnswer):
            self._heard[name] = ()
        except (exception.DNSException, OSError) as error:
            log.warning("nobody answered for the name %s: %s", clean(name), clean(str(error)))
            self._is_silent = isinstance(
                error, exception.Timeout | resolver.NoResolverConfiguration | OSError
            )

    def _texts(self, name: str) -> tuple[str, ...]:
        from dns import nameserver, resolver

        asked = resolver.Resolver(configure=not self.servers)
        if self.servers:
            asked.nameservers = [nameserver.Do53Nameserver(host, port) for host, port in self.servers]
        answer = asked.resolve(f"{name}.", "TXT", lifetime=self.seconds, search=False)
        return tuple(b"".join(one.strings).decode("ascii", "replace") for one in answer)
