"""The same figures as the sheets of a workbook. Pure."""

from collections.abc import Iterator

from notifications.papers.values import Chart, PaperSheet, Value
from plan.dates import day
from scheduler.papers.annexes import changed_line, next_line, overdue_line, result_line
from scheduler.papers.counts import Counts
from scheduler.papers.period_charts import period_charts
from scheduler.papers.statistics import IssuedStatistics, PeriodStatistics
from scheduler.papers.task_counts import TaskTally

INHERITED = "– trong đó đến hạn khi còn"  # what fell due at an agency that was merged
TOTAL = "Tổng cộng (việc chung tính một lần)"
SHARES = ("Đúng hạn trên đã hoàn thành", "Đúng hạn trên đến hạn")
HEADING = ("Tổng số", "Đúng hạn", "Trễ hạn", "Quá hạn", "Chưa đến hạn", "Trong đó chờ xác nhận", *SHARES)
TASK_HEADING = (
    "Tổng số",
    "Hoàn thành đúng hạn",
    "Hoàn thành quá hạn",
    "Đang thực hiện",
    "Quá hạn",
    "Chờ xác nhận",
    "Chưa có thời hạn",
    *SHARES,
)
WIDTHS = (38.0, 9.0, 9.0, 9.0, 9.0, 11.0, 11.0, 13.0, 13.0)  # of a name and of HEADING
AS_OF = "Số liệu tính đến ngày"


def period_sheets(found: PeriodStatistics) -> tuple[PaperSheet, ...]:
    """All sheets; those of lists without a row are left out."""
    note = f"{AS_OF} {day(found.on)}; đến hạn là đã hoàn thành hoặc đã hết hạn."
    charts = period_charts(found)
    return (
        _all_sheet(found, note, charts.get("all")),
        _task_sheet(found, note),
        _agency_sheet(found, note, charts.get("agencies")),
        _section_sheet(found, note),
        _band_sheet(found),
        _overdue_sheet(found),
        *(sheet for sheet in _lists(found) if sheet.rows),
        _roll_sheet(found),
    )


def source_of(earlier: PeriodStatistics | IssuedStatistics | None) -> str:
    """Where the figures of the period before are from, if a report of it was issued."""
    if not isinstance(earlier, IssuedStatistics):
        return ""
    return f" (theo Báo cáo số {earlier.issue.number} ngày {day(earlier.issue.issued_on)})"


def _share(value: float | None) -> float | str:
    return "–" if value is None else value


def _counts(tally: Counts) -> tuple[int | float | str, ...]:
    shares = (_share(tally.share_of_done), _share(tally.share))
    return (tally.total, tally.on_time, tally.late, tally.overdue, tally.open, tally.awaiting, *shares)


def _task_counts(tally: TaskTally) -> tuple[int | float | str, ...]:
    one = tally.dated
    shares = (_share(one.share_of_done), _share(one.share))
    return (tally.total, one.on_time, one.late, one.open, one.overdue, tally.awaiting, tally.undated, *shares)


def _task_sheet(found: PeriodStatistics, note: str) -> PaperSheet:
    rows = [(row.name, *_task_counts(row.tally)) for row in found.plan_tasks.by_section]
    return PaperSheet(
        "Nhiệm vụ",
        f"Nhiệm vụ của kế hoạch, mỗi nhiệm vụ tính một lần, {found.term.name}",
        ("Phần", *TASK_HEADING),
        (*rows, ("Tổng cộng", *_task_counts(found.plan_tasks.all))),
        (44.0, 10.0, 12.0, 12.0, 12.0, 10.0, 12.0, 12.0, 14.0, 14.0),
        (note,),
    )


def _band_sheet(found: PeriodStatistics) -> PaperSheet:
    return PaperSheet(
        "Mức trễ",
        f"Mức trễ, {found.term.name}",
        ("Số ngày làm việc", "Quá hạn chưa hoàn thành", "Hoàn thành trễ hạn"),
        tuple((row.name, row.overdue, row.done_late) for row in found.bands),
        (24.0, 18.0, 18.0),
        (
            f"{AS_OF} {day(found.on)}.",
            "Quá hạn: mọi việc đến hạn từ cuối kỳ trở về trước; trễ hạn: việc của kỳ.",
        ),
    )


def _lists(found: PeriodStatistics) -> Iterator[PaperSheet]:
    note = (f"{AS_OF} {day(found.on)}.",)
    done = [result_line(row) for row in found.done]
    yield PaperSheet(
        "Đã hoàn thành",
        "Danh mục nhiệm vụ đã hoàn thành",
        ("STT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả thực hiện", "Tiến độ"),
        tuple((n, li.what, li.leads, li.due, li.result, li.progress) for n, li in enumerate(done, 1)),
        (6.0, 56.0, 30.0, 14.0, 50.0, 24.0),
        note,
    )
    changed = [changed_line(row) for row in found.changes]
    yield PaperSheet(
        "Gia hạn, hủy",
        "Danh mục việc được gia hạn, hủy",
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn cũ", "Thời hạn mới", "Nội dung, lý do"),
        tuple((n, li.what, li.leads, li.before, li.after, li.said) for n, li in enumerate(changed, 1)),
        (6.0, 56.0, 30.0, 14.0, 14.0, 50.0),
        note,
    )
    coming = [next_line(row) for row in found.upcoming]
    yield PaperSheet(
        "Sắp tới",
        "Việc đến hạn trong ba tháng sau kỳ báo cáo",
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm", "Thời hạn"),
        tuple((n, li.what, li.leads, li.product, li.due) for n, li in enumerate(coming, 1)),
        (6.0, 56.0, 30.0, 50.0, 14.0),
        note,
    )
    yield PaperSheet(
        "Chưa có thời hạn",
        f"Nhiệm vụ chưa có thời hạn, giao quá {found.plan_tasks.months} tháng",
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian ghi trong kế hoạch", "Giao ngày", "Số tháng"),
        tuple(
            (n, f"[{li.task.ref}] {li.task.title}", li.task.lead, li.task.timing, li.task.since, li.months)
            for n, li in enumerate(found.plan_tasks.long_open, 1)
        ),
        (6.0, 56.0, 30.0, 30.0, 14.0, 10.0),
        note,
    )


def _all_sheet(found: PeriodStatistics, note: str, chart: Chart | None) -> PaperSheet:
    name = found.term.name
    rows = [("Nhiệm vụ của kế hoạch", found.tasks), ("Báo cáo", found.reports), (f"Cộng {name}", found.all)]
    if found.before:
        rows.append((f"Kỳ trước: {found.before.term.name}{source_of(found.before)}", found.before.all))
    return PaperSheet(
        "Tổng hợp",
        f"Kết quả thực hiện {name}",
        ("Nội dung", *HEADING),
        tuple((what, *_counts(t)) for what, t in rows),
        WIDTHS,
        (note,),
        chart,
    )


def _agency_sheet(found: PeriodStatistics, note: str, chart: Chart | None) -> PaperSheet:
    return PaperSheet(
        "Theo cơ quan",
        f"Theo cơ quan, {found.term.name}",
        ("STT", "Cơ quan", *HEADING, "Nhận xét đề xuất"),
        tuple(_agency_rows(found)),
        (6.0, *WIDTHS, 20.0),
        (note, "Việc nhiều cơ quan cùng chủ trì tính cho từng cơ quan."),
        chart,
    )


def _agency_rows(found: PeriodStatistics) -> Iterator[tuple[Value, ...]]:
    for n, row in enumerate(found.by_agency, 1):
        yield (n, row.name, *_counts(row.tally), row.verdict)
        for former in row.inherited:
            yield (None, f"{INHERITED} {former.name}", *_counts(former.tally), "")
    yield (None, TOTAL, *_counts(found.all), "")


def _section_sheet(found: PeriodStatistics, note: str) -> PaperSheet:
    return PaperSheet(
        "Theo phần",
        f"Theo phần của kế hoạch, {found.term.name}",
        ("Phần", *HEADING),
        (*((row.name, *_counts(row.tally)) for row in found.by_section), ("Tổng cộng", *_counts(found.all))),
        WIDTHS,
        (note,),
    )


def _overdue_sheet(found: PeriodStatistics) -> PaperSheet:
    annex = [overdue_line(row) for row in found.overdue]
    what = ("Nhiệm vụ", "Văn bản giao nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành", "Số ngày quá hạn")
    return PaperSheet(
        "Quá hạn",
        "Danh mục việc quá hạn chưa hoàn thành",
        ("STT", *what),
        tuple((n, li.what, li.ground, li.leads, li.due, li.days) for n, li in enumerate(annex, 1)),
        (6.0, 56.0, 30.0, 30.0, 14.0, 12.0),
        (f"Số ngày quá hạn là ngày làm việc, tính đến ngày {day(found.on)}.",),
    )


def _roll_sheet(found: PeriodStatistics) -> PaperSheet:
    return PaperSheet(
        "Báo cáo",
        f"Cơ quan đã gửi, chưa gửi báo cáo, {found.term.name}",
        ("Báo cáo", "Hạn", "Cơ quan", "Tình trạng", "Ngày gửi", "Số văn bản", "Số ngày trễ"),
        tuple(_roll_rows(found)),
        (38.0, 12.0, 36.0, 18.0, 12.0, 22.0, 10.0),
    )


def _roll_rows(found: PeriodStatistics) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for roll in found.rolls:
        for one in (*roll.sent, *roll.missing):
            sent = "đã gửi trễ hạn" if one.late_by else "đã gửi đúng hạn"
            missing = "chưa gửi, quá hạn" if one.late_by else "chưa đến hạn"
            state = sent if one.on else missing
            if one.extended_to:
                state += f" (gia hạn đến {day(one.extended_to)})"
            rows.append((roll.label, roll.due, one.agency, state, one.on, one.document, one.late_by))
    return rows
