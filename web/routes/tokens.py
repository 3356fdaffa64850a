"""`/admin/tokens`: what programs read and report by: given, shown once, taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.audit.log import Act
from plan.clock import day_of
from plan.dates import day
from plan.errors import NotPossibleError
from plan.labels import SCOPES
from plan.people import tokens
from plan.people.roles import UserRole
from plan.people.token_scopes import in_order
from plan.people.tokens import LIFE, TokenWish
from plan.storage.session import Session
from plan.views.task_list import leading_agencies
from web.access.entry import redirect
from web.access.rights import act_of, check_fresh, current, needs
from web.forms import day_of_field, sent_to, text
from web.numbers import RowNumber
from web.page import own_page
from web.sentences import for_page
from web.site import Site

TOKENS = "/admin/tokens"
TYPED = ("name", "agency", "until")
Kept = Annotated[str, Query(max_length=300)]


def routes(site: Site) -> APIRouter:
    fresh = [Depends(needs(site, UserRole.ADMIN, fresh=True))]
    admin = Depends(needs(site, UserRole.ADMIN))
    router = APIRouter(prefix=TOKENS, dependencies=[admin], include_in_schema=False)

    @router.api_route("", methods=["GET", "HEAD"], dependencies=fresh)
    def all_tokens(request: Request, name: Kept = "", agency: Kept = "", until: Kept = "") -> HTMLResponse:
        """What was typed before one had to sign in again is still there."""
        return _list(site, request, typed={"name": name, "agency": agency, "until": until})

    @router.post("")
    def give(request: Request, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """The token is shown once, here."""
        check_fresh(site, request, {field: text(fields, field) for field in TYPED})
        try:
            wish = _wish(site, fields)
            with site.database.begin() as session:
                secret = tokens.make(session, _act(site, request), wish, site.wall(), _today(site))
        except NotPossibleError as error:
            return _list(site, request, for_page(error), fields)
        return own_page(site, request, "token_made", {"wish": wish, "secret": secret, "scope_names": SCOPES})

    @router.post("/{number}")
    def take_back(
        request: Request,
        number: RowNumber,
        _fields: FormData = Depends(sent_to(site)),  # noqa: B008, FAST002 - as above
    ) -> Response:
        check_fresh(site, request, {})
        with site.database.begin() as session:
            name = _name(site, session, number)
            try:
                tokens.end(session, _act(site, request), name, site.wall())
            except NotPossibleError as error:
                raise HTTPException(409) from error
        return redirect(TOKENS)

    return router


def _wish(site: Site, fields: FormData) -> TokenWish:
    """As the form says; a year where no last day was typed."""
    chosen = [scope for scope in SCOPES if text(fields, f"scope-{scope}")]
    until = day_of_field(site, fields, "until") if text(fields, "until") else _today(site) + LIFE
    return TokenWish(text(fields, "name"), in_order(chosen), until, text(fields, "agency") or None)


def _list(
    site: Site, request: Request, trouble: str = "", typed: Mapping[str, object] | None = None
) -> HTMLResponse:
    with site.database.read() as session:
        found, agencies = tokens.listed(session, _today(site)), leading_agencies(session)
    kept = {name: text(typed, name) if typed else "" for name in TYPED}
    facts = {
        "tokens": found,
        "agencies": agencies,
        "agency_names": dict(agencies),
        "today": _today(site),
        "last": day(_today(site) + LIFE),
        "scope_names": SCOPES,
        "chosen": {scope for scope in SCOPES if typed and text(typed, f"scope-{scope}")},
        "typed": kept,
        "trouble": trouble,
    }
    return own_page(site, request, "tokens", facts, 422 if trouble else 200)


def _name(site: Site, session: Session, number: int) -> str:
    found = next((line for line in tokens.listed(session, _today(site)) if line.id == number), None)
    if found is None:
        raise HTTPException(404)
    return found.name


def _today(site: Site) -> date:
    """The real day: a token is good by real time, whatever day is lived through again."""
    return day_of(site.wall(), site.zone)


def _act(site: Site, request: Request) -> Act:
    return act_of(site, request, current(request).mail)
