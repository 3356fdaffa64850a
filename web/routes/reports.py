"""`/reports`: the report board of a year, agencies by rounds; a form of it opens and is answered in place."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from plan.people.roles import UserRole
from plan.storage.changes import changes
from web.access.rights import current, needs
from web.board_address import BoardView
from web.board_page import BoardAsk, BoardDeed, board_facts
from web.fragments import BY_REQUEST, wants_fragment
from web.languages.choice import language
from web.numbers import ChosenRow, ChosenYear
from web.page import KeptBlocks, fragment, kept_blocks, own_page, page_of_blocks
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
    visitor = current(request)
    seen = {"may_act": visitor.role.covers(UserRole.OPERATOR), "letter_keys": visitor.letter_keys}
    if ask.is_plain and not wants_fragment(request):
        return page_of_blocks(site, request, _kept(site, ask, seen), BY_REQUEST)
    facts = board_facts(site, ask) | seen
    if wants_fragment(request) and seen["may_act"] and facts["edited_at"]:
        return fragment(site, "reports", "editor", facts)
    if wants_fragment(request) and ask.of:
        return fragment(site, "reports", "outcome", facts)
    return own_page(site, request, "reports", facts, headers=BY_REQUEST)


def _kept(site: Site, ask: BoardAsk, seen: Mapping[str, bool]) -> KeptBlocks:
    """The board itself, as long as it is that day and nothing changes; `seen` is all that differs from one to another."""
    with site.database.read() as session:
        change = changes(session)
    key = ("reports", language(), ask.view, site.today(), site.rules().calendar, *seen.values())
    return site.kept.of(change, key, lambda: kept_blocks(site, "reports", {**board_facts(site, ask), **seen}))
