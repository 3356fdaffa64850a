"""`/papers`: the report of a period, urging letters and evidence sheets: made, issued with number and day, kept, had again."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.errors import ExpectedError, NotPossibleError
from plan.people.roles import UserRole
from plan.tasks.decisions import plan_numbered
from plan.views.agency_list import agency_items
from plan.views.papers import PaperKind, issued_papers, made_sheets, paper_file, urging_drafts
from plan.views.plans import plan_titles
from plan.views.report_board import regime_names
from scheduler.letters.envelopes import letter_envelope
from scheduler.papers.periods import quick_periods
from scheduler.papers.sheet_issue import issue_sheet
from web.access.entry import redirect
from web.access.rights import act_of, current, needs
from web.forms import sent_to, text
from web.letters import letter_context
from web.numbers import RowNumber
from web.obligation_forms import wanted_act
from web.page import own_page
from web.paper_forms import FORMATS, FORMS, KEPT, term_of
from web.sentences import for_page
from web.site import Site
from web.uploads import handed_on

SHOWN = 20  # of each kind
Words = Annotated[str, Query(max_length=100)]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/papers", include_in_schema=False)
    _looking(router, site)
    _acting(router, site)
    return router


def _looking(router: APIRouter, site: Site) -> None:
    looks = needs(site, UserRole.VIEWER)

    @router.api_route("", methods=["GET", "HEAD"], dependencies=[Depends(looks)])
    def papers(request: Request, whole: Annotated[bool, Query(alias="all")] = False) -> HTMLResponse:
        return _shown(site, request, {"whole": whole})

    @router.api_route("/report", methods=["GET", "HEAD"], dependencies=[Depends(looks)])
    def draft(
        request: Request, period: Words = "", regime: Words = "", plan: Words = "", form: Words = "docx"
    ) -> Response:
        """A draft: nothing is kept of it."""
        try:
            return _draft(site, period, regime, plan, form)
        except ExpectedError as error:
            typed = {"period": period, "regime": regime, "plan": plan, "form": form}
            return _shown(site, request, {"trouble": for_page(error), "tried": "draft", "typed": typed}, 422)

    @router.api_route("/edxml/{number}", methods=["GET", "HEAD"], dependencies=[Depends(looks)])
    def envelope(request: Request, number: RowNumber) -> Response:
        """A letter that went out, in an envelope of the axis."""
        act = act_of(site, request, current(request).mail)
        with site.database.read() as session:
            try:
                made = letter_envelope(letter_context(site, session, act), number)
            except ExpectedError as error:
                return _shown(site, request, {"trouble": for_page(error), "tried": "edxml"}, 422)
        return handed_on(made.name, made.content)

    @router.api_route("/{kind}/{number}", methods=["GET", "HEAD"], dependencies=[Depends(looks)])
    def kept(kind: PaperKind, number: RowNumber) -> Response:
        with site.database.read() as session:
            found = paper_file(session, kind, number)
        if found is None:
            raise HTTPException(404)
        return handed_on(found.name, found.content)


def _acting(router: APIRouter, site: Site) -> None:
    acting = needs(site, UserRole.OPERATOR)

    @router.post("/sheet/{number}", dependencies=[Depends(acting)])
    def sheet(
        request: Request,
        number: RowNumber,
        fields: FormData = Depends(sent_to(site)),  # noqa: ARG001, B008, FAST002 - read so that it is checked
    ) -> Response:
        """A new evidence sheet of an obligation."""
        act = act_of(site, request, current(request).mail)
        try:
            with site.database.begin() as session:
                name, content = issue_sheet(session, act, site.papers.maker(session), number, "docx")
        except NotPossibleError as error:
            raise HTTPException(404) from error
        return handed_on(name, content)

    @router.post("/{name}", dependencies=[Depends(acting)])
    def act(request: Request, name: str, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """What makes a file hands it on; after anything else, the page with it in its list."""
        try:
            wanted = wanted_act(FORMS, name, site, request, fields)
            with site.database.begin() as session:
                made = wanted(session)
        except ExpectedError as error:
            typed = {field: text(fields, field) for field in KEPT}
            return _shown(site, request, {"trouble": for_page(error), "tried": name, "typed": typed}, 422)
        return handed_on(made.name, made.content) if made else redirect("/papers")


def _draft(site: Site, period: str, regime: str, plan: str, form: str) -> Response:
    chosen = FORMATS.get(form, "docx")
    with site.database.read() as session:
        term = term_of(session, period, regime)
        maker = site.papers.maker(session)
        only = plan_numbered(session, plan or None)
        paper = maker.paper(session, maker.statistics(session, term, site.today(), only), plan=only)
    content = maker.writer.paper(paper, chosen, site.clock())
    return handed_on(f"bao-cao-{term.first}-{term.last}.{chosen}", content)


def _shown(site: Site, request: Request, more: Mapping[str, object], status: int = 200) -> HTMLResponse:
    limit = 10_000 if more.get("whole") else SHOWN
    with site.database.read() as session:
        agencies = agency_items(session)
        facts: dict[str, object] = {
            "issued": issued_papers(session, limit),
            "drafts": urging_drafts(session, limit),
            "sheets": made_sheets(session, limit),
            "plans": plan_titles(session),
            "regimes": regime_names(session),
        }
    none = {"whole": False, "trouble": "", "tried": "", "typed": {}}
    return own_page(
        site,
        request,
        "papers",
        facts
        | none
        | {
            "today": site.today(),
            "periods": quick_periods(site.today()),
            "agencies": agencies,
            "called": {one.code: one.name for one in agencies},
            "may_act": current(request).role.covers(UserRole.OPERATOR),
            "blanks": list(site.papers.writer.signer.blanks(is_letter=True).values()),
        }
        | dict(more),
        status,
    )
