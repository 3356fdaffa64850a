"""The report board, one of its rounds, the tasks of a list → sheets of a file, in the words of the pages. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from notifications.papers.values import PaperSheet, Value
from plan.dates import day
from plan.views.report_board import ReportCell
from plan.views.task_days import TaskDays
from plan.views.task_list import TaskItem
from web.report_board import Board, BoardCell, Row
from web.status import Standing

ROUND_HEADING = (
    "Cơ quan",
    "Tình trạng",
    "Trễ (ngày làm việc)",
    "Ngày nhận",
    "Số, ký hiệu",
    "Đúng hạn đến hết",
)


def board_sheet(board: Board, year: int, today: date) -> PaperSheet:
    """A row an agency, a column a round, as on the page; the head of each column says how it stands."""
    heads = [
        f"{one.name} (hạn {day(one.due)}; đã nhận {one.received}/{one.owed}, {one.late} chậm)"
        for one in board.rounds
    ]
    rows = [
        (row.agency.name, group, *map(_words, row.cells), f"{row.received}/{row.owed}")
        for group, band in board.bands
        for row in band
    ]
    widths = (36.0, 24.0, *[18.0] * len(heads), 10.0)
    return PaperSheet(
        f"Báo cáo {year}",
        f"Báo cáo định kỳ năm {year}",
        ("Cơ quan", "Nhóm", *heads, "Đã nhận"),
        tuple(rows),
        widths,
        (_as_of(today),),
    )


def summary_sheet(board: Board, today: date) -> PaperSheet:
    """What one agency alone owes, made of the reports of the others."""
    return PaperSheet(
        "Báo cáo tổng hợp",
        "Báo cáo tổng hợp",
        ("Báo cáo", "Cơ quan", "Thời hạn", "Tình trạng"),
        tuple((one.label, one.agency.name, one.due, one.cell.whole) for one in board.summaries),
        (50.0, 36.0, 14.0, 34.0),
        (_as_of(today),),
    )


def round_sheet(label: str, rows: Iterable[Row], cells: Mapping[int, ReportCell], today: date) -> PaperSheet:
    """Who sent the reports of one round, and who has not."""
    found = [(row.agency.name, cell, cells[cell.id]) for row in rows for cell in row.cells if cell]
    return PaperSheet(
        "Kỳ báo cáo",
        label,
        ROUND_HEADING,
        tuple(
            (name, cell.whole, cell.late_days or None, report.done_on, report.document, report.ends)
            for name, cell, report in found
        ),
        (40.0, 34.0, 12.0, 14.0, 20.0, 16.0),
        (_as_of(today),),
    )


@dataclass(frozen=True, slots=True)
class ListedTask:
    """One task of a list, with what the page says of it."""

    item: TaskItem
    plan: str
    leads: tuple[str, ...]
    days: TaskDays | None
    standing: Standing


def task_sheet(rows: Iterable[ListedTask], today: date) -> PaperSheet:
    """The tasks in the order of the plans."""
    return PaperSheet(
        "Nhiệm vụ",
        "Nhiệm vụ",
        ("Văn bản", "Mục", "Nhiệm vụ", "Chủ trì", "Thời hạn tới", "Số thời hạn", "Tình trạng"),
        tuple(_task(one) for one in rows),
        (20.0, 10.0, 70.0, 40.0, 14.0, 10.0, 26.0),
        (_as_of(today),),
    )


def _task(one: ListedTask) -> tuple[Value, ...]:
    days = one.days
    return (
        one.plan,
        one.item.ref,
        one.item.title,
        "; ".join(one.leads) or one.item.lead,
        days.due if days else None,
        days.deadlines if days else 0,
        one.standing.sentence,
    )


def _words(cell: BoardCell | None) -> str:
    """Blank where nothing is owed."""
    return (cell.short or cell.whole) if cell else ""


def _as_of(today: date) -> str:
    return f"Số liệu tính đến ngày {day(today)}; trễ tính bằng ngày làm việc."
