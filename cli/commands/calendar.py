"""`dondoc calendar`: the working calendar, corrected and confirmed by an operator."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import click

from cli.base import DAY, Group, json_option, print_json
from cli.context import Context, pass_context, pass_reading_context
from plan import dates
from plan.storage import working_days
from plan.storage.session import Session
from scheduler.intake.refresh import refresh
from scheduler.policy.rules import calendar_for, work_calendar
from scheduler.working_days.calendar import WorkCalendar
from scheduler.working_days.vietnam import confirmed_year

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
        found = calendar_for(session, year, year, year)
        own = {row.day: row.source for row in working_days.days(session, year)}
        source = confirmed_year(year, working_days.confirmed(session))
    rows = list(_special_days(found, year, own))
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


def _special_days(found: WorkCalendar, year: int, own: dict[date, str]) -> Iterator[dict[str, Any]]:
    day = date(year, 1, 1)
    while day.year == year:
        label = found.worked.get(day) or found.off.get(day)
        if label and (found.works(day) or day.weekday() < 5):
            yield {
                "day": day.isoformat(),
                "working": found.works(day),
                "label": label,
                "source": own.get(day),
            } | ({"assumed": found.assumed[day]} if day in found.assumed else {})
        day += timedelta(1)


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
        act(session)
        rules = replace(rules, calendar=work_calendar(session, context.today.year))
        return refresh(session, rules, context.now, context.today).moved
