"""`/admin/workdays/{year}`: the working calendar of a year: days off, days worked in lieu, on whose word; an operator corrects it."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.errors import NotPossibleError
from plan.people.roles import UserRole
from scheduler.intake.work_year import change_calendar, work_year, would_move
from web.access.entry import redirect
from web.access.rights import act_of, current, needs
from web.forms import sent_to, text
from web.numbers import CalendarYear
from web.obligation_forms import SentForm
from web.page import own_page
from web.sentences import for_page
from web.site import Site
from web.workday_forms import act_of_change, change_of, confirmation_of

ADDRESS = "/admin/workdays"
YEARS = range(2000, 2101)
ACTS = ("set", "unset", "confirm", "unconfirm")
GET = ["GET", "HEAD"]
Facts = Mapping[str, object]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix=ADDRESS, include_in_schema=False)
    looks, acting = needs(site, UserRole.VIEWER), needs(site, UserRole.OPERATOR)

    @router.api_route("", methods=GET, dependencies=[Depends(looks)])
    def this_year() -> Response:
        return redirect(f"{ADDRESS}/{site.today().year}")

    @router.api_route("/{year}", methods=GET, dependencies=[Depends(looks)])
    def workdays(request: Request, year: CalendarYear) -> HTMLResponse:
        return _shown(site, request, year, {})

    @router.post("/{year}/{name}", dependencies=[Depends(acting)])
    def act(
        request: Request,
        year: CalendarYear,
        name: str,
        fields: FormData = Depends(sent_to(site)),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """A day is shown first with what it would move; then it is taken, and the page is there anew."""
        if name not in ACTS:
            raise HTTPException(404)
        form = SentForm(site, act_of(site, request, current(request).mail), fields)
        try:
            return _acted(site, request, year, name, form)
        except NotPossibleError as error:
            said = {"trouble": for_page(error), "tried": name, "typed": _typed(fields)}
            return _shown(site, request, year, said, 422)

    return router


def _acted(site: Site, request: Request, year: int, name: str, form: SentForm) -> Response:
    rules, seen = site.rules(), text(form.fields, "revision")
    with site.database.read() as session:
        changed = seen != work_year(session, year).revision
    if changed:
        said = {"changed": True, "tried": name, "typed": _typed(form.fields)}
        return _shown(site, request, year, said, 412)
    if name in ("confirm", "unconfirm"):
        wanted = confirmation_of(form, name, year)
    else:
        change = change_of(form, name)
        wanted = act_of_change(form, change)
        if text(form.fields, "confirmed") != "1":
            with site.database.read() as session:
                moved = would_move(session, site.today(), change.days, change.without)
            said = {"preview": change, "moved": moved, "tried": name, "typed": _typed(form.fields)}
            return _shown(site, request, year, said)
    with site.database.begin() as session:
        if seen != work_year(session, year).revision:
            raise NotPossibleError("có người khác vừa sửa lịch năm này; hãy xem lại rồi ghi")
        change_calendar(session, rules, form.act, wanted)
    return redirect(f"{ADDRESS}/{year}")


def _typed(fields: Mapping[str, object]) -> dict[str, str]:
    return {field: text(fields, field) for field in fields}


def _shown(site: Site, request: Request, year: int, more: Facts, status: int = 200) -> HTMLResponse:
    with site.database.read() as session:
        found = work_year(session, year)
    none: dict[str, object] = {
        "trouble": "", "changed": False, "tried": "", "typed": {}, "preview": None, "moved": [],
    }  # fmt: skip
    facts = {"found": found, "year": year, "years": YEARS, "today": site.today()}
    facts["may_act"] = current(request).role.covers(UserRole.OPERATOR)
    return own_page(site, request, "workdays", facts | none | dict(more), status)
