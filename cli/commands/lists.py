"""`dondoc tasks`, `deadlines`, `obligations`: lists of what the plan asks for."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from cli.base import Command, json_option, print_json
from cli.context import Context
from cli.words import STATES


class Day(click.DateTime):
    """A day of this program's lifetime: a slip like 9999 would make ladders and calendars run for ever."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        day: datetime = super().convert(value, param, ctx)
        if not 2000 <= day.year <= 2100:
            self.fail(f"năm {day.year} ngoài khoảng 2000–2100", param, ctx)
        return day


DAY = Day(formats=["%Y-%m-%d"])


def filters(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every list takes."""
    for option in reversed(
        (
            click.option("--agency", metavar="CODE", help="Chỉ của cơ quan này."),
            click.option("--kind", type=click.Choice(["task", "report"]), help="Chỉ nhiệm vụ hoặc báo cáo."),
            click.option("--from", "first", type=DAY, help="Thời hạn từ ngày này."),
            click.option("--to", "last", type=DAY, help="Thời hạn đến hết ngày này."),
            click.option("--status", help="Chỉ những việc ở trạng thái này."),
        )
    ):
        command = option(command)
    return command


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


@click.command(cls=Command)
@filters
@json_option
@click.pass_obj
def obligations(context: Context, /, *, as_json: bool, **given: Any) -> None:
    """Những việc phải làm, mỗi việc của một cơ quan hoặc của nhiều cơ quan cùng làm."""
    from plan.obligations.status import NAMES
    from plan.obligations.views import duties

    with context.database.read() as session:
        found = duties(session, context.today, _wanted(given))
    if as_json:
        print_json([duty.to_json() for duty in found])
        return
    for duty in found:
        who = ", ".join(duty.leads) or "(chưa rõ ai)"
        click.echo(f"{duty.id:>6}  {duty.due:%d/%m/%Y}  {NAMES[duty.status]:<24}  {who}  {duty.label}")


def _wanted(given: dict[str, Any]) -> Any:
    from plan.obligations.status import NAMES
    from plan.obligations.views import ObligationFilter

    status = given["status"]
    if status is not None and status not in NAMES:
        raise click.UsageError(f"--status: một trong {', '.join(NAMES)}")
    return ObligationFilter(given["agency"], given["kind"], _day(given["first"]), _day(given["last"]), status)


@click.command(cls=Command)
@filters
@json_option
@click.pass_obj
def tasks(context: Context, /, *, as_json: bool, **given: Any) -> None:
    """Các nhiệm vụ, theo thứ tự của văn bản."""
    if given["status"] not in (None, *STATES):
        raise click.UsageError(f"--status: với nhiệm vụ là một trong {', '.join(STATES)}")
    rows = [] if given["kind"] == "report" else _tasks(context, given)
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(
            f"{row['id']:>5}  {row['section']}.{row['number'] or '–':<4} {STATES[row['state']]:<32} {_short(str(row['title']), 70)}"
        )


def _tasks(context: Context, given: dict[str, Any]) -> list[dict[str, Any]]:
    from sqlmodel import col, select

    from plan.agencies.store import load_directory
    from plan.models import Task
    from plan.tasks.views import task_json

    ends = context.rules().calendar.on_or_after
    with context.database.read() as session:
        directory = load_directory(session)
        query = select(Task).where(col(Task.withdrawn_on).is_(None))
        found = session.exec(query.order_by(col(Task.plan_id), col(Task.position)))
        rows = [task_json(session, task, directory, context.today, ends) for task in found]
    return [row for row in rows if _task_fits(row, given)]


def _task_fits(row: dict[str, Any], given: dict[str, Any]) -> bool:
    codes = {code for part in (*row["lead"], *row["partners"]) for code in part["agencies"]}
    if given["agency"] and given["agency"] not in codes:
        return False
    if given["status"] and row["state"] != given["status"]:
        return False
    if not given["first"] and not given["last"]:
        return True
    return any(_between(d, given) for d in row["deadlines"])


def _between(row: dict[str, Any], given: dict[str, Any]) -> bool:
    due, first, last = date.fromisoformat(row["due"]), _day(given["first"]), _day(given["last"])
    return (first is None or first <= due) and (last is None or due <= last)


@click.command(cls=Command)
@filters
@json_option
@click.pass_obj
def deadlines(context: Context, /, *, as_json: bool, **given: Any) -> None:
    """Các thời hạn, theo ngày."""
    rows = [row for row in _deadlines(context, given) if _between(row, given)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['id']:>5}  {date.fromisoformat(row['due']):%d/%m/%Y}  {_short(row['label'])}")


def _deadlines(context: Context, given: dict[str, Any]) -> list[dict[str, Any]]:
    from sqlmodel import col, select

    from plan.models import Deadline
    from plan.obligations.views import duties
    from plan.tasks.views import deadline_json

    ends = context.rules().calendar.on_or_after
    with context.database.read() as session:
        query = select(Deadline).where(col(Deadline.withdrawn_on).is_(None))
        if given["kind"]:
            column = col(Deadline.task_id if given["kind"] == "task" else Deadline.regime_id)
            query = query.where(column.is_not(None))
        rows = [
            deadline_json(row, ends)
            for row in session.exec(query.order_by(col(Deadline.due), col(Deadline.id)))
        ]
        if given["agency"] or given["status"]:
            wanted = _wanted({**given, "first": None, "last": None})
            mine = {duty.deadline for duty in duties(session, context.today, wanted)}
            rows = [row for row in rows if row["id"] in mine]
    return rows


def _short(text: str, width: int = 90) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"
