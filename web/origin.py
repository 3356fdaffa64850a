"""Which page a form was on, by what the browser says, and whether that page is ours."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}


def from_our_page(headers: Mapping[str, str], base_url: str) -> bool:
    """Whether the browser says that the form was on a page of ours; what says nothing is no browser of today.

    Host is what a proxy made of it, so the page is held against `base_url`; only at the machine itself, or where there
    is no public address, against Host.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = normal(headers.get("origin", ""))
    if origin is None:
        return False
    if origin == normal(base_url):
        return True
    scheme, _, netloc = origin.partition("://")
    asked = headers.get("host", "")
    try:
        is_asked_for = netloc == _netloc(scheme, asked) and asked.lower() != urlsplit(base_url).netloc
    except ValueError:
        return False
    return is_asked_for and (is_loopback(_name(f"//{asked}")) or not is_public(base_url))


def browser_origin(headers: Mapping[str, str]) -> str | None:
    """The origin that the browser itself sees; None if it does not say."""
    if origin := normal(headers.get("origin", "")):
        return origin
    if "sec-fetch-site" not in headers:
        return None
    # Said only where nobody listens in: over TLS, or on this machine.
    host = headers.get("host", "")
    return f"{'http' if is_loopback(_name(f'//{host}')) else 'https'}://{host}"


def normal(url: str) -> str | None:
    """scheme://host[:port], in ASCII, without a port that goes without saying; None for what is no such thing."""
    try:
        parts = urlsplit(url)
        netloc = _netloc(parts.scheme, parts.netloc)
    except ValueError:
        return None
    return f"{parts.scheme}://{netloc}" if parts.scheme in PORTS and netloc else None


def is_loopback(host: str) -> bool:
    """Whether browsers take the name for the machine they run on: what goes there goes over no wire."""
    address = _address(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _netloc(scheme: str, netloc: str) -> str:
    parts = urlsplit(f"//{netloc}")
    host = parts.hostname or ""
    host = host if host.isascii() else host.encode("idna").decode()
    shown = f"[{host}]" if ":" in host else host
    return shown if parts.port in (None, PORTS.get(scheme)) else f"{shown}:{parts.port}"


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_public(base_url: str) -> bool:
    """Whether others than this machine know the pages by that address."""
    host = _name(base_url)
    address = _address(host)
    return bool(host) and not is_loopback(host) and not (address and address.is_unspecified)
