"""`/reports`: the report board of a year, agencies by rounds; a form of it opens and is answered in place."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from plan.people.roles import UserRole
from web.access.rights import current, needs
from web.board_address import BoardView
from web.board_page import BoardAsk, BoardDeed, board_facts
from web.fragments import BY_REQUEST, wants_fragment
from web.numbers import ChosenRow, ChosenYear
from web.page import fragment, own_page
from web.site import Site

GET = ["GET", "HEAD"]


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix="/reports", dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False
    )

    @router.api_route("", methods=GET)
    def reports(
        request: Request,
        year: ChosenYear = None,
        regime: ChosenRow = None,
        group: Annotated[str, Query(max_length=300)] = "",
        sort: Literal["", "late"] = "",
        q: Annotated[str, Query(max_length=300)] = "",
        opened: Annotated[ChosenRow, Query(alias="open")] = None,
        recorded: ChosenRow = None,
        undone: ChosenRow = None,
    ) -> HTMLResponse:
        """The form of one report may be `open` under its agency; `recorded` or `undone` is what was done last."""
        view = BoardView(year or 0, regime, group, sort, q)
        deed: BoardDeed = "recorded" if recorded else "undone" if undone else ""
        return _board_answer(site, request, BoardAsk(view, opened, deed, recorded or undone))

    return router


def _board_answer(site: Site, request: Request, ask: BoardAsk) -> HTMLResponse:
    """The page; or, to a page that is open, the form that it asked for or what became of the one that it sent."""
    may_act = current(request).role.covers(UserRole.OPERATOR)
    facts = board_facts(site, ask) | {"may_act": may_act}
    if wants_fragment(request) and may_act and facts["edited_at"]:
        return fragment(site, "reports", "editor", facts)
    if wants_fragment(request) and ask.of:
        return fragment(site, "reports", "outcome", facts)
    return own_page(site, request, "reports", facts, headers=BY_REQUEST)
