"""`/reports.xlsx`, `/reports.csv`: the board as it is shown, as a file; `/reports/{round}.xlsx`: who sent and who did not."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query
from starlette.responses import Response

from notifications.papers.tables import TableForm, table_file
from plan.people.roles import UserRole
from plan.views.report_board import board_agencies, round_cells
from web.access.rights import needs
from web.board_address import BoardView
from web.board_page import BoardAsk, board_facts
from web.board_sheets import board_sheet, round_sheet, summary_sheet
from web.numbers import ChosenRow, ChosenYear, RowNumber
from web.report_board import Board, Chosen, board
from web.site import Site
from web.uploads import handed_on

GET = ["GET", "HEAD"]


def routes(site: Site) -> APIRouter:
    """For whoever may see the pages. They come before the pages: `{number}` would take the name of a file too."""
    router = APIRouter(dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False)

    @router.api_route("/reports.{form}", methods=GET)
    def whole_year(
        form: TableForm,
        year: ChosenYear = None,
        regime: ChosenRow = None,
        group: Annotated[str, Query(max_length=300)] = "",
        sort: Literal["", "late"] = "",
        q: Annotated[str, Query(max_length=300)] = "",
    ) -> Response:
        facts = board_facts(site, BoardAsk(BoardView(year or 0, regime, group, sort, q)))
        made, view = facts["board"], facts["asked"]
        assert isinstance(made, Board)
        assert isinstance(view, BoardView)
        sheets = [board_sheet(made, view.year, site.today()), summary_sheet(made, site.today())]
        return handed_on(f"bao-cao-{view.year}-{site.today()}.{form}", table_file(form, sheets, site.clock()))

    @router.api_route("/reports/{number}.{form}", methods=GET)
    def one_round(number: RowNumber, form: TableForm) -> Response:
        with site.database.read() as session:
            cells, agencies = round_cells(session, number), board_agencies(session)
        if not cells:
            raise HTTPException(404)
        made = board(cells, agencies, site.today(), site.rules().calendar, Chosen(most_late_first=True))
        sheet = round_sheet(cells[0].label, made.rows, {cell.id: cell for cell in cells}, site.today())
        return handed_on(
            f"ky-bao-cao-{number}-{site.today()}.{form}", table_file(form, [sheet], site.clock())
        )

    return router
