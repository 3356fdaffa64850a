"""`dondoc occurred`: the event that a task waits for has happened; its deadlines are set."""

from collections.abc import Sequence
from datetime import datetime

import click

from cli.base import DAY, Command, json_option, needs_review, print_json
from cli.context import Context, pass_context
from plan import dates
from plan.views.deadlines import DeadlineRecord, deadlines_numbered
from scheduler.intake.events import record


@click.command(cls=Command)
@click.argument("task", metavar="TASK")
@click.option("--on", required=True, type=DAY, help="Ngày sự kiện xảy ra.")
@click.option("--document", metavar="NUMBER", help="Số văn bản.")
@json_option
@pass_context
def occurred(context: Context, task: str, on: datetime, document: str | None, *, as_json: bool) -> None:
    """Sự kiện mà nhiệm vụ chờ đã xảy ra: những thời hạn được mở ra từ đó."""
    rules = context.rules()
    with context.database.begin() as session:
        result = record(session, rules, context.act, task, on.date(), document)
        found = deadlines_numbered(session, [row.id for row in result.released])
    if as_json:
        print_json([one.to_json(rules.calendar.on_or_after) for one in found])
    else:
        _show(found)
    for question in result.asked:
        click.echo(f'Lưu ý: {question}: dondoc settle {result.task} --timing "…"', err=True)
    if result.asked:
        needs_review()


def _show(found: Sequence[DeadlineRecord]) -> None:
    for one in found:
        click.echo(f"{one.id}  {dates.day(one.due)}  {one.label}")
    if not found:
        click.echo("Đã ghi nhận; không có thời hạn mới.")
