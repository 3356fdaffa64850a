"""`/agencies`: the register of agencies; `/agencies/{code}`: one of them, and what an operator does to it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from notifications.mail.pauses import pauses
from plan.addresses import can_be_told
from plan.agencies.details import ChangedAgencyError, DetailsError, check_revision
from plan.agencies.edits import agency_row, check_merger
from plan.errors import NotPossibleError
from plan.ledger.bounces import dead_addresses
from plan.obligations.views import names
from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.views.agency_list import agency_items, group_names, open_leads
from plan.views.merger import merger_preview
from scheduler.intake.answers import new_agency
from web.access.entry import redirect
from web.access.rights import act_of, current, needs
from web.agency_calendars import addresses
from web.agency_case import agency_case
from web.agency_forms import FORMS, seen_of
from web.forms import day_of_field, sent_to, text
from web.obligation_forms import SentForm
from web.page import own_page
from web.sentences import for_page
from web.site import Site

ADDRESS = "/agencies"
GET = ["GET", "HEAD"]
Code = Annotated[str, Path(max_length=80)]
NEW = ("new_name", "new_addresses")
Facts = Mapping[str, object]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix=ADDRESS, include_in_schema=False)
    looks, acting = needs(site, UserRole.VIEWER), needs(site, UserRole.OPERATOR)

    @router.api_route("", methods=GET, dependencies=[Depends(looks)])
    def register(request: Request, q: Annotated[str, Query(max_length=300)] = "") -> HTMLResponse:
        return _list(site, request, q)

    @router.post("", dependencies=[Depends(acting)])
    def add(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """A new line of the register, then its page."""
        name, typed = " ".join(text(fields, "new_name").split()), text(fields, "new_addresses").split()
        act, rules = act_of(site, request, current(request).mail), site.rules()
        try:
            with site.database.begin() as session:
                code = new_agency(session, rules, act, name, tuple(typed))
        except NotPossibleError as error:
            kept = {field: text(fields, field) for field in NEW}
            return _list(site, request, "", {"trouble": for_page(error), "typed": kept}, 422)
        return redirect(f"{ADDRESS}/{code}")

    @router.api_route("/{code}", methods=GET, dependencies=[Depends(looks)])
    def agency(
        request: Request, code: Code, whole: Annotated[bool, Query(alias="all")] = False
    ) -> HTMLResponse:
        return _shown(site, request, code, {"whole": whole})

    @router.post("/{code}/{name}", dependencies=[Depends(acting)])
    def act(request: Request, code: Code, name: str, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        """One act; a merger is shown first. Refused, the page again with all that was typed."""
        if name not in FORMS:
            raise HTTPException(404)
        form = SentForm(site, act_of(site, request, current(request).mail), fields)
        try:
            return _acted(site, request, code, name, form)
        except ChangedAgencyError:
            return _refused(site, request, code, name, fields, {"changed": True}, 412)
        except DetailsError as error:
            said = {field: for_page(NotPossibleError(why)) for field, why in error.faults.items()}
            return _refused(site, request, code, name, fields, {"faults": _placed(name, said)}, 422)
        except (NotPossibleError, LookupError, ValueError) as error:
            return _refused(site, request, code, name, fields, {"trouble": for_page(error)}, 422)

    return router


def _acted(site: Site, request: Request, code: str, name: str, form: SentForm) -> Response:
    wanted = FORMS[name](form)
    if name == "merge" and text(form.fields, "confirmed") != "1":
        return _preview(site, request, code, form)
    with site.database.begin() as session:
        secret = wanted(session, code)
    if secret:
        with site.database.read() as session:
            facts = {"agency": agency_row(session, code).name, "code": code} | addresses(site, secret)
        return own_page(site, request, "agency_feed", facts)
    return redirect(f"{ADDRESS}/{code}")


def _preview(site: Site, request: Request, code: str, form: SentForm) -> HTMLResponse:
    """What would pass, and who would be told; nothing is done yet. Whatever cannot be is said already here."""
    into, day = text(form.fields, "into"), day_of_field(site, form.fields, "day")
    with site.database.read() as session:
        row, heir = agency_row(session, code), agency_row(session, into)
        check_revision(row, seen_of(form))
        check_merger(session, row, heir, day)
        shown = merger_preview(session, code, into, max(day, site.today()))
        name, reached = heir.name, can_be_told(heir)
    tells_on = site.rules().calendar.after(max(day, site.today()), 0 if day > site.today() else 1)
    facts = {
        "preview": shown,
        "heir": name,
        "into": into,
        "day": day,
        "tells_on": tells_on,
        "heir_addresses": reached,
    }
    return _shown(site, request, code, facts)


def _placed(name: str, faults: Mapping[str, str]) -> dict[str, str]:
    """Of a split the names of the fields are those of the new agency."""
    return {f"new_{field}": why for field, why in faults.items()} if name == "split" else dict(faults)


def _refused(
    site: Site, request: Request, code: str, name: str, fields: FormData, said: Facts, status: int
) -> HTMLResponse:
    typed = {field: text(fields, field) for field in fields}
    return _shown(site, request, code, {"tried": name, "typed": typed, **said}, status)


def _may(request: Request) -> bool:
    return current(request).role.covers(UserRole.OPERATOR)


def _shown(site: Site, request: Request, code: str, more: Facts, status: int = 200) -> HTMLResponse:
    none: dict[str, object] = {
        "whole": False, "trouble": "", "changed": False, "faults": {}, "tried": "", "typed": {}, "preview": None,
    }  # fmt: skip
    with site.database.read() as session:
        case = agency_case(site, session, code, whole=bool(more.get("whole")))
        if case is None:
            raise HTTPException(404)
        case |= _choices(site, session, code) if _may(request) else {}
    return own_page(site, request, "agency", case | none | {"may_act": _may(request)} | dict(more), status)


def _choices(site: Site, session: Session, code: str) -> dict[str, object]:
    """What the forms offer: whom it may be merged into, and the groups there are."""
    today = site.today()
    heirs = [(one.code, one.name) for one in agency_items(session) if one.code != code and not one.ended(today) and one.kind != "outside"]  # fmt: skip
    return {
        "heirs": heirs,
        "groups": group_names(session),
        "held": code in pauses(session).agencies,
    }


def _list(site: Site, request: Request, q: str, more: Facts | None = None, status: int = 200) -> HTMLResponse:
    today = site.today()
    with site.database.read() as session:
        items, owed, dead = agency_items(session, q), open_leads(session, today), dead_addresses(session)
        called = names(session)
    facts: dict[str, object] = {
        "here": [one for one in items if not one.ended(today) and one.kind != "outside"],
        "ended": [one for one in items if one.ended(today)],
        "outside": [one for one in items if one.kind == "outside"],
        "called": called,
        "today": today,
        "owed": owed,
        "dead": dead,
        "q": q,
        "may_act": _may(request),
        "trouble": "",
        "typed": dict.fromkeys(NEW, ""),
    }
    return own_page(site, request, "agencies", facts | dict(more or {}), status)
