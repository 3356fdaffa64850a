"""`/reports/{round}`: who has sent and who has not; many recorded at once, and an urging letter drafted, by ticking."""

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.errors import ExpectedError, NotPossibleError
from plan.obligations.ticked_receipts import record_ticked
from plan.people.roles import UserRole
from scheduler.letters.urging_request import Urged, urge
from web.access.entry import redirect
from web.access.rights import act_of, current, needs
from web.forms import sent_to
from web.letters import letter_context
from web.numbers import RowNumber
from web.page import own_page
from web.round_forms import MOST, RoundForm, round_form, said_of
from web.round_page import NO_REFUSAL, RoundRefusal, RoundRow, round_facts
from web.sentences import for_page
from web.site import Site
from web.uploads import handed_on

Facts = dict[str, object]


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/reports/{number}", include_in_schema=False)
    looks, acting = needs(site, UserRole.VIEWER), needs(site, UserRole.OPERATOR)

    @router.api_route("", methods=["GET", "HEAD"], dependencies=[Depends(looks)])
    def one_round(request: Request, number: RowNumber, recorded: int = 0) -> HTMLResponse:
        """`recorded` is how many were written down a moment ago."""
        return _shown(site, request, _known(site, number), NO_REFUSAL, recorded=recorded)

    @router.post("/receipts", dependencies=[Depends(acting)])
    def receipts(
        request: Request,
        number: RowNumber,
        fields: FormData = Depends(sent_to(site, MOST)),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """All that were ticked, or none of them."""
        facts = _known(site, number)
        refused = _record(site, request, facts, _form(facts, fields))
        if refused is None:
            return redirect(f"/reports/{number}?recorded={len(_form(facts, fields).taken)}")
        return _shown(site, request, _known(site, number), refused)

    @router.post("/letter", dependencies=[Depends(acting)])
    def letter(
        request: Request,
        number: RowNumber,
        fields: FormData = Depends(sent_to(site, MOST)),  # noqa: B008, FAST002 - as above
    ) -> Response:
        """The numbered draft to those that were ticked, or to all that are late with this round."""
        facts = _known(site, number)
        form = _form(facts, fields)
        try:
            name, content = _urge(site, request, form.taken or tuple(_rows(facts)))
        except ExpectedError as error:
            return _shown(site, request, facts, form.refused({"letter": for_page(error)}))
        return handed_on(name, content)

    return router


def _known(site: Site, number: int) -> Facts:
    facts = round_facts(site, number)
    if facts is None:
        raise HTTPException(404)
    return facts


def _rows(facts: Facts) -> dict[int, str]:
    """The names of the agencies by their obligations, of those that have not sent."""
    rows = facts["unsent"]
    assert isinstance(rows, list)
    return {row.cell.id: row.name for row in rows if isinstance(row, RoundRow)}


def _form(facts: Facts, fields: FormData) -> RoundForm:
    rows = [*_rows(facts), *(row.cell.id for row in facts["sent"])]  # type: ignore[attr-defined]  # rows, as above
    return round_form(fields, rows)


def _record(site: Site, request: Request, facts: Facts, form: RoundForm) -> RoundRefusal | None:
    """None once all of them are recorded."""
    act = act_of(site, request, current(request).mail)
    try:
        wanted = form.receipts(site)
    except NotPossibleError as error:
        return form.refused({"on": for_page(error)})
    with site.database.begin() as session:
        faults = record_ticked(session, act, wanted)
        if faults:
            session.rollback()
    if not faults:
        return None
    return form.refused(said_of(faults, _rows(facts)), changed=any(one.changed for one in faults))


def _urge(site: Site, request: Request, ids: tuple[int, ...]) -> tuple[str, bytes]:
    act = act_of(site, request, current(request).mail)
    with site.database.begin() as session:
        made = urge(letter_context(site, session, act), act, Urged(about=ids))
    return made.name, made.content


def _shown(
    site: Site, request: Request, facts: Facts, refusal: RoundRefusal, recorded: int = 0
) -> HTMLResponse:
    more = {
        "refusal": refusal,
        "recorded": recorded,
        "may_act": current(request).role.covers(UserRole.OPERATOR),
    }
    status = 412 if refusal.changed else 422 if refusal.faults else 200
    return own_page(site, request, "report_round", facts | more, status)
