"""Reports of a year → the board: a row an agency, a column a round, a word and a shape a cell. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plan.alphabet import sort_key
from plan.dates import day_of_year
from plan.text import bare
from plan.views.report_board import BoardAgency, ReportCell
from scheduler.working_days.calendar import WorkCalendar

SOON = 14  # days


@dataclass(frozen=True, slots=True)
class BoardCell:
    """What one cell says: its shape, its short text and the whole of it."""

    id: int
    shape: str
    short: str
    whole: str
    late_days: int = 0

    @property
    def aloud(self) -> str:
        """What is said of it where its short text is read out, in its row and column."""
        return "Xong đúng hạn" if self.shape == "done" else self.whole

    @property
    def can_be_recorded(self) -> bool:
        """Whether it is still to come in: then its form opens where it stands."""
        return self.shape in {"late", "late back", "back", "soon", "open", "ahead"}


@dataclass(frozen=True, slots=True)
class Round:
    """The head of a column: a round of reports, its days and how it stands."""

    number: int
    name: str
    due: date
    ends: date
    counts: Mapping[str, int]
    owed: int

    @property
    def received(self) -> int:
        return self.counts.get("done", 0) + self.counts.get("after", 0)

    @property
    def late(self) -> int:
        return self.counts.get("late", 0) + self.counts.get("late back", 0)

    @property
    def waiting(self) -> int:
        """How many were declared and wait for the collector's word."""
        return self.counts.get("told", 0)

    def share(self, count: int) -> float:
        """How much of the bar so many take, in percent."""
        return 100 * count / self.owed if self.owed else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One agency: a cell a round, None where it owes nothing."""

    agency: BoardAgency
    cells: tuple[BoardCell | None, ...]

    @property
    def owed(self) -> int:
        return sum(cell is not None and cell.shape != "off" for cell in self.cells)

    @property
    def received(self) -> int:
        return sum(cell is not None and cell.shape in {"done", "after"} for cell in self.cells)

    @property
    def late_days(self) -> int:
        return sum(cell.late_days for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class LoneReport:
    """A report that one agency alone owes, made of those of the others."""

    label: str
    due: date
    agency: BoardAgency
    cell: BoardCell


@dataclass(frozen=True, slots=True)
class Board:
    """The whole: rounds by day due; rows in bands of groups; what one agency alone owes beside them."""

    rounds: tuple[Round, ...]
    bands: tuple[tuple[str, tuple[Row, ...]], ...]
    summaries: tuple[LoneReport, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for _, rows in self.bands for row in rows)

    def find(self, obligation: int) -> tuple[Row, Round, BoardCell] | None:
        """The cell of that obligation, with its row and its column."""
        for row in self.rows:
            for head, cell in zip(self.rounds, row.cells, strict=True):
                if cell and cell.id == obligation:
                    return row, head, cell
        return None

    def next_late(self, obligation: int) -> int | None:
        """The obligation of the next late cell below that one, else of the first in its column; None if none is late."""
        column = next(
            (
                one
                for one in zip(*(row.cells for row in self.rows), strict=True)
                if any(c and c.id == obligation for c in one)
            ),
            (),
        )
        ids = [cell.id for cell in column if cell]
        below = ids[ids.index(obligation) + 1 :] if obligation in ids else []
        late = [cell.id for cell in column if cell and cell.shape.startswith("late")]
        return next((one for one in late if one in below), late[0] if late else None)

    @property
    def late(self) -> int:
        return len(self._late)

    @property
    def late_agencies(self) -> int:
        return len(set(self._late))

    @property
    def _late(self) -> list[str]:
        """Whose report is late, each time."""
        cells = [(row.agency.code, cell) for row in self.rows for cell in row.cells]
        cells += [(one.agency.code, one.cell) for one in self.summaries]
        return [code for code, cell in cells if cell and cell.shape.startswith("late")]

    @property
    def waiting(self) -> int:
        return sum(one.waiting for one in self.rounds) + sum(
            one.cell.shape == "told" for one in self.summaries
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader asked for: a group, a part of a name, those most late first."""

    group: str = ""
    name: str = ""  # without marks, as `bare` gives it
    most_late_first: bool = False


EVERYTHING = Chosen()


def board(
    cells: Iterable[ReportCell],
    agencies: Mapping[str, BoardAgency],
    today: date,
    calendar: WorkCalendar,
    chosen: Chosen = EVERYTHING,
) -> Board:
    """Rows are in the order of the alphabet within their group, or the most late first, in one band."""
    all_cells = list(cells)
    holders = Counter(cell.round for cell in all_cells)
    several = max(holders.values(), default=0) > 1
    said = {(cell.agency, cell.round): board_cell(cell, today, calendar) for cell in all_cells}
    wanted = [cell for cell in all_cells if _is_wanted(agencies.get(cell.agency), chosen)]
    shared = [cell for cell in wanted if holders[cell.round] > 1 or not several]
    numbers = tuple(dict.fromkeys(cell.round for cell in shared))
    rows = [
        Row(_agency(agencies, code), tuple(said.get((code, number)) for number in numbers))
        for code in dict.fromkeys(cell.agency for cell in shared)
    ]
    return Board(
        tuple(_round([cell for cell in shared if cell.round == number], said) for number in numbers),
        tuple(_bands(rows, chosen)),
        tuple(
            LoneReport(
                cell.label, cell.round_due, _agency(agencies, cell.agency), said[cell.agency, cell.round]
            )
            for cell in wanted
            if several and holders[cell.round] == 1
        ),
    )


def board_cell(cell: ReportCell, today: date, calendar: WorkCalendar) -> BoardCell:
    """One report as it stands on a day: a word before a colour."""
    year = cell.round_due.year
    if cell.done_on and cell.done_on <= today:
        late, on = calendar.between(cell.ends, cell.done_on), day_of_year(cell.done_on, year)
        if not late:
            return BoardCell(cell.id, "done", on, f"Xong đúng hạn, ngày {on}")
        return BoardCell(cell.id, "after", f"{on}, trễ {late}", f"Xong ngày {on}, trễ {late} ngày làm việc")
    if cell.cancelled_on and cell.cancelled_on <= today:
        return BoardCell(cell.id, "off", "hủy", "Đã hủy")
    if cell.declared_on:
        on = day_of_year(cell.declared_on, year)
        return BoardCell(cell.id, "told", f"báo {on}", f"Đã báo ngày {on}, chờ xác nhận")
    if today > cell.ends:
        late = calendar.between(cell.ends, today)
        if cell.sent_back_on:
            return BoardCell(
                cell.id,
                "late back",
                f"trả lại, trễ {late}",
                f"Trả lại, thực hiện lại, quá hạn {late} ngày",
                late,
            )
        return BoardCell(cell.id, "late", f"trễ {late}", f"Quá hạn {late} ngày làm việc", late)
    if cell.sent_back_on:
        return BoardCell(
            cell.id, "back", f"trả lại, còn {(cell.ends - today).days}", "Trả lại, thực hiện lại"
        )
    if cell.extended_from:
        to = day_of_year(cell.due, year)
        return BoardCell(cell.id, "open", f"gia hạn {to}", f"Được gia hạn đến {to}")
    if today < cell.opens:
        return BoardCell(cell.id, "ahead", "", "Chưa đến kỳ")
    left = (cell.ends - today).days
    shape = "soon" if left <= SOON else "open"
    return BoardCell(cell.id, shape, f"còn {left}" if left else "hôm nay", f"Còn {left} ngày")


def short_name(label: str, year: int) -> str:
    """`Báo cáo quý II năm 2012` → `Quý II`, as the head of a column of that year."""
    name = label.removeprefix("Báo cáo ").removesuffix(f" năm {year}").removesuffix(f"năm {year}")
    name = name.strip() or "năm"
    return name[:1].upper() + name[1:]


def _is_wanted(agency: BoardAgency | None, chosen: Chosen) -> bool:
    if chosen.group and (agency is None or agency.group != chosen.group):
        return False
    return not chosen.name or (agency is not None and chosen.name in bare(agency.name))


def _agency(agencies: Mapping[str, BoardAgency], code: str) -> BoardAgency:
    return agencies.get(code) or BoardAgency(code, code, "")


def _round(cells: list[ReportCell], said: Mapping[tuple[str, int], BoardCell]) -> Round:
    first = cells[0]
    counts = Counter(said[cell.agency, cell.round].shape for cell in cells)
    return Round(
        number=first.round,
        name=short_name(first.label, first.round_due.year),
        due=first.round_due,
        ends=min((cell.ends for cell in cells if not cell.extended_from), default=first.round_due),
        counts=counts,
        owed=len(cells) - counts["off"],
    )


def _bands(rows: list[Row], chosen: Chosen) -> Iterable[tuple[str, tuple[Row, ...]]]:
    rows = sorted(rows, key=lambda row: sort_key(row.agency.name))
    if chosen.most_late_first:
        yield "", tuple(sorted(rows, key=lambda row: -row.late_days))
        return
    for group in sorted({row.agency.group for row in rows}, key=lambda name: (not name, sort_key(name))):
        yield group, tuple(row for row in rows if row.agency.group == group)
