"""Who may see the pages: whoever signed in by a link that was printed at the machine itself (routes/sign_in.py).

Nothing a request says about where it comes from is believed: behind a proxy everybody comes from loopback, and no
rule about headers tells a proxy from a browser.
"""

import logging
from collections.abc import Callable

from fastapi import HTTPException, Request

from plan.people import sign_ins
from plan.storage.errors import StorageError
from web.site import Site

log = logging.getLogger(__name__)
SIGN_IN = "/sign-in"
# Over TLS a name that no neighbour on the same domain can set. On plain loopback a browser takes neither the
# prefix nor, in some, Secure; there nobody listens in.
OVER_TLS, ON_LOOPBACK = "__Host-dondoc", "dondoc"


def signed_in(site: Site) -> Callable[[Request], None]:
    """A dependency: lets through who is signed in, sends others to where they can."""

    def check(request: Request) -> None:
        if not is_signed_in(site, request):
            raise HTTPException(303, headers={"Location": SIGN_IN, "Cache-Control": "no-store"})

    return check


def is_signed_in(site: Site, request: Request) -> bool:
    return any(_is_good(site, secret) for secret in secrets_of(request))


def secrets_of(request: Request) -> list[str]:
    """What the browser's cookies say, the better guarded first."""
    return [request.cookies[name] for name in (OVER_TLS, ON_LOOPBACK) if name in request.cookies]


def _is_good(site: Site, secret: str) -> bool:
    now = site.wall()
    with site.database.read() as session:
        found = sign_ins.find(session, secret, now)
        is_news = found is not None and now - found.seen_at >= sign_ins.SEEN_EVERY
    if is_news:
        _note_seen(site, secret)
    return found is not None


def _note_seen(site: Site, secret: str) -> None:
    try:
        with site.database.begin() as session:
            sign_ins.note_seen(session, secret, site.wall())
    except StorageError:
        log.warning("that a page was looked at could not be written down")
