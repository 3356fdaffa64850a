"""`/plans`: the plans and their decisions; `/plans/{id}`: one plan with its documents."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.people.roles import UserRole
from plan.views.plan_list import (
    decision_lines,
    plan_figures,
    plan_line,
    plan_lines,
    regimes_of_plan,
    rows_changed,
    tasks_by_plan,
)
from plan.views.uploads import open_uploads, upload_file, uploads_of_plan, waiting_proposals
from scheduler.intake.proposal_review import discard_proposal, review_proposal
from web.access.entry import redirect
from web.access.rights import act_of, current, needs
from web.forms import sent_to
from web.numbers import RowNumber
from web.page import own_page
from web.site import Site
from web.uploads import handed_on

ADDRESS = "/plans"
GET = ["GET", "HEAD"]
WAYS = {"adopts": "ban hành kế hoạch", "amends": "sửa đổi một phần", "replaces": "thay thế"}


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix=ADDRESS, include_in_schema=False)
    looks = Depends(needs(site, UserRole.VIEWER))

    @router.api_route("", methods=GET, dependencies=[looks])
    def plans(request: Request) -> HTMLResponse:
        return _list(site, request)

    _waiting(site, router)

    @router.api_route("/{number}", methods=GET, dependencies=[looks])
    def plan(request: Request, number: RowNumber) -> HTMLResponse:
        return plan_page(site, request, number)

    @router.api_route("/{number}/documents/{upload}", methods=GET, dependencies=[looks])
    def document(number: RowNumber, upload: RowNumber) -> Response:
        with site.database.read() as session:
            mine = {line.id for line in uploads_of_plan(session, number)}
            found = upload_file(session, upload) if upload in mine else None
        if found is None:
            raise HTTPException(404)
        return handed_on(found.name, found.content)

    return router


def _waiting(site: Site, router: APIRouter) -> None:
    acting = Depends(needs(site, UserRole.OPERATOR))

    @router.post("/waiting/{number}/{name}", dependencies=[acting])
    def waiting(
        request: Request,
        number: RowNumber,
        name: str,
        fields: FormData = Depends(sent_to(site)),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """A document that was read at the shell: reviewed on a page of its own, or dropped."""
        if name not in ("review", "discard"):
            raise HTTPException(404)
        del fields
        act = act_of(site, request, current(request).mail)
        with site.database.begin() as session:
            doing = review_proposal if name == "review" else discard_proposal
            found = doing(session, act, number)
        if found is None:
            raise HTTPException(404)
        site.read_uploads()
        return redirect(f"{ADDRESS}/new/{found}" if name == "review" else ADDRESS)


def _list(site: Site, request: Request) -> HTMLResponse:
    with site.database.read() as session:
        facts: dict[str, object] = {
            "plans": plan_lines(session),
            "decisions": decision_lines(session),
            "tasks": tasks_by_plan(session),
            "uploads": open_uploads(session),
            "waiting": waiting_proposals(session),
        }
    return own_page(site, request, "plans", facts | {"ways": WAYS, **_may(request)})


def _may(request: Request) -> Mapping[str, object]:
    return {"may_act": current(request).role.covers(UserRole.OPERATOR)}


def plan_page(site: Site, request: Request, number: int, trouble: str = "", period: str = "") -> HTMLResponse:
    """One plan; `trouble` is why a draft of the next could not be made of it."""
    with site.database.read() as session:
        line = plan_line(session, number)
        if line is None:
            raise HTTPException(404)
        facts: dict[str, object] = {
            "plan": line,
            "decisions": decision_lines(session, number),
            "changed": rows_changed(session, number),
            "figures": plan_figures(session, number),
            "regimes": regimes_of_plan(session, number),
            "documents": uploads_of_plan(session, number),
        }
    more = {"ways": WAYS, "trouble": trouble, "period": period or _after(line.first.year, line.last.year)}
    return own_page(site, request, "plan", facts | more | dict(_may(request)), 422 if trouble else 200)


def _after(first: int, last: int) -> str:
    """The years after, as many as these."""
    length = last - first
    return f"{last + 1}–{last + 1 + length}" if length else str(last + 1)
