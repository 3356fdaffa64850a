"""Links for people, printed where the command runs: an invitation, or a link that signs in."""

from dataclasses import dataclass
from ipaddress import ip_address

from cli.context import Context


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """Whom a link signs in, and its path."""

    mail: str
    path: str


@dataclass(frozen=True, slots=True)
class LinkPlaces:
    """Where the pages are: at this machine (or the end of a tunnel to it), and by the name that people know."""

    base_url: str
    host: str
    port: int

    @property
    def here(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    def links(self, path: str) -> list[str]:
        """The same path at each place, the one that is encrypted first."""
        local = LinkPlaces("", _named(self.host), self.port).here
        return [f"{place}{path}" for place in dict.fromkeys((self.base_url, local)) if place]


def link_places(context: Context) -> LinkPlaces:
    """By the settings."""
    web = context.settings.web
    return LinkPlaces(web.base_url, web.host, web.port)


def _named(host: str) -> str:
    """What listens at this machine is reached by a name: at an address of figures browsers know no passkeys."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return "localhost" if address.is_unspecified or address.is_loopback else host
