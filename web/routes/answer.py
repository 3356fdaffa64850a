"""`/a/{signed}`: an agency answers for one obligation: read of it, done, more time, why it is late. Looking never acts."""

from collections.abc import Mapping

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from plan.links.claims import Claim
from web.agency_answers import KEPT, answer_of_agency
from web.answer_case import answer_case
from web.forms import text
from web.link_pages import NOTHING_TYPED, link_routes
from web.page import page
from web.signed import HEADERS, UNKNOWN, refused
from web.site import Site


def routes(site: Site) -> APIRouter:
    """Read of it, done, more time, why it is late; done is a declaration: whoever collects has the last word."""
    return link_routes(site, "/a", "answer", _shown, _answered)


def _shown(
    site: Site, claim: Claim, trouble: str = "", typed: Mapping[str, object] = NOTHING_TYPED
) -> HTMLResponse:
    with site.database.read() as session:
        case = answer_case(site, session, claim.agency, claim.obligation or 0)
    if case is None:
        return refused(site, UNKNOWN)
    kept = {name: text(typed, name) for name in KEPT}
    facts = case.facts | {"trouble": trouble, "today": site.today(), "typed": kept, "ours": False}
    return page(site, "answer", facts, 422 if trouble else 200, HEADERS)


def _answered(site: Site, claim: Claim, fields: FormData, origin: str) -> None:
    answer_of_agency(site, claim.agency, claim.obligation or 0, fields, origin)
