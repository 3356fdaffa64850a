"""Who may see the pages. Until there is sign-in: only somebody at the machine itself."""

import re
from ipaddress import IPv6Address, ip_address

from fastapi import HTTPException, Request

# A foreign name that resolves to 127.0.0.1 (DNS rebinding) comes with that name in Host.
LOOPBACK_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
# Behind a proxy everybody comes from loopback: its marks shut the pages. One that leaves no mark and
# rewrites Host still speaks HTTP/1.0 (nginx, unless told otherwise), as no browser has for decades.
PROXY_MARKS = ("forwarded", "via", "x-real-ip")


def local_only(request: Request) -> None:
    """A dependency: lets through what comes from this machine, by its own name, through nobody."""
    if not (_from_loopback(request) and _to_loopback(request) and not _through_proxy(request)):
        raise HTTPException(403)


def _from_loopback(request: Request) -> bool:
    try:
        peer = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    mapped = peer.ipv4_mapped if isinstance(peer, IPv6Address) else None
    return (mapped or peer).is_loopback


def _to_loopback(request: Request) -> bool:
    hosts = request.headers.getlist("host")
    return len(hosts) == 1 and LOOPBACK_HOST.fullmatch(hosts[0]) is not None


def _through_proxy(request: Request) -> bool:
    marked = any(name in PROXY_MARKS or name.startswith("x-forwarded") for name in request.headers)
    return marked or request.scope.get("http_version") == "1.0"
