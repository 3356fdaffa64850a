"""`dondoc calendar`: the working calendar, corrected and confirmed by an operator."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from cli.base import DAY, Group, json_option, print_json
from cli.context import Context, pass_context, pass_reading_context
from plan import dates
from plan.storage import working_days
from plan.storage.session import Session
from scheduler.intake.work_year import SpecialDay, change_calendar, work_year

YEAR = click.IntRange(2000, 2100)


@click.group(cls=Group)
def calendar() -> None:
    """Lịch làm việc: xem, sửa từng ngày, xác nhận cả năm."""


@calendar.command("show")
@click.argument("year", type=YEAR, required=False)
@json_option
@pass_reading_context
def show(context: Context, year: int | None, *, as_json: bool) -> None:
    """Những ngày trong năm khác với từ thứ Hai đến thứ Sáu, và ai đã xác nhận."""
    year = year or context.today.year
    with context.database.read() as session:
        found = work_year(session, year)
    source = found.confirmed
    rows = [_as_json(one) for one in found.days]
    if as_json:
        print_json({"year": year, "confirmed": source, "days": rows})
        return
    for row in rows:
        day = date.fromisoformat(row["day"])
        words = "làm việc" if row["working"] else "nghỉ"
        by = f" [{row['source']}]" if row["source"] else ""
        by += f" (giả định: {row['assumed']})" if "assumed" in row else ""
        click.echo(f"{dates.weekday(day):<9} {dates.day(day):<10}  {words}: {row['label']}{by}")
    click.echo(f"Đã xác nhận theo: {source}" if source else f"Chưa ai xác nhận lịch năm {year}.")


def _as_json(one: SpecialDay) -> dict[str, Any]:
    row = {"day": one.day.isoformat(), "working": one.working, "label": one.label, "source": one.source}
    return row | ({"assumed": one.assumed} if one.assumed is not None else {})


@calendar.command("set")
@click.argument("day", type=DAY)
@click.option("--working/--off", required=True, help="Ngày ấy làm việc, hay nghỉ.")
@click.option("--label", required=True, help='Tên ngày, ví dụ "nghỉ Tết (hoán đổi)".')
@click.option("--source", required=True, help="Văn bản nói như vậy.")
@pass_context
def set_(context: Context, day: datetime, *, working: bool, label: str, source: str) -> None:
    """Ngày DAY làm việc hay nghỉ khác với luật chung; việc còn ở phía trước theo lịch mới ngay."""

    def act(session: Session) -> None:
        working_days.set_day(session, context.act, day.date(), working=working, label=label, source=source)

    moved = _change(context, act)
    words = "làm việc" if working else "nghỉ"
    click.echo(f"{dates.day(day)} {words}; {moved} việc có ngày cuối đúng hạn khác đi.")


@calendar.command("unset")
@click.argument("day", type=DAY)
@pass_context
def unset(context: Context, day: datetime) -> None:
    """Bỏ sửa đổi của ngày DAY: theo luật chung."""
    moved = _change(context, lambda session: working_days.unset_day(session, context.act, day.date()))
    click.echo(f"{dates.day(day)} theo luật chung; {moved} việc có ngày cuối đúng hạn khác đi.")


@calendar.command("confirm")
@click.argument("year", type=YEAR)
@click.option("--source", required=True, help="Văn bản đã đối chiếu.")
@pass_context
def confirm(context: Context, year: int, source: str) -> None:
    """Cả năm YEAR đã được đối chiếu với văn bản chính thức."""
    context.act  # noqa: B018 - the zone is read before the database is held
    with context.database.begin() as session:
        working_days.confirm(session, context.act, year, source)
    click.echo(f"Đã xác nhận lịch năm {year}.")


@calendar.command("unconfirm")
@click.argument("year", type=YEAR)
@pass_context
def unconfirm(context: Context, year: int) -> None:
    """Rút lại lời xác nhận năm YEAR."""
    context.act  # noqa: B018 - as above
    with context.database.begin() as session:
        working_days.unconfirm(session, context.act, year)
    click.echo(f"Lịch năm {year} chưa được xác nhận.")


def _change(context: Context, act: Callable[[Session], None]) -> int:
    """Change the calendar and recompute what is ahead; returns how many obligations have another last day on time."""
    rules = context.rules()
    with context.database.begin() as session:
        return change_calendar(session, rules, context.act, act)
