"""The draft of the next plan as an Excel file that people edit, and that is read back like any plan. Pure."""

from datetime import datetime

from scheduler.intake.next_period import NextPlan, NextPlanTask

CARRIED = {
    "unfinished": "CHUYỂN TIẾP: chưa hoàn thành trong kỳ trước",
    "extended": "CHUYỂN TIẾP: được gia hạn sang kỳ này",
}
WHEN_SIGNED_ON_PAGES = "(Khi đã ký: tải lên ở trang Kế hoạch, ghi số và ngày ký.)"


def next_plan_file(draft: NextPlan, now: datetime, when_signed: str) -> bytes:
    """`when_signed` says what to do with it then."""
    from plan.documents.next_plan import NextPlanRow, write_next_plan

    lines = (f"(Dự thảo lập từ kế hoạch {draft.before}; chưa có số, chưa ký.)", when_signed)
    rows = (NextPlanRow((row.section, row.section_title), _cells_of(row)) for row in draft.rows)
    return write_next_plan(draft.title, lines, rows, now)


def _cells_of(row: NextPlanTask) -> tuple[str, ...]:
    notes = "\n".join(filter(None, (CARRIED.get(row.carried or ""), *row.notes)))
    return (row.number, row.title, row.lead, row.partners, row.product, row.timing, notes)
