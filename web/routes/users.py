"""`/admin/users`: the people who may sign in: invited, given another role, signed out, closed."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.labels import SIGN_IN_WAYS, USER_ROLES
from plan.people import users
from plan.people.roles import UserRole
from plan.people.secret import LINK_LIFE
from plan.people.users import UserLine
from web.access.entry import redirect
from web.access.rights import act_of, check_fresh, current, needs
from web.forms import sent_to, text
from web.numbers import RowNumber
from web.origin import browser_origin, is_public
from web.page import own_page
from web.site import Site

USERS = "/admin/users"
TYPED = ("mail", "name", "role")
Kept = Annotated[str, Query(max_length=300)]


def routes(site: Site) -> APIRouter:
    fresh = [Depends(needs(site, UserRole.ADMIN, fresh=True))]
    admin = Depends(needs(site, UserRole.ADMIN))
    router = APIRouter(prefix=USERS, dependencies=[admin], include_in_schema=False)

    @router.api_route("", methods=["GET", "HEAD"], dependencies=fresh)
    def everybody(request: Request, mail: Kept = "", name: Kept = "", role: Kept = "") -> HTMLResponse:
        """What was typed before one had to sign in again is still there."""
        return _list(site, request, typed={"mail": mail, "name": name, "role": role})

    @router.post("")
    def invite(request: Request, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """The link of the invitation is shown once, here."""
        check_fresh(site, request, {field: text(fields, field) for field in TYPED})
        mail, name, role = text(fields, "mail"), text(fields, "name"), _role(fields)
        if role is None:
            return _list(site, request, {"role": "Hãy chọn vai trò."}, fields)
        try:
            with site.database.begin() as session:
                _, secret = users.invite(session, _act(site, request), mail, role, site.wall(), name)
        except NotPossibleError as error:
            return _list(site, request, {"mail": _sentence(error)}, fields)
        return _invited(site, request, mail, secret)

    @router.api_route("/{number}", methods=["GET", "HEAD"], dependencies=fresh)
    def one(request: Request, number: RowNumber, role: Kept = "") -> HTMLResponse:
        return _one(site, request, number, chosen=role)

    @router.post("/{number}")
    def change(request: Request, number: RowNumber, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        """One of the acts on a person; then the page anew, or the link of a new invitation."""
        check_fresh(site, request, {"role": text(fields, "role")})
        try:
            return _changed(site, request, _line(site, number), fields)
        except NotPossibleError as error:
            return _one(site, request, number, _sentence(error))

    return router


def _changed(site: Site, request: Request, line: UserLine, fields: FormData) -> Response:
    act, now = _act(site, request), site.wall()
    with site.database.begin() as session:
        match text(fields, "act"), _role(fields):
            case "role", UserRole() as role:
                users.change_role(session, act, line.id, role)
            case "end", _:
                users.end_sessions(session, act, line.id)
            case "close", _:
                users.close(session, act, line.id, now)
            case "invite", _:
                _, secret = users.invite(session, act, line.mail, line.role, now)
                return _invited(site, request, line.mail, secret)
            case _:
                raise HTTPException(400)
    return redirect(f"{USERS}/{line.id}")


def _list(
    site: Site,
    request: Request,
    faults: dict[str, str] | None = None,
    typed: Mapping[str, object] | None = None,
) -> HTMLResponse:
    with site.database.read() as session:
        everybody = users.listed(session, site.wall())
    kept = {name: text(typed, name) if typed else "" for name in TYPED}
    facts = {"people": everybody, "faults": faults or {}, "typed": kept, "ways": SIGN_IN_WAYS}
    return own_page(site, request, "users", facts, 422 if faults else 200)


def _one(site: Site, request: Request, number: int, trouble: str = "", chosen: str = "") -> HTMLResponse:
    person = _line(site, number)
    facts = {"person": person, "ways": SIGN_IN_WAYS, "trouble": trouble, "chosen": chosen or person.role}
    return own_page(site, request, "user", facts, 409 if trouble else 200)


def _invited(site: Site, request: Request, mail: str, secret: str) -> HTMLResponse:
    ours = site.base_url if is_public(site.base_url) else browser_origin(request.headers) or site.base_url
    facts = {"mail": mail, "link": f"{ours}/welcome/{secret}", "until": site.wall() + LINK_LIFE}
    return own_page(site, request, "invited", facts)


def _line(site: Site, number: int) -> UserLine:
    with site.database.read() as session:
        found = next((line for line in users.listed(session, site.wall()) if line.id == number), None)
    if found is None:
        raise HTTPException(404)
    return found


def _role(fields: FormData) -> UserRole | None:
    typed = text(fields, "role")
    return UserRole(typed) if typed in USER_ROLES else None


def _sentence(error: NotPossibleError) -> str:
    said = str(error)
    return said[:1].upper() + said[1:] + "."


def _act(site: Site, request: Request) -> Act:
    return act_of(site, request, current(request).mail)
