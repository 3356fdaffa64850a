"""`/mail/coming`: what would be sent on each of the next working days, to whom, and why. Nothing is sent."""

from datetime import date, timedelta
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from plan import dates
from plan.labels import step
from plan.obligations.views import names
from plan.people.roles import UserRole
from plan.views.agency_list import agency_items
from scheduler.preview import ComingLetter
from web.access.rights import needs
from web.page import own_page
from web.site import Site

DAYS, FURTHEST = 20, timedelta(days=92)
SOON = 1.0  # seconds that a page waits before it says that it is being made
ITEMS = 5  # of a letter; of more it is said how many


def routes(site: Site) -> APIRouter:
    looks = Depends(needs(site, UserRole.VIEWER))
    router = APIRouter(prefix="/mail/coming", dependencies=[looks], include_in_schema=False)

    @router.api_route("", methods=["GET", "HEAD"])
    def coming(
        request: Request,
        to: Annotated[str, Query(max_length=40)] = "",
        agency: Annotated[str, Query(max_length=80)] = "",
    ) -> HTMLResponse:
        last = _last(site, to)
        found = _found(site, last)
        facts = {"last": last, "today": site.today(), "agency": agency, "step": step, "items": ITEMS}
        with site.database.read() as session:
            facts["called"] = names(session)
            facts["agencies"] = [(one.code, one.name) for one in agency_items(session)]
        if isinstance(found, tuple):
            chosen = [one for one in found if not agency or one.letter.agency == agency]
            facts |= {"by_day": _by_day(chosen), "total": len(chosen)}
        return own_page(site, request, "coming", facts | {"state": _state(found)})

    return router


def _last(site: Site, typed: str) -> date:
    today = site.today()
    if not typed.strip():
        return site.rules().calendar.after(today, DAYS)
    try:
        last = dates.read_typed(typed, today)
    except ValueError:
        raise HTTPException(404) from None
    return min(max(last, today), today + FURTHEST)


def _found(site: Site, last: date) -> tuple[ComingLetter, ...] | str:
    try:
        found = site.coming_until(last)
        if found is None:
            site.coming.wait(SOON)
            found = site.coming_until(last)
    except RuntimeError:
        return "failed"
    return "making" if found is None else found


def _state(found: tuple[ComingLetter, ...] | str) -> str:
    return found if isinstance(found, str) else "made"


def _by_day(letters: list[ComingLetter]) -> list[tuple[date, list[ComingLetter]]]:
    return [(day, list(same)) for day, same in groupby(letters, key=lambda one: one.letter.day)]
