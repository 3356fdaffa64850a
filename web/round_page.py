"""The page of one round of reports: who has not sent and whom to call, who has, and what was ticked and typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from plan.addresses import shown
from plan.agencies.store import load_directory
from plan.views.report_board import ReportCell, board_agencies, round_cells
from scheduler.letters.background import last_told
from web.report_board import BoardCell, Chosen, Round, board
from web.site import Site

SENT = ("done", "after")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One agency: its report as the page says it and as it is stored, when it was last told, whom to call."""

    name: str
    cell: BoardCell
    report: ReportCell
    told: date | None
    contact: str


@dataclass(frozen=True, slots=True)
class RoundRefusal:
    """A form of the page that was not taken: why, by field, with all that was ticked and typed."""

    faults: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[int] = frozenset()
    typed: Mapping[str, str] = field(default_factory=dict)
    changed: bool = False


NO_REFUSAL = RoundRefusal()


def round_facts(site: Site, number: int) -> dict[str, object] | None:
    """None if there is no such round."""
    with site.database.read() as session:
        cells, agencies = round_cells(session, number), board_agencies(session)
        if not cells:
            return None
        told = last_told(session, tuple(cell.id for cell in cells))
        directory = load_directory(session)
    made = board(cells, agencies, site.today(), site.rules().calendar, Chosen(most_late_first=True))
    by_number = {cell.id: cell for cell in cells}
    rows = []
    for row in made.rows:
        agency = directory.get(directory.current(row.agency.code, site.today()))
        contact = ", ".join(shown(agency)) if agency else ""
        rows += [
            RoundRow(row.agency.name, cell, by_number[cell.id], told.get(cell.id), contact)
            for cell in row.cells
            if cell
        ]
    head: Round = made.rounds[0]
    return {
        "round": head,
        "first": cells[0],
        "sent": [row for row in rows if row.cell.shape in SENT],
        "unsent": [row for row in rows if row.cell.shape not in SENT],
        "today": site.today(),
    }
