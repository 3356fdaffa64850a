"""What the page of the report board shows of a year, and what was done on it a moment ago."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from plan.text import bare
from plan.views.report_board import (
    ReportCell,
    board_agencies,
    regime_names,
    report_cells,
    report_year,
    report_years,
)
from web.board_address import BoardView
from web.report_board import Board, BoardCell, Chosen, Round, Row, board
from web.site import Site

BoardDeed = Literal["recorded", "undone", ""]


@dataclass(frozen=True, slots=True)
class BoardAsk:
    """What of the board is asked for: the view, the report whose form is open, and what was just done to which one."""

    view: BoardView
    opened: int | None = None
    deed: BoardDeed = ""
    of: int | None = None

    @property
    def is_plain(self) -> bool:
        """The same for everybody who may do the same."""
        return not (self.opened or self.of)


@dataclass(frozen=True, slots=True)
class BoardOutcome:
    """What was just done, to which report of which row and column, and where one goes on."""

    deed: BoardDeed
    row: Row
    round: Round
    cell: BoardCell
    report: ReportCell
    onward: str  # the end of the address of the link that is to have the focus
    next_late: int | None

    @property
    def round_name(self) -> str:
        """As it stands within a sentence."""
        return self.round.name[:1].lower() + self.round.name[1:]

    @property
    def number(self) -> str:
        """By what one knows the report again: its number, else the day on which it came."""
        return " ".join((self.report.document or "").split()) or self.cell.short


def board_facts(site: Site, ask: BoardAsk) -> dict[str, object]:
    """All that the template says; without a year, that of the report whose form opens, or the one that runs."""
    today, view = site.today(), ask.view
    with site.database.read() as session:
        years = report_years(session)
        opened = report_year(session, ask.opened) if ask.opened and not view.year else None
        view = replace(view, year=view.year or opened or _this_year(years, today.year))
        cells, agencies = report_cells(session, view.year, view.regime), board_agencies(session)
        regimes = regime_names(session)
    chosen = Chosen(view.group, bare(view.q), view.sort == "late")
    made = board(cells, agencies, today, site.rules().calendar, chosen)
    by_number = {cell.id: cell for cell in cells}
    edited = by_number.get(ask.opened) if ask.opened else None
    return {
        "board": made,
        "asked": view,
        "years": years,
        "regimes": regimes,
        "groups": sorted({agencies[c.agency].group for c in cells if c.agency in agencies} - {""}),
        "today": today,
        "edited": edited,
        "edited_at": made.find(edited.id) if edited else None,
        "outcome": _outcome(made, by_number, ask),
    }


def _outcome(made: Board, cells: Mapping[int, ReportCell], ask: BoardAsk) -> BoardOutcome | None:
    """None for what is not on the board, or does not stand as the address says."""
    found = made.find(ask.of) if ask.of else None
    if found is None or ask.of is None:
        return None
    row, head, cell = found
    if (cell.shape in {"done", "after"}) != (ask.deed == "recorded"):
        return None
    late = made.next_late(cell.id) if ask.deed == "recorded" else cell.id
    onward = f"open={late}" if late else f"/obligations/{cell.id}"
    return BoardOutcome(ask.deed, row, head, cell, cells[cell.id], onward, late)


def _this_year(years: list[int], year: int) -> int:
    """The year as it runs, or the nearest before it in which reports are due, or the first there is."""
    return max((one for one in years if one <= year), default=years[0] if years else year)
