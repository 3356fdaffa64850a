"""`/our…`: what one agency owes, helps with and has done, and what it says of it; without an account."""

from collections.abc import Callable, Mapping, Sequence

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.agencies.store import load_directory
from plan.errors import NotPossibleError
from plan.obligations.collectors import collectors_of
from plan.obligations.duty import Duty
from plan.obligations.views import ObligationFilter, duties
from plan.storage.session import Session
from plan.subscriptions.feeds import name_of
from plan.views.our import OurCounts, asked_of, done_by, our_counts, to_do
from plan.vocabulary import Role
from web.access.addresses import address_of
from web.access.agencies import OURS, current_agency
from web.access.entry import redirect
from web.access.rights import needs_agency
from web.agency_answers import KEPT, answer_of_agency
from web.answer_case import answer_case
from web.forms import sent_to, text
from web.link_pages import NOTHING_TYPED
from web.numbers import RowNumber
from web.our_cards import our_cards, sections
from web.page import page
from web.sentences import for_page
from web.site import Site

SHOWN = 100  # duties of one kind
AHEAD = 30  # days of which the first sentence speaks
GET = ["GET", "HEAD"]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix=OURS, dependencies=[Depends(needs_agency(site))], include_in_schema=False)

    @router.api_route("", methods=GET)
    def ours(request: Request) -> HTMLResponse:
        return _list(site, request, "our", lambda s, a: to_do(s, a, Role.LEAD, site.today(), SHOWN))

    @router.api_route("/partner", methods=GET)
    def helping(request: Request) -> HTMLResponse:
        return _list(
            site, request, "our_partner", lambda s, a: to_do(s, a, Role.PARTNER, site.today(), SHOWN)
        )

    @router.api_route("/done", methods=GET)
    def done(request: Request) -> HTMLResponse:
        return _list(site, request, "our_done", lambda s, a: done_by(s, a, SHOWN))

    @router.api_route("/{number:int}", methods=GET)
    def one(request: Request, number: RowNumber) -> HTMLResponse:
        return _one(site, request, number)

    @router.post("/{number:int}")
    def answer(request: Request, number: RowNumber, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        agency = current_agency(request).agency
        try:
            answer_of_agency(site, agency, number, fields, address_of(request, site.trusted_proxies))
        except NotPossibleError as error:
            return _one(site, request, number, for_page(error), fields)
        return redirect(f"{OURS}/{number}")

    return router


def _one(
    site: Site, request: Request, number: int, trouble: str = "", typed: Mapping[str, object] = NOTHING_TYPED
) -> HTMLResponse:
    with site.database.read() as session:
        case = answer_case(site, session, current_agency(request).agency, number)
    if case is None:
        raise HTTPException(404)
    kept = {name: text(typed, name) for name in KEPT}
    facts = case.facts | {"trouble": trouble, "today": site.today(), "typed": kept, "ours": True}
    return page(site, "answer", facts, 422 if trouble else 200)


def _list(
    site: Site, request: Request, template: str, which: Callable[[Session, str], Sequence[int]]
) -> HTMLResponse:
    agency, today, rules = current_agency(request).agency, site.today(), site.rules()
    with site.database.read() as session:
        known = load_directory(session)
        ids = tuple(which(session, agency))
        found = sorted(duties(session, today, ObligationFilter(ids=ids)), key=lambda duty: ids.index(duty.id))
        counts, asked = our_counts(session, agency, today), asked_of(session, agency)
        name = name_of(session, agency)

    def called(code: str) -> str:
        entry = known.get(code)
        return entry.name if entry else code

    def collector(duty: Duty) -> str:
        who = collectors_of(
            duty.leads, duty.through, rules.collection, lambda code: known.current(code, today)
        )
        return called(who.accepts or who.collector)

    cards = our_cards(found, asked, collector, today, rules.calendar)
    return page(
        site,
        template,
        {
            "agency": name,
            "counts": counts,
            "cards": cards,
            "sections": list(sections(cards)),
            "called": called,
        }
        | _facts(site, counts, len(ids)),
    )


def _facts(site: Site, counts: OurCounts, shown: int) -> dict[str, object]:
    return {"today": site.today(), "ahead": AHEAD, "shown": shown, "counts": counts}
