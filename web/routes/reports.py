"""`/reports`: the report board of a year, agencies by rounds; `/reports/{round}`: who has sent and who has not."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from plan.people.roles import UserRole
from plan.text import bare
from plan.views.report_board import board_agencies, regime_names, report_cells, report_years, round_cells
from web.access.rights import current, needs
from web.board_address import BoardView
from web.numbers import ChosenRow, ChosenYear, RowNumber
from web.page import own_page
from web.report_board import Chosen, board
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
    ) -> HTMLResponse:
        """The form of one report may be `open` under its agency; `recorded` is the one that was written down last."""
        view = BoardView(year or 0, regime, group, sort, q)
        return own_page(site, request, "reports", _facts(site, view, opened, recorded) | _may(request))

    @router.api_route("/{number}", methods=GET)
    def one_round(request: Request, number: RowNumber) -> HTMLResponse:
        with site.database.read() as session:
            cells, agencies = round_cells(session, number), board_agencies(session)
        if not cells:
            raise HTTPException(404)
        made = board(cells, agencies, site.today(), site.rules().calendar, Chosen(most_late_first=True))
        return own_page(
            site, request, "report_round", {"board": made, "first": cells[0], "today": site.today()}
        )

    return router


def _may(request: Request) -> dict[str, object]:
    return {"may_act": current(request).role.covers(UserRole.OPERATOR)}


def _facts(site: Site, view: BoardView, opened: int | None, recorded: int | None) -> dict[str, object]:
    today, calendar = site.today(), site.rules().calendar
    with site.database.read() as session:
        years = report_years(session)
        view = replace(view, year=view.year or _this_year(years, today.year))
        cells, agencies = report_cells(session, view.year, view.regime), board_agencies(session)
        regimes = regime_names(session)
    made = board(cells, agencies, today, calendar, Chosen(view.group, bare(view.q), view.sort == "late"))
    return {
        "board": made,
        "asked": view,
        "years": years,
        "regimes": regimes,
        "groups": sorted({agencies[c.agency].group for c in cells if c.agency in agencies} - {""}),
        "today": today,
        "edited": next((cell for cell in cells if cell.id == opened), None),
        "recorded": made.find(recorded) if recorded else None,
        "next_late": made.next_late(recorded) if recorded else None,
    }


def _this_year(years: list[int], year: int) -> int:
    """The year as it runs, or the nearest before it in which reports are due, or the first there is."""
    return max((one for one in years if one <= year), default=years[0] if years else year)
