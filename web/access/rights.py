"""Who may do what: one dependency a router, `needs(site, role)`. No template and no act asks again.

Nothing a request says about where it comes from is believed: behind a proxy everybody comes from loopback, and no
rule about headers tells a proxy from a browser.
"""

import logging
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlencode

from fastapi import BackgroundTasks, HTTPException, Request

from plan.audit.log import Act
from plan.people import sign_ins
from plan.people.roles import UserRole
from plan.people.sign_ins import Visitor
from plan.storage.errors import StorageError
from web.access.addresses import address_of
from web.access.agencies import LINK, OURS, agency_of
from web.access.cookies import secrets_of
from web.fragments import wants_fragment
from web.site import Site

log = logging.getLogger(__name__)
SIGN_IN = "/sign-in"
LOOKS = ("GET", "HEAD")
# What a 403 says of itself, for the page of errors.
ENDED, AGENCY_ENDED, NOT_YOURS = "session ended", "session of an agency ended", "another role"


def needs(site: Site, role: UserRole, *, fresh: bool = False) -> Callable[[Request, BackgroundTasks], None]:
    """A dependency: lets through who is signed in with that role or more; `fresh`: within the last 15 minutes.

    Others are sent to the door when they look, and refused (403) when they act.
    """

    def check(request: Request, afterwards: BackgroundTasks) -> None:
        found = visitor_of(site, request)
        if found is None:
            raise _to_the_door(site, request)
        if not found.role.covers(role):
            raise HTTPException(403, NOT_YOURS)
        if fresh and not found.is_fresh(site.wall()):
            raise _again(request)
        request.state.visitor = found
        if site.wall() - found.seen_at >= sign_ins.SEEN_EVERY:
            afterwards.add_task(_note_seen, site, found.digest)  # no page waits for a writer

    return check


def visitor_of(site: Site, request: Request) -> Visitor | None:
    """Who the browser belongs to; None if nobody is signed in there."""
    secrets = secrets_of(request)
    if not secrets:
        return None
    with site.database.read() as session:
        found = (sign_ins.find(session, secret, site.wall()) for secret in secrets)
        return next((one for one in found if one is not None), None)


def current(request: Request) -> Visitor:
    """Whom `needs` let through."""
    visitor = request.state.visitor
    assert isinstance(visitor, Visitor)
    return visitor


def act_of(site: Site, request: Request, mail: str) -> Act:
    """An act of a person, for the log."""
    return Act(f"user:{mail}", site.clock(), site.today(), address_of(request, site.trusted_proxies))


def safe_path(wanted: str) -> str:
    """A path of ours to go on to after signing in; the first page for whatever leads elsewhere."""
    return own_path(wanted) if not wanted.startswith(SIGN_IN) else "/"


def own_path(wanted: str) -> str:
    """The path if it is one of ours; the first page for whatever leads elsewhere."""
    is_ours = (
        wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    )
    return wanted if is_ours else "/"


def needs_agency(site: Site) -> Callable[[Request], None]:
    """A dependency: lets through an agency that came in by a link. A user is led home, anybody else to how to come in.

    Who typed something while the session ended keeps it: the browser still brings what once opened it.
    """

    def check(request: Request) -> None:
        found = agency_of(site, request)
        if found is None:
            if visitor_of(site, request):
                raise _redirected("/")
            if request.method not in LOOKS and secrets_of(request):
                raise HTTPException(403, AGENCY_ENDED)
            raise _redirected(LINK)
        request.state.agency = found

    return check


def _to_the_door(site: Site, request: Request) -> HTTPException:
    if request.method not in LOOKS or wants_fragment(request):
        return HTTPException(403, ENDED)
    return _redirected(OURS if agency_of(site, request) else SIGN_IN + _next(request))


def check_fresh(site: Site, request: Request, typed: Mapping[str, str]) -> None:
    """As `fresh` above, for a form: what was typed stands in it again after signing in."""
    if not current(request).is_fresh(site.wall()):
        raise _again(request, urlencode({name: value for name, value in typed.items() if value}))


def _again(request: Request, typed: str = "") -> HTTPException:
    return _redirected(f"{SIGN_IN}{_next(request, typed) or '?next=/'}&again=1")


def _next(request: Request, typed: str = "") -> str:
    """Where to go on; what was to be acted on is to be looked at first."""
    path = request.url.path
    asked = request.url.query if request.method in LOOKS else typed
    query = f"?{asked}" if asked else ""
    return "" if path + query == "/" else f"?next={quote(path + query)}"


def _redirected(to: str) -> HTTPException:
    return HTTPException(303, headers={"Location": to, "Cache-Control": "no-store"})


def _note_seen(site: Site, digest: str) -> None:
    try:
        with site.database.begin() as session:
            sign_ins.note_seen(session, digest, site.wall())
    except StorageError:
        log.warning("that a page was looked at could not be written down")
