"""Who may see the pages: whoever signed in by a link that was printed at the machine itself (routes/sign_in.py).

Nothing a request says about where it comes from is believed: behind a proxy everybody comes from loopback, and no
rule about headers tells a proxy from a browser.
"""

import logging
from collections.abc import Callable

from fastapi import BackgroundTasks, HTTPException, Request

from plan.models import SignIn
from plan.people import sign_ins
from plan.storage.errors import StorageError
from web.site import Site

log = logging.getLogger(__name__)
SIGN_IN = "/sign-in"
# Over TLS a name that no neighbour on the same domain can set. On plain loopback a browser takes neither the
# prefix nor, in some, Secure; there nobody listens in.
OVER_TLS, ON_LOOPBACK = "__Host-dondoc", "dondoc"


def signed_in(site: Site) -> Callable[[Request, BackgroundTasks], None]:
    """A dependency: lets through who is signed in, sends others to where they can."""

    def check(request: Request, afterwards: BackgroundTasks) -> None:
        found = _session(site, request)
        if found is None:
            raise HTTPException(303, headers={"Location": SIGN_IN, "Cache-Control": "no-store"})
        if site.wall() - found.seen_at >= sign_ins.SEEN_EVERY:
            afterwards.add_task(_note_seen, site, found.digest)  # no page waits for a writer

    return check


def is_signed_in(site: Site, request: Request) -> bool:
    return _session(site, request) is not None


def secrets_of(request: Request) -> list[str]:
    """What the browser's cookies say, the better guarded first."""
    return [request.cookies[name] for name in (OVER_TLS, ON_LOOPBACK) if name in request.cookies]


def _session(site: Site, request: Request) -> SignIn | None:
    with site.database.read() as session:
        found = (sign_ins.find(session, secret, site.wall()) for secret in secrets_of(request))
        good = next((one for one in found if one is not None), None)
        session.expunge_all()
    return good


def _note_seen(site: Site, digest: str) -> None:
    try:
        with site.database.begin() as session:
            sign_ins.note_seen(session, digest, site.wall())
    except StorageError:
        log.warning("that a page was looked at could not be written down")
