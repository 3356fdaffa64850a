"""`GET /healthz`: whether deadlines are being watched and letters get out. For monitors, so in English."""

from datetime import datetime, timedelta

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from notifications.mail import outbox
from plan.ledger.holds import holds
from plan.storage import nightly
from plan.storage.errors import StorageError
from plan.storage.session import Session
from plan.views.queue import is_kept_waiting
from web.site import Site

PATIENCE = timedelta(minutes=15)  # a mail server that greylists makes a letter wait that long
TRYING = timedelta(hours=2)  # greylisting is over by then
SLACK = timedelta(seconds=10)


def routes(site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/healthz", methods=["GET", "HEAD"], include_in_schema=False)
    def healthz() -> JSONResponse:
        """200 while the tick is alive and no letter is overdue for sending; else 503 and the reasons."""
        now = site.clock()
        checks = (
            _tick(site, now),
            _letters(site, now),
            _server(site),
            _check(site),
            _policy(site),
            _holds(site),
        )
        reasons = [reason for reason in checks if reason]
        facts = {"status": "failing" if reasons else "ok", "reasons": reasons}
        return JSONResponse(facts, 503 if reasons else 200, {"Cache-Control": "no-store"})

    return router


def _tick(site: Site, now: datetime) -> str | None:
    ticked = site.ticked()
    if ticked is None:
        return "the scheduler has not ticked yet"
    if now - ticked > 3 * site.tick_every + SLACK:
        return f"the scheduler last ticked at {ticked.isoformat(timespec='seconds')}"
    return None


def _policy(site: Site) -> str | None:
    # What is wrong with it is for the log and for doctor: it may quote the file.
    return "the policy file is wrong; the last good one is in force" if site.policy_fault() else None


def _check(site: Site) -> str | None:
    try:
        with site.database.read() as session:
            found = nightly.latest_differences(session)
    except StorageError:
        return None  # said by the letters already
    count = max(len(found.differences) - found.unreached, 0) if found else 0
    return (
        f"the nightly check found {count} differences between the ledger and what was due" if count else None
    )


def _server(site: Site) -> str | None:
    """A mail server that does not take what comes from us: no letter gets out until a person has seen to it."""
    try:
        with site.database.read() as session:
            turned_away = outbox.turned_away(session)
    except StorageError:
        return None  # said by the letters already
    return "the mail server does not accept letters from us" if turned_away else None


def _holds(site: Site) -> str | None:
    try:
        with site.database.read() as session:
            found = holds(session)
    except StorageError:
        return None  # said by the letters already
    since = [f"{one.reason} since {one.since.isoformat(timespec='seconds')}" for one in found]
    return f"sending is held: {', '.join(since)}" if since else None


def _letters(site: Site, now: datetime) -> str | None:
    try:
        with site.database.read() as session:
            overdue = _overdue(session, *site.rules().hours(now))
    except StorageError:
        return "the database cannot be read"  # its address is nobody's business
    return "letters are overdue for sending" if overdue else None


def _overdue(session: Session, opened: datetime, until: datetime) -> bool:
    """Whether a letter waited too long while letters could go: at night none is late for being still there.

    A refused letter is an operator's task, not a failing machine. Each try puts the next one off, so a letter that
    was tried for hours counts by the hour it was written.
    """
    tried, written = until - PATIENCE, until - TRYING
    return is_kept_waiting(session, tried if opened < tried else None, written if opened < written else None)
